import type { Item } from '../../model/item.ts'
import type { Span } from '../../model/sound.ts'
import { compareCertainty } from '../import/certainty.ts'

/** So much of a clip is covered when its words are, but for one at an end. */
const coveredShareMin = 0.6

/** An item as an import finds it; whether it was stored before. */
type Found = { item: Item; isNew: boolean }

/**
 * The stored clips of a recording that what an import has found replaces: those that are covered by texts which are at
 * least as certain, and which the import itself does not have. Otherwise a part would be asked, and go home, twice: as
 * it was cut before there was a transcript, or as an earlier transcript had it.
 */
export function findReplaced(found: readonly Found[], stored: readonly Item[]): Item[] {
  const ids = new Set(found.map(({ item }) => item.id))
  const read = found
    .map(({ item }) => item)
    .filter(({ label, stage }) => label !== null && stage !== 'dropped')
  return stored.filter((old) => {
    if (ids.has(old.id) || old.stage === 'dropped') return false
    const surer = read.filter(({ status }) => compareCertainty(status, old.status) <= 0)
    return isCovered(old, surer)
  })
}

/**
 * Leaves out new clips where stored ones, which stay, are surer, or hold the same without a text: pauses are found a
 * little elsewhere when a transcript covers more.
 */
export function leaveOutHeld<Some extends Found>(
  found: readonly Some[],
  staying: readonly Item[],
): Some[] {
  const ids = new Set(found.map(({ item }) => item.id))
  const others = staying.filter(({ id }) => !ids.has(id))
  const kept = found.filter(({ item: { region, label, status }, isNew }) => {
    const held = others.filter((old) => label === null || compareCertainty(old.status, status) < 0)
    return !isNew || !isCovered({ region }, held)
  })
  const there = new Set([...kept.map(({ item }) => item.id), ...staying.map(({ id }) => id)])
  return kept.filter(({ item: { lineId } }) => lineId === null || there.has(lineId))
}

function isCovered({ region }: Pick<Item, 'region'>, others: readonly Item[]): boolean {
  if (region.is !== 'span') return false
  const { fromMs, toMs } = region
  const within = others
    .flatMap((one) => (one.region.is === 'span' ? [one.region] : []))
    .map((span) => ({ fromMs: Math.max(span.fromMs, fromMs), toMs: Math.min(span.toMs, toMs) }))
  return lengthOf(within) >= coveredShareMin * (toMs - fromMs)
}

/** How long spans are together, what several cover counted once. */
function lengthOf(spans: readonly Span[]): number {
  let [length, reached] = [0, 0]
  for (const { fromMs, toMs } of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    length += Math.max(0, toMs - Math.max(fromMs, reached))
    reached = Math.max(reached, toMs)
  }
  return length
}
