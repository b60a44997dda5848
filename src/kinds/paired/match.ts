import type { LooseItem } from '../../model/pair.ts'
import type { Role } from '../../model/item.ts'
import type { Random } from '../../model/stores.ts'
import { drawUnit, shuffle } from '../../model/chance.ts'
import { scoreOf } from './deciders.ts'

/**
 * The shapes (width by height) of partners may differ by these factors: first the close one, then wider ones.
 */
const closeFactor = 1.1
const wideFactors = [1.5, 2.5] as const
/** Partners of one page may differ by this factor before partners of other pages are looked for. */
const samePageFactor = 1.5
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
}

type Candidate = { item: LooseItem; role: Role; shape: number }

/**
 * Matches known items with unknown ones of similar shape, of the same page as far as possible, in random order,
 * so that the known one is as often the wider as the narrower: then neither shape nor paper tells which decides.
 * If there are more known items, those that machines read best, and those that may not decide, play unknown
 * ones. Canaries always do, and find their partners first. Items without a partner are left.
 */
export function matchLoose(random: Random, loose: Loose): Match[] {
  const { controls, probes } = divide(loose)
  const free = openFree(controls, probes)
  const matches = matchCanaries(random, free)
  for (const factor of [closeFactor, samePageFactor])
    matches.push(...balance(zipBins(random, free, { factor, isSamePage: true }), free))
  for (const factor of [closeFactor, ...wideFactors])
    matches.push(...balance(zipBins(random, free, { factor, isSamePage: false }), free))
  if (loose.closes) matches.push(...matchRest(random, free, loose.deciders))
  if (matches.length < loose.least) matches.push(...matchAny(free, loose.least - matches.length))
  return matches
}

// While unknown items wait, only a canary among the known ones plays their role.
function divide(loose: Loose): { controls: Candidate[]; probes: Candidate[] } {
  const { known, unknown, deciders, closes } = loose
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
function matchCanaries(random: Random, free: Free): Match[] {
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

function candidate(item: LooseItem, role: Role): Candidate {
  return {
    item,
    role,
    shape: Math.log(item.proportion),
  }
}

type Free = { controls: Set<Candidate>; probes: Set<Candidate> }

function openFree(controls: readonly Candidate[], probes: readonly Candidate[]): Free {
  return {
    controls: new Set(controls),
    probes: new Set(probes),
  }
}

type Alike = { factor: number; isSamePage: boolean }

// The bins start at a random point, so that no shape is always at an edge.
function zipBins(random: Random, free: Free, { factor, isSamePage }: Alike): Match[] {
  const start = drawUnit(random)
  const binOf = ({ shape, item }: Candidate): string =>
    `${Math.floor(shape / Math.log(factor) + start)} ${isSamePage ? item.sourceId : ''}`
  const bins = new Map<string, Candidate[]>()
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
    for (const match of zipBins(random, rest, { factor, isSamePage: false })) {
      matches.push(steer(match, deciders))
      forget(free, match)
    }
  }
  return matches
}

function steer(match: Match, deciders: ReadonlySet<LooseItem>): Match {
  const { control, probe, probeRole } = match
  const turns = deciders.has(probe) && scoreOf(probe) < scoreOf(control)
  return turns ? { control: probe, probe: control, probeRole } : match
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
