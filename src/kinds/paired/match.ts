import type { LooseItem } from '../../model/pair.ts'
import { defaultTextPolicy } from '../../model/corpus.ts'
import type { Role } from '../../model/item.ts'
import type { Random } from '../../model/stores.ts'
import { drawUnit, shuffle } from '../../model/chance.ts'
import { foldText } from '../../text/compare.ts'

/**
 * The shapes (width by height) of partners may differ by these factors: first the close one, then wider ones.
 */
const closeFactor = 1.1
const wideFactors = [1.5, 2.5] as const
/** The machine score assumed for an item that no machine has read. */
const unscored = 0.5
/** A text that more than this share of known items have is worth guessing. */
const commonShareMax = 0.02
const commonLeast = 3

/** Two items to be paired. */
export type Match = { control: LooseItem; probe: LooseItem; probeRole: Role }

/** What there is to match. */
export type Loose = {
  known: readonly LooseItem[]
  unknown: readonly LooseItem[]
  /** Whether the known items that are left may be paired with each other. */
  closes: boolean
  /** This many are matched whatever their shapes, so that a small corpus has something to ask. */
  least: number
}

type Candidate = { item: LooseItem; role: Role; shape: number }

/**
 * Matches known items with unknown ones of similar shape, in random order, so that the known one is as often
 * the wider as the narrower: then no shape tells which decides. If there are more known items, those that
 * machines read best play unknown ones. Canaries always do, and find their partners first. Items without a
 * partner are left.
 */
export function matchLoose(random: Random, loose: Loose): Match[] {
  const { controls, probes } = divide({ ...loose, known: markCommon(loose.known) })
  const free = openFree(controls, probes)
  const matches: Match[] = []
  for (const factor of [closeFactor, ...wideFactors])
    matches.push(...balance(zipBins(random, free, factor), free))
  if (loose.closes) matches.push(...matchRest(random, free))
  if (matches.length < loose.least) matches.push(...matchAny(free, loose.least - matches.length))
  return matches
}

// Text that is on every page ("ditto", "the") lets anyone pass who types nothing else, so it counts as read
// by machines, the commonest the most.
function markCommon(known: readonly LooseItem[]): LooseItem[] {
  const keyOf = ({ label }: LooseItem): string => foldText(label ?? '', defaultTextPolicy)
  const counts = new Map<string, number>()
  for (const item of known) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  const most = Math.max(commonLeast, commonShareMax * known.length)
  return known.map((item) => {
    const count = counts.get(keyOf(item)) ?? 0
    return count > most ? { ...item, machineScore: 1 + count / known.length } : item
  })
}

// While unknown items wait, only a canary among the known ones plays their role.
function divide({ known, unknown, closes }: Loose): { controls: Candidate[]; probes: Candidate[] } {
  const easiestLast = known
    .filter(({ isCanary }) => !isCanary)
    .map((item) => candidate(item, 'known'))
    .toSorted((a, b) => scoreOf(a.item) - scoreOf(b.item))
  const canaries = known.filter(({ isCanary }) => isCanary)
  const probes = [
    ...unknown.map((item) => candidate(item, 'unknown')),
    ...canaries.map((item) => candidate(item, 'known')),
  ]
  const isShort = !closes || easiestLast.length <= probes.length
  const count = isShort ? easiestLast.length : Math.ceil((easiestLast.length + probes.length) / 2)
  return {
    controls: easiestLast.slice(0, count),
    probes: [...probes, ...easiestLast.slice(count)],
  }
}

function candidate(item: LooseItem, role: Role): Candidate {
  return {
    item,
    role,
    shape: Math.log(item.proportion),
  }
}

function scoreOf({ machineScore }: LooseItem): number {
  return machineScore ?? unscored
}

type Free = { controls: Set<Candidate>; probes: Set<Candidate> }

function openFree(controls: readonly Candidate[], probes: readonly Candidate[]): Free {
  return {
    controls: new Set(controls),
    probes: new Set(probes),
  }
}

// The bins start at a random point, so that no shape is always at an edge.
function zipBins(random: Random, free: Free, factor: number): Match[] {
  const start = drawUnit(random)
  const binOf = ({ shape }: Candidate): number => Math.floor(shape / Math.log(factor) + start)
  const bins = new Map<number, Candidate[]>()
  const canariesLast = shuffle(random, [...free.probes]).toSorted(
    (a, b) => Number(a.item.isCanary) - Number(b.item.isCanary),
  )
  for (const probe of canariesLast) {
    const bin = binOf(probe)
    bins.set(bin, [...(bins.get(bin) ?? []), probe])
  }
  const matches: Match[] = []
  const misreadFirst = shuffle(random, [...free.controls]).toSorted(
    (a, b) => scoreOf(a.item) - scoreOf(b.item),
  )
  for (const control of misreadFirst) {
    const probe = bins.get(binOf(control))?.pop()
    if (probe) matches.push(take(free, control, probe))
  }
  return matches
}

function take(free: Free, control: Candidate, probe: Candidate): Match {
  free.controls.delete(control)
  free.probes.delete(probe)
  return { control: control.item, probe: probe.item, probeRole: probe.role }
}

// Keeps as many matches with the wider control as with the wider probe, and frees the surplus. Two known ones
// may stay as they are.
function balance(matches: readonly Match[], free: Free): Match[] {
  const leanOf = ({ control, probe, probeRole }: Match): number =>
    probeRole === 'known' ? 0 : Math.sign(control.proportion - probe.proportion)
  const wider = matches.filter((match) => leanOf(match) > 0)
  const narrower = matches.filter((match) => leanOf(match) < 0)
  const count = Math.min(wider.length, narrower.length)
  for (const { control, probe, probeRole } of [...wider.slice(count), ...narrower.slice(count)]) {
    free.controls.add(candidate(control, 'known'))
    free.probes.add(candidate(probe, probeRole))
  }
  const even = matches.filter((match) => leanOf(match) === 0)
  return [...even, ...wider.slice(0, count), ...narrower.slice(0, count)]
}

// Pairs known ones with each other: the one that machines misread decides; chance chooses between two alike.
function matchRest(random: Random, free: Free): Match[] {
  const matches: Match[] = []
  for (const factor of [closeFactor, ...wideFactors]) {
    const decides = ({ role, item }: Candidate): boolean => role === 'known' && !item.isCanary
    const spare = [...free.controls, ...[...free.probes].filter(decides)]
    const halves = shuffle(random, spare)
    const middle = Math.floor(halves.length / 2)
    const rest = openFree(halves.slice(0, middle), halves.slice(middle))
    for (const match of zipBins(random, rest, factor)) {
      matches.push(steer(match))
      forget(free, match)
    }
  }
  return matches
}

function steer({ control, probe, probeRole }: Match): Match {
  return scoreOf(control) <= scoreOf(probe)
    ? { control, probe, probeRole }
    : { control: probe, probe: control, probeRole }
}

function forget(free: Free, { control, probe }: Match): void {
  for (const set of [free.controls, free.probes])
    for (const one of set) if (one.item === control || one.item === probe) set.delete(one)
}

function matchAny(free: Free, most: number): Match[] {
  const byShape = (some: Iterable<Candidate>): Candidate[] =>
    [...some].toSorted((a, b) => a.shape - b.shape)
  const probes = byShape(free.probes)
  const controls = byShape(free.controls)
  const count = Math.min(most, controls.length, probes.length)
  const matches: Match[] = []
  for (let n = 0; n < count; n += 1) {
    const [control, probe] = [controls[n], probes[n]]
    if (control && probe) matches.push(take(free, control, probe))
  }
  const [one, another] = [...free.controls]
  if (matches.length === 0 && one && another && most > 0)
    matches.push({ control: one.item, probe: another.item, probeRole: 'known' })
  return matches
}
