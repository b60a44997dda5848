import type { Agreement } from '../kinds/kind.ts'
import type { Evidence } from '../model/reading.ts'
import type { Recall } from '../model/recall.ts'
import type { StopRules } from '../model/stop-rules.ts'
import { countAnswers, type NumberedFit, type NetworkStanding } from './counted.ts'
import type { Fit, Parameters } from './fit.ts'
import { hearItem, type HeardAnswer, type HeardItem, type MachineVote } from './heard.ts'
import { hearKeyword } from './keyword-voice.ts'
import { openNetworks } from './networks.ts'
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

/**
 * The answers to an item and the result of weighing them. The candidate after the last key is "none of
 * these".
 */
export type Ballot = {
  keys: readonly string[]
  /** The answers that count. */
  counted: readonly HeardAnswer[]
  held: readonly HeardAnswer[]
  machine: MachineVote | null
  voices: readonly Voice[]
  weighing: Weighing
  weighed: Weighed
}

/** Finds the counts that record what is learned about a visitor. */
export type CountsOf = (of: { bin: number; network: number | null }) => readonly SkillCount[]

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

/** What a weighing is told of the truth, and where it records what the answers teach. */
type Teaching = { truth: string | null; countsOf?: CountsOf }

/** Weighs what is said about an item by a fit. `truth` is what the item is known to be. */
export function weighItem(evidence: Evidence, fit: Fit, terms: Terms & Teaching): Ballot {
  const networks = openNetworks()
  const heard = hearItem(evidence, { ...terms, networks })
  const standingOf = (network: number): NetworkStanding | null =>
    fit.records.get(networks.hashOf(network)) ?? null
  return weighHeard(heard, { parameters: fit.parameters, standingOf }, terms)
}

/**
 * Weighs answers that were heard by a fit. `truth` is what the item is known to be. `countsOf` finds where its
 * answers are recorded.
 */
export function weighHeard(
  { answers, machine }: HeardItem,
  fit: NumberedFit,
  { truth, countsOf, agreement: { aggregation } }: Pick<Terms, 'agreement'> & Teaching,
): Ballot {
  const { counted, standings, held } = countAnswers(answers, fit)
  const counts = countKeys(counted, machine)
  const keys = keysOf(counts, truth)
  const { parameters } = fit
  const heard = { counted, standings, machine }
  const voices = voicesOf({ aggregation, parameters, keys, counts, ...heard, countsOf })
  const { shares, skills } = parameters
  const shared = { shares, meanSkill: meanSkillOf(skills) }
  const candidates = keys.length + 1
  const known = truth === null ? -1 : keys.indexOf(truth)
  const weighing = openWeighing(candidates, candidates, known)
  addVoices(weighing, voices, shared)
  const prior = new Float64Array(candidates).fill(1)
  if (aggregation === 'class') prior[keys.length] = otherClasses
  const weighed = closeWeighing(weighing, shared, prior)
  return { keys, counted, held, machine, voices, weighing, weighed }
}

/** The skill of visitors who read one known item and got it right: the commonest among those who pass. */
export function meanSkillOf(skills: readonly number[]): number {
  return skills[1] ?? 1
}

// How many answers gave each key, a machine's included.
function countKeys(
  counted: readonly HeardAnswer[],
  machine: MachineVote | null,
): Map<string, number> {
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
  parameters: Parameters
  keys: readonly string[]
  counts: ReadonlyMap<string, number>
  counted: readonly HeardAnswer[]
  standings: readonly (NetworkStanding | null)[]
  machine: MachineVote | null
  countsOf: CountsOf | undefined
}

function voicesOf(terms: VoiceTerms): Voice[] {
  const { aggregation, parameters, keys, counts, counted, standings, machine, countsOf } = terms
  const isText = aggregation === 'text'
  const { coincidence, skills } = parameters
  const skillsOf = counted.map(({ bin }, n) => skillOf(bin, standings[n] ?? null, skills))
  const firsts = findFirsts(counted, skillsOf)
  const voices = counted.map((answer, n): Voice => {
    const key = keys.indexOf(answer.key)
    const skill = skillsOf[n] ?? 0
    const network = answer.isLabel ? answer.network : null
    const taught = countsOf?.({ bin: answer.bin, network }) ?? []
    if (!isText) return hearKeyword({ candidate: key, isYes: answer.isYes, skill, counts: taught })
    const isRepeated = firsts.get(answer.key) !== n
    const isShared = (counts.get(answer.key) ?? 0) > 1
    const heard = { key, skill, isRepeated, isShared, coincidence, counts: taught }
    return hearText({ ...heard, isPerson: true })
  })
  if (!machine) return voices
  const key = keys.indexOf(machine.key)
  const isRepeated = isText && firsts.has(machine.key)
  const taught = countsOf?.({ bin: machine.bin, network: null }) ?? []
  const heard = { key, skill: skills[machine.bin] ?? 0, isRepeated, coincidence, counts: taught }
  return [...voices, hearText({ ...heard, isShared: false, isPerson: false })]
}

// Among those who wrote the same text, the most skilled counts as the first. Whoever comes later is then only
// expected to repeat it and never makes it less likely, wherever the challenge's id places the answer.
function findFirsts(
  counted: readonly HeardAnswer[],
  skills: readonly number[],
): Map<string, number> {
  const firsts = new Map<string, number>()
  for (const [n, { key }] of counted.entries()) {
    const first = firsts.get(key)
    if (first === undefined || (skills[n] ?? 0) > (skills[first] ?? 0)) firsts.set(key, n)
  }
  return firsts
}

function skillOf(bin: number, network: NetworkStanding | null, skills: readonly number[]): number {
  const prior = skills[bin] ?? 0
  if (!network) return prior
  const found = networkWeight * network.agreed
  const tried = networkWeight * network.compared
  return (ownStrength * prior + found) / (ownStrength + tried)
}
