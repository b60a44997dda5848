import type { LooseItem } from '../model/couple.ts'
import { defaultTextPolicy } from '../model/corpus.ts'
import type { Role } from '../model/item.ts'
import type { Random } from '../model/stores.ts'
import { drawUnit, shuffle } from './chance.ts'
import { foldText } from './compare.ts'

/** Partners may be unlike in shape (width by height) by these factors: first closely, then less so. */
const closeFactor = 1.1
const wideFactors = [1.5, 2.5] as const
/** What an item counts for that no machine has read. */
const unscored = 0.5
/** A text that more known items than this have is worth guessing. */
const commonShareMax = 0.02
const commonLeast = 3

/** Two items to be coupled. */
export type Match = { decider: LooseItem; other: LooseItem; otherRole: Role }

/** What there is to match. */
export type Loose = {
  known: readonly LooseItem[]
  unknown: readonly LooseItem[]
  /** Whether the known items that are left may be coupled with each other. */
  closes: boolean
  /** So many are matched whatever their shapes, so that a small corpus has something to ask. */
  least: number
}

type Candidate = { item: LooseItem; role: Role; shape: number }

/**
 * Matches known items with unknown ones of like shape, in an order of chance, and neither the wider nor the
 * narrower one more often is the known one: then no shape tells which decides. Where there are more known
 * items, those that machines read best play unknown ones; canaries always do, and find their partners first.
 * What finds no partner is left.
 */
export const matchLoose = (random: Random, loose: Loose): Match[] => {
  const { deciders, others } = divide({ ...loose, known: markCommon(loose.known) })
  const free = openFree(deciders, others)
  const matches: Match[] = []
  for (const factor of [closeFactor, ...wideFactors])
    matches.push(...balance(zipBins(random, free, factor), free))
  if (loose.closes) matches.push(...matchRest(random, free))
  if (matches.length < loose.least) matches.push(...matchAny(free, loose.least - matches.length))
  return matches
}

// What stands on every page ("ditto", "the") passes whoever types nothing else, so it counts as read by
// machines, the commonest the most.
const markCommon = (known: readonly LooseItem[]): LooseItem[] => {
  const keyOf = ({ label }: LooseItem): string => foldText(label ?? '', defaultTextPolicy)
  const counts = new Map<string, number>()
  for (const item of known) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  const most = Math.max(commonLeast, commonShareMax * known.length)
  return known.map((item) => {
    const count = counts.get(keyOf(item)) ?? 0
    return count > most ? { ...item, machineScore: 1 + count / known.length } : item
  })
}

// While unknown items wait, no known one but a canary plays their part.
const divide = ({
  known,
  unknown,
  closes,
}: Loose): { deciders: Candidate[]; others: Candidate[] } => {
  const easiestLast = known
    .filter(({ isCanary }) => !isCanary)
    .map((item) => candidate(item, 'known'))
    .toSorted((a, b) => scoreOf(a.item) - scoreOf(b.item))
  const canaries = known.filter(({ isCanary }) => isCanary)
  const others = [
    ...unknown.map((item) => candidate(item, 'unknown')),
    ...canaries.map((item) => candidate(item, 'known')),
  ]
  const isShort = !closes || easiestLast.length <= others.length
  const count = isShort ? easiestLast.length : Math.ceil((easiestLast.length + others.length) / 2)
  return {
    deciders: easiestLast.slice(0, count),
    others: [...others, ...easiestLast.slice(count)],
  }
}

const candidate = (item: LooseItem, role: Role): Candidate => ({
  item,
  role,
  shape: Math.log(item.box.width / item.box.height),
})

const scoreOf = ({ machineScore }: LooseItem): number => machineScore ?? unscored

type Free = { deciders: Set<Candidate>; others: Set<Candidate> }

const openFree = (deciders: readonly Candidate[], others: readonly Candidate[]): Free => ({
  deciders: new Set(deciders),
  others: new Set(others),
})

// The bins begin at a point of chance, so that no shape is at an edge each time.
const zipBins = (random: Random, free: Free, factor: number): Match[] => {
  const start = drawUnit(random)
  const binOf = ({ shape }: Candidate): number => Math.floor(shape / Math.log(factor) + start)
  const bins = new Map<number, Candidate[]>()
  const canariesLast = shuffle(random, [...free.others]).toSorted(
    (a, b) => Number(a.item.isCanary) - Number(b.item.isCanary),
  )
  for (const other of canariesLast) {
    const bin = binOf(other)
    bins.set(bin, [...(bins.get(bin) ?? []), other])
  }
  const matches: Match[] = []
  const misreadFirst = shuffle(random, [...free.deciders]).toSorted(
    (a, b) => scoreOf(a.item) - scoreOf(b.item),
  )
  for (const decider of misreadFirst) {
    const other = bins.get(binOf(decider))?.pop()
    if (other) matches.push(take(free, decider, other))
  }
  return matches
}

const take = (free: Free, decider: Candidate, other: Candidate): Match => {
  free.deciders.delete(decider)
  free.others.delete(other)
  return { decider: decider.item, other: other.item, otherRole: other.role }
}

// As many whose decider is the wider one as whose other is; what is too many is free again. Two known ones
// may be as they are.
const balance = (matches: readonly Match[], free: Free): Match[] => {
  const leanOf = ({ decider, other, otherRole }: Match): number =>
    otherRole === 'known' ? 0 : Math.sign(shapeOf(decider) - shapeOf(other))
  const wider = matches.filter((match) => leanOf(match) > 0)
  const narrower = matches.filter((match) => leanOf(match) < 0)
  const count = Math.min(wider.length, narrower.length)
  for (const { decider, other, otherRole } of [...wider.slice(count), ...narrower.slice(count)]) {
    free.deciders.add(candidate(decider, 'known'))
    free.others.add(candidate(other, otherRole))
  }
  const even = matches.filter((match) => leanOf(match) === 0)
  return [...even, ...wider.slice(0, count), ...narrower.slice(0, count)]
}

const shapeOf = ({ box }: LooseItem): number => box.width / box.height

// Known ones among themselves: the one that machines misread decides, of two alike whichever chance says.
const matchRest = (random: Random, free: Free): Match[] => {
  const matches: Match[] = []
  for (const factor of [closeFactor, ...wideFactors]) {
    const decides = ({ role, item }: Candidate): boolean => role === 'known' && !item.isCanary
    const spare = [...free.deciders, ...[...free.others].filter(decides)]
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

const steer = ({ decider, other, otherRole }: Match): Match =>
  scoreOf(decider) <= scoreOf(other)
    ? { decider, other, otherRole }
    : { decider: other, other: decider, otherRole }

const forget = (free: Free, { decider, other }: Match): void => {
  for (const set of [free.deciders, free.others])
    for (const one of set) if (one.item === decider || one.item === other) set.delete(one)
}

const matchAny = (free: Free, most: number): Match[] => {
  const byShape = (some: Iterable<Candidate>): Candidate[] =>
    [...some].toSorted((a, b) => a.shape - b.shape)
  const others = byShape(free.others)
  const deciders = byShape(free.deciders)
  const count = Math.min(most, deciders.length, others.length)
  const matches: Match[] = []
  for (let n = 0; n < count; n += 1) {
    const [decider, other] = [deciders[n], others[n]]
    if (decider && other) matches.push(take(free, decider, other))
  }
  const [one, another] = [...free.deciders]
  if (matches.length === 0 && one && another && most > 0)
    matches.push({ decider: one.item, other: another.item, otherRole: 'known' })
  return matches
}
