import type { LooseItem } from '../../model/pair.ts'
import type { Role } from '../../model/item.ts'
import type { Random } from '../../model/stores.ts'
import { shuffle } from '../../model/chance.ts'
import {
  balance,
  giveBack,
  openFree,
  take,
  zipBins,
  type Candidate,
  type Free,
  type Two,
} from './candidates.ts'
import { scoreOf } from './deciders.ts'
import { caliper, type KnownScore } from './likeness.ts'

/**
 * The shapes (width by height) of partners may differ by these factors: first the close one, then wider ones.
 */
const closeFactor = 1.1
const wideFactors = [1.5, 2.5] as const
/** Partners of one page may differ by this factor before partners of other pages are looked for. */
const samePageFactor = 1.5
/** If there must be more pairs than look alike, scores may differ by more and more. */
const calipers = [caliper, 2 * caliper, 4 * caliper, 8 * caliper, Infinity] as const
/** Two items to be paired. */
export type Match = { control: LooseItem; probe: LooseItem; probeRole: Role }

/** What there is to match. */
export type Loose = {
  known: readonly LooseItem[]
  unknown: readonly LooseItem[]
  /** The known ones that may decide. */
  deciders: ReadonlySet<LooseItem>
  /** Whether the known items that are left may be paired with each other. */
  closes: boolean
  /** This many are matched whatever their shapes, so that a small corpus has something to ask. */
  least: number
  /** How looks are told from those of known items; without it no looks are compared. */
  knownScore?: KnownScore | null
  /** This many unknown ones are matched even if no known one looks like them, the likest ones first. */
  leastUnknown?: number
}

/**
 * Matches known items with unknown ones of similar shape, of the same page as far as possible, in random order,
 * so that the known one is as often the wider as the narrower: then neither shape nor paper tells which decides.
 * If looks are compared, a known item gets only an unknown one that looks alike; others wait.
 * If there are more known items, those that machines read best, and those that may not decide, play unknown
 * ones. Canaries always do, and find their partners first. Items without a partner are left.
 */
export function matchLoose(random: Random, loose: Loose): Match[] {
  const { controls, probes } = divide(loose)
  const free = openFree(controls, probes)
  const twos = matchCanaries(random, free)
  if (loose.knownScore) twos.push(...matchLikest(random, free, loose.leastUnknown ?? 0))
  const likeness = loose.knownScore ? caliper : null
  for (const factor of [closeFactor, samePageFactor])
    twos.push(...balance(zipBins(random, free, { factor, isSamePage: true, likeness }), free))
  for (const factor of [closeFactor, ...wideFactors])
    twos.push(...balance(zipBins(random, free, { factor, isSamePage: false, likeness }), free))
  const matches = twos.map(matchOf)
  if (loose.closes) matches.push(...matchRest(random, free, loose.deciders))
  if (matches.length < loose.least) matches.push(...matchAny(free, loose.least - matches.length))
  return matches
}

function matchOf({ control, probe }: Two): Match {
  return { control: control.item, probe: probe.item, probeRole: probe.role }
}

// Otherwise items of a look that no known one has would wait for ever.
function matchLikest(random: Random, free: Free, count: number): Two[] {
  const twos: Two[] = []
  for (const likeness of calipers)
    for (const factor of wideFactors) {
      if (twos.length >= count) return twos
      const found = balance(zipBins(random, free, { factor, isSamePage: false, likeness }), free)
      const asking = found.filter(({ probe }) => probe.role === 'unknown')
      const kept = new Set(shuffle(random, asking).slice(0, count - twos.length))
      giveBack(
        free,
        found.filter((two) => !kept.has(two)),
      )
      twos.push(...kept)
    }
  return twos
}

// While unknown items wait, only a canary among the known ones plays their role.
function divide(loose: Loose): { controls: Candidate[]; probes: Candidate[] } {
  const { known, unknown, deciders, closes, knownScore = null } = loose
  const candidate = (item: LooseItem, role: Role): Candidate => {
    return { item, role, shape: Math.log(item.proportion), knownScore: knownScore?.(item) ?? null }
  }
  const easiestLast = [...deciders]
    .map((item) => candidate(item, 'known'))
    .toSorted((a, b) => scoreOf(a.item) - scoreOf(b.item))
  const canaries = known.filter(({ isCanary }) => isCanary)
  const probes = [
    ...unknown.map((item) => candidate(item, 'unknown')),
    ...canaries.map((item) => candidate(item, 'known')),
  ]
  const others = known.filter((item) => !item.isCanary && !deciders.has(item))
  const isShort = !closes || easiestLast.length <= probes.length
  const half = Math.ceil((easiestLast.length + others.length + probes.length) / 2)
  const count = isShort ? easiestLast.length : Math.min(easiestLast.length, half)
  const playing = [...easiestLast.slice(count), ...others.map((item) => candidate(item, 'known'))]
  const places = isShort ? 0 : Math.max(easiestLast.length - count, count - probes.length)
  return { controls: easiestLast.slice(0, count), probes: [...probes, ...playing.slice(0, places)] }
}

// Unknown items would otherwise take the controls of like shape before a canary gets one of a wider choice.
function matchCanaries(random: Random, free: Free): Two[] {
  const canaries = [...free.probes].filter(({ item }) => item.isCanary)
  return shuffle(random, canaries).flatMap((probe) => {
    const control = controlFor(random, free, probe)
    return control ? [take(free, control, probe)] : []
  })
}

// Any of a close shape, else the nearest.
function controlFor(random: Random, free: Free, { shape }: Candidate): Candidate | null {
  const distanceOf = (of: Candidate): number => Math.abs(of.shape - shape)
  const controls = shuffle(random, [...free.controls])
  const close = controls.find((one) => distanceOf(one) <= Math.log(closeFactor))
  const nearest = close ?? controls.toSorted((a, b) => distanceOf(a) - distanceOf(b))[0]
  return nearest && distanceOf(nearest) <= Math.log(wideFactors[1]) ? nearest : null
}

// Pairs known ones with each other. Of two that may decide it is the one that machines misread; chance chooses
// between two alike.
function matchRest(random: Random, free: Free, deciders: ReadonlySet<LooseItem>): Match[] {
  const matches: Match[] = []
  const mayDecide = ({ item }: Candidate): boolean => deciders.has(item)
  for (const factor of [closeFactor, ...wideFactors]) {
    const isKnown = ({ role, item }: Candidate): boolean => role === 'known' && !item.isCanary
    const spare = [...free.controls, ...[...free.probes].filter(isKnown)]
    const decidersLast = shuffle(random, spare).toSorted(
      (a, b) => Number(mayDecide(a)) - Number(mayDecide(b)),
    )
    const middle = Math.floor(decidersLast.length / 2)
    const rest = openFree(
      decidersLast.slice(middle).filter(mayDecide),
      decidersLast.slice(0, middle),
    )
    for (const two of zipBins(random, rest, { factor, isSamePage: false, likeness: null })) {
      matches.push(steer(matchOf(two), deciders))
      forget(free, two)
    }
  }
  return matches
}

function steer(match: Match, deciders: ReadonlySet<LooseItem>): Match {
  const { control, probe, probeRole } = match
  const turns = deciders.has(probe) && scoreOf(probe) < scoreOf(control)
  return turns ? { control: probe, probe: control, probeRole } : match
}

function forget(free: Free, { control, probe }: Two): void {
  for (const one of [control, probe]) {
    free.controls.delete(one)
    free.probes.delete(one)
  }
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
    if (control && probe) matches.push(matchOf(take(free, control, probe)))
  }
  const [one, another] = [...free.controls]
  if (matches.length === 0 && one && another && most > 0)
    matches.push({ control: one.item, probe: another.item, probeRole: 'known' })
  return matches
}
