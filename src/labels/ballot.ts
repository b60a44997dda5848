import type { Agreement } from '../kinds/kind.ts'
import type { Evidence } from '../model/reading.ts'
import type { Recall } from '../model/recall.ts'
import type { StopRules } from '../model/stop-rules.ts'
import { countAnswers, type Counted } from './counted.ts'
import type { Fit } from './fit.ts'
import { hearKeyword } from './keyword-voice.ts'
import { binOf, machineBinOf } from './record-bins.ts'
import { hearText, type SkillCount } from './text-voice.ts'
import {
  addVoices,
  closeWeighing,
  openWeighing,
  type Voice,
  type Weighed,
  type Weighing,
} from './weighing.ts'

/** The terms on which the readings of a corpus are settled. */
export type Terms = { rules: StopRules; agreement: Agreement; recalls: readonly Recall[] }

/** A machine's reading of an item. */
export type MachineVote = { key: string; form: string; bin: number }

/**
 * The answers to an item and the result of weighing them. The candidate after the last key is "none of
 * these".
 */
export type Ballot = {
  keys: readonly string[]
  /** The answers that count. */
  counted: readonly Counted[]
  held: readonly Counted[]
  machine: MachineVote | null
  voices: readonly Voice[]
  weighing: Weighing
  weighed: Weighed
}

/** Finds the counts that record what is learned about a visitor. */
export type CountsOf = (of: { bin: number; networkHash: string | null }) => readonly SkillCount[]

/** The weight of a network's own record against that of its bin, in answers. */
const ownStrength = 6
/** A network is many visitors, so what is known of it says half as much about any one of them. */
const networkWeight = 0.5
/**
 * "None of these" stands for all classes that the item was never asked for. It is as likely as this many that
 * were.
 */
const otherClasses = 3
/** If there are more texts or classes than this, only the commonest are weighed. */
const keysMax = 100

/**
 * Weighs the answers to an item by a fit. `truth` is what the item is known to be. `countsOf` finds where its
 * answers are recorded.
 */
export function weighItem(
  evidence: Evidence,
  fit: Fit,
  terms: Terms & { truth: string | null; countsOf?: CountsOf },
): Ballot {
  const all = countAnswers(evidence, fit, terms)
  const counted = all.filter(({ isHeld }) => !isHeld)
  const machine = machineVote(evidence, terms.agreement)
  const counts = countKeys(counted, machine)
  const keys = keysOf(counts, terms.truth)
  const { countsOf } = terms
  const { aggregation } = terms.agreement
  const voices = voicesOf({ aggregation, fit, keys, counts, counted, machine, countsOf })
  const { shares, skills } = fit.parameters
  const shared = { shares, meanSkill: meanSkillOf(skills) }
  const candidates = keys.length + 1
  const weighing = openWeighing(candidates, candidates)
  addVoices(weighing, voices, shared)
  const prior = new Float64Array(candidates).fill(1)
  if (aggregation === 'class') prior[keys.length] = otherClasses
  const known = terms.truth === null ? -1 : keys.indexOf(terms.truth)
  const weighed = closeWeighing(weighing, shared, { prior, known })
  const held = all.filter(({ isHeld }) => isHeld)
  return { keys, counted, held, machine, voices, weighing, weighed }
}

/** The skill of visitors who read one known item and got it right: the commonest among those who pass. */
export function meanSkillOf(skills: readonly number[]): number {
  return skills[1] ?? 1
}

function machineVote({ item }: Evidence, { keyOf }: Agreement): MachineVote | null {
  if (item.label === null || item.status === 'unknown') return null
  const key = keyOf(item.label)
  if (key === '') return null
  // The archive's own known items are doubted here, yet they are still more certain than other readings.
  const confidence = item.status === 'known' ? 1 : item.confidence
  return { key, form: item.label, bin: machineBinOf(confidence) }
}

// How many answers gave each key, a machine's included.
function countKeys(counted: readonly Counted[], machine: MachineVote | null): Map<string, number> {
  const counts = new Map<string, number>()
  const count = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const { key } of counted) count(key)
  if (machine) count(machine.key)
  return counts
}

function keysOf(counts: ReadonlyMap<string, number>, truth: string | null): string[] {
  const commonest = [...counts]
    .toSorted(([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a < b ? -1 : 1))
    .slice(0, keysMax)
    .map(([key]) => key)
  return truth === null || commonest.includes(truth) ? commonest : [...commonest, truth]
}

type VoiceTerms = {
  aggregation: Agreement['aggregation']
  fit: Fit
  keys: readonly string[]
  counts: ReadonlyMap<string, number>
  counted: readonly Counted[]
  machine: MachineVote | null
  countsOf: CountsOf | undefined
}

function voicesOf(terms: VoiceTerms): Voice[] {
  const { aggregation, fit, keys, counts, counted, machine, countsOf } = terms
  const isText = aggregation === 'text'
  const { coincidence, skills } = fit.parameters
  const skillsOf = counted.map((answer) => skillOf(answer, fit))
  const firsts = findFirsts(counted, skillsOf)
  const voices = counted.map((answer, n): Voice => {
    const key = keys.indexOf(answer.key)
    const skill = skillsOf[n] ?? 0
    const networkHash = answer.isLabel ? answer.networkHash : null
    const taught = countsOf?.({ bin: binOf(answer.record), networkHash }) ?? []
    if (!isText) return hearKeyword({ candidate: key, isYes: answer.isYes, skill, counts: taught })
    const isRepeated = firsts.get(answer.key) !== n
    const isShared = (counts.get(answer.key) ?? 0) > 1
    const heard = { key, skill, isRepeated, isShared, coincidence, counts: taught }
    return hearText({ ...heard, isPerson: true })
  })
  if (!machine) return voices
  const key = keys.indexOf(machine.key)
  const isRepeated = isText && firsts.has(machine.key)
  const taught = countsOf?.({ bin: machine.bin, networkHash: null }) ?? []
  const heard = { key, skill: skills[machine.bin] ?? 0, isRepeated, coincidence, counts: taught }
  return [...voices, hearText({ ...heard, isShared: false, isPerson: false })]
}

// Among those who wrote the same text, the most skilled counts as the first. Whoever comes later is then only
// expected to repeat it and never makes it less likely, wherever the challenge's id places the answer.
function findFirsts(counted: readonly Counted[], skills: readonly number[]): Map<string, number> {
  const firsts = new Map<string, number>()
  for (const [n, { key }] of counted.entries()) {
    const first = firsts.get(key)
    if (first === undefined || (skills[n] ?? 0) > (skills[first] ?? 0)) firsts.set(key, n)
  }
  return firsts
}

function skillOf({ record, network }: Counted, { parameters }: Fit): number {
  const prior = parameters.skills[binOf(record)] ?? 0
  if (!network) return prior
  const found = networkWeight * network.agreed
  const tried = networkWeight * network.compared
  return (ownStrength * prior + found) / (ownStrength + tried)
}
