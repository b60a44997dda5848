import type { Agreement } from '../kinds/kind.ts'
import type { Evidence } from '../model/reading.ts'
import type { Recall } from '../model/recall.ts'
import type { StopRules } from '../model/stop-rules.ts'
import { addVoices } from './add-voices.ts'
import { countAnswers, type NumberedFit } from './counted.ts'
import type { Fit, NetworkStanding, NumberedStandings, Parameters } from './fit.ts'
import { hearItem, type HeardAnswer, type HeardItem, type MachineVote } from './heard.ts'
import { hearKeyword } from './keyword-voice.ts'
import { ownBuffers, type Buffers } from './buffers.ts'
import { hearText } from './text-voice.ts'
import type { SkillCount, Voice } from './voice.ts'
import { closeWeighing, openWeighing, type Weighed, type Weighing } from './weighing.ts'

/** The terms on which the readings of a corpus are settled. */
export type Terms = {
  rules: StopRules
  agreement: Agreement
  recalls: readonly Recall[]
  /** What items are weighed in, if they are weighed one after another. */
  buffers?: Buffers
}

/**
 * The answers to an item and the result of weighing them, until the next item is weighed in the same buffers. The
 * candidate after the last key is "none of these".
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
export type CountsOf = (bin: number, network: number | null) => readonly SkillCount[]

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
  const { numberOf, standingOf } = fit.records.numbered ?? numberHere(fit)
  const heard = hearItem(evidence, { ...terms, networks: { numberOf } })
  return weighHeard(heard, { parameters: fit.parameters, standingOf }, terms)
}

// Numbers that hold for one item.
function numberHere({ records }: Fit): NumberedStandings {
  const hashes: string[] = []
  return {
    numberOf: (networkHash) => hashes.push(networkHash) - 1,
    standingOf: (network) => records.get(hashes[network] ?? '') ?? null,
  }
}

/**
 * Weighs answers that were heard by a fit. `truth` is what the item is known to be. `countsOf` finds where its
 * answers are recorded.
 */
export function weighHeard(
  { answers, machine }: HeardItem,
  fit: NumberedFit,
  {
    truth,
    countsOf,
    agreement: { aggregation },
    buffers = ownBuffers,
  }: Pick<Terms, 'agreement' | 'buffers'> & Teaching,
): Ballot {
  const { counted, standings, held } = countAnswers(answers, fit)
  const counts = countKeys(counted, machine)
  const keys = keysOf(counts, truth)
  const { parameters } = fit
  const heard = { counted, standings, machine, counts, keys }
  const voices = voicesOf({ aggregation, parameters, countsOf, ...heard })
  const { shares, skills } = parameters
  const shared = { shares, meanSkill: meanSkillOf(skills) }
  const candidates = keys.length + 1
  const known = truth === null ? -1 : keys.indexOf(truth)
  const weighing = openWeighing(candidates, candidates, known, buffers)
  addVoices(weighing, voices, shared, buffers)
  const prior = buffers.take('prior', candidates).fill(1)
  if (aggregation === 'class') prior[keys.length] = otherClasses
  const weighed = closeWeighing(weighing, shared, prior, buffers)
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
  const keys = [...counts.keys()]
  if (keys.length > 1)
    keys.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1))
  if (keys.length > keysMax) keys.length = keysMax
  if (truth !== null && !keys.includes(truth)) keys.push(truth)
  return keys
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
  const voices: Voice[] = []
  for (const [n, { key: text, isYes, bin, isLabel, network }] of counted.entries()) {
    const key = keys.indexOf(text)
    const skill = skillsOf[n] ?? 0
    const taught = countsOf ? countsOf(bin, isLabel ? network : null) : []
    if (!isText) {
      voices.push(hearKeyword({ candidate: key, isYes, skill, counts: taught }))
      continue
    }
    const isRepeated = firsts.get(text) !== n
    const isShared = (counts.get(text) ?? 0) > 1
    const isPerson = true
    voices.push(
      hearText({ key, skill, isRepeated, isShared, coincidence, isPerson, counts: taught }),
    )
  }
  if (!machine) return voices
  const key = keys.indexOf(machine.key)
  const isRepeated = isText && firsts.has(machine.key)
  const taught = countsOf ? countsOf(machine.bin, null) : []
  const heard = { key, skill: skills[machine.bin] ?? 0, isRepeated, coincidence, counts: taught }
  voices.push(hearText({ ...heard, isShared: false, isPerson: false }))
  return voices
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
