import { drawUnit, shuffle } from '../../model/chance.ts'
import type { Role } from '../../model/item.ts'
import type { LooseItem } from '../../model/pair.ts'
import type { Random } from '../../model/stores.ts'
import { scoreOf } from './deciders.ts'

/** An item with the role it would play, the logarithm of its shape, and how much it looks like a known one. */
export type Candidate = { item: LooseItem; role: Role; shape: number; knownScore: number | null }

/** A control and its probe. */
export type Two = { control: Candidate; probe: Candidate }

/** What is left to match. */
export type Free = { controls: Set<Candidate>; probes: Set<Candidate> }

/** Opens what is left to match. */
export function openFree(controls: readonly Candidate[], probes: readonly Candidate[]): Free {
  return { controls: new Set(controls), probes: new Set(probes) }
}

/** Takes two from what is left. */
export function take(free: Free, control: Candidate, probe: Candidate): Two {
  free.controls.delete(control)
  free.probes.delete(probe)
  return { control, probe }
}

/**
 * How alike partners are: the most that their shapes differ, as a factor, whether they are of one page, and the most
 * that the scores of a known and an unknown one differ; null if they may differ by any.
 */
export type Closeness = { factor: number; isSamePage: boolean; likeness: number | null }

/**
 * Matches those of a bin of shapes, the likest first. The bins start at a random point, so that no shape is always at
 * an edge.
 */
export function zipBins(random: Random, free: Free, closeness: Closeness): Two[] {
  const start = drawUnit(random)
  const binOf = ({ shape, item }: Candidate): string =>
    `${Math.floor(shape / Math.log(closeness.factor) + start)} ${closeness.isSamePage ? item.sourceId : ''}`
  const bins = new Map<string, Candidate[]>()
  const canariesFirst = shuffle(random, [...free.probes]).toSorted(
    (a, b) => Number(b.item.isCanary) - Number(a.item.isCanary),
  )
  for (const probe of canariesFirst) {
    const bin = bins.get(binOf(probe))
    if (bin) bin.push(probe)
    else bins.set(binOf(probe), [probe])
  }
  const twos: Two[] = []
  const misreadFirst = shuffle(random, [...free.controls]).toSorted(
    (a, b) => scoreOf(a.item) - scoreOf(b.item),
  )
  for (const control of misreadFirst) {
    const bin = bins.get(binOf(control)) ?? []
    const probe = likestOf(bin, control, closeness.likeness)
    if (!probe) continue
    bin.splice(bin.indexOf(probe), 1)
    twos.push(take(free, control, probe))
  }
  return twos
}

// Of two known ones looks tell nothing, but an unknown one that looks alike comes first.
function likestOf(
  probes: readonly Candidate[],
  control: Candidate,
  likeness: number | null,
): Candidate | undefined {
  if (likeness === null) return probes[0]
  const distanceOf = ({ role, knownScore: score }: Candidate): number => {
    if (role === 'known') return likeness
    return score === null || control.knownScore === null
      ? Infinity
      : Math.abs(score - control.knownScore)
  }
  let [likest, least]: [Candidate | undefined, number] = [undefined, likeness]
  for (const probe of probes) {
    const distance = distanceOf(probe)
    if (distance > least || (likest && distance === least)) continue
    likest = probe
    least = distance
  }
  return likest
}

/**
 * Keeps as many with the wider control as with the wider probe, and frees the surplus. Two known ones may stay as they
 * are.
 */
export function balance(twos: readonly Two[], free: Free): Two[] {
  const leanOf = ({ control, probe }: Two): number =>
    probe.role === 'known' ? 0 : Math.sign(control.item.proportion - probe.item.proportion)
  const wider = twos.filter((two) => leanOf(two) > 0)
  const narrower = twos.filter((two) => leanOf(two) < 0)
  const count = Math.min(wider.length, narrower.length)
  giveBack(free, [...wider.slice(count), ...narrower.slice(count)])
  const even = twos.filter((two) => leanOf(two) === 0)
  return [...even, ...wider.slice(0, count), ...narrower.slice(0, count)]
}

/** Gives back what was taken. */
export function giveBack(free: Free, twos: readonly Two[]): void {
  for (const { control, probe } of twos) {
    free.controls.add(control)
    free.probes.add(probe)
  }
}
