import type { Label } from '../model/answer.ts'
import type { NetworkRecord } from '../model/fit.ts'
import type { Evidence } from '../model/reading.ts'
import { meanSkillOf, weighItem, type Ballot, type CountsOf, type Terms } from './ballot.ts'
import { asUnknown, isCanary } from './canary.ts'
import { openCoincidence, type Coincidence } from './coincidence.ts'
import type { Counted } from './counted.ts'
import type { Fit, Parameters } from './fit.ts'
import { levelItems, pullShare, sharesOf } from './levels.ts'
import { openPeriods, type Periods } from './periods.ts'
import { isOfBurst, isRecalled } from './recalled.ts'
import { firstSkills } from './record-bins.ts'
import { fitTemperature, type Judged } from './temperature.ts'
import { boundSkill, type SkillCount } from './text-voice.ts'
import { teachVoices } from './weighing.ts'

/** How often a refit walks through all items. */
export const fitRounds = 6
/**
 * The last of these rounds look for collusion and calibrate. Before them the fit knows too little to judge
 * by.
 */
const lookRounds = 3

/** How strongly each thing learned is held to its prior, in answers or items. */
const tallyRules = {
  skillAnswers: 10,
  /** The prior of two wrong answers being alike, and how many answers it is worth. */
  alike: 3,
  wrongs: 10,
  coincidenceMin: 0.05,
  coincidenceMax: 0.35,
  temperatureItems: 30,
  /** Items with fewer answers teach nothing unless they are known. */
  answersMin: 2,
} as const

type Accumulators = {
  fit: Fit
  terms: Terms
  items: number[]
  skills: SkillCount[]
  networks: Map<string, NetworkRecord & SkillCount>
  alike: number
  wrongs: number
  judged: Judged[]
  coincidence: Coincidence
  periods: Periods
  looks: boolean
}

/** One walk of a refit through the evidence of a corpus. */
export type Tally = { add(evidence: Evidence): void; close(): Fit }

/**
 * Opens one round of expectation maximisation (Dempster, Laird, Rubin 1977) over a corpus: each item is
 * weighed by the previous fit, known ones as what they are, and teaches the next fit. Memory is that of the
 * networks. The same evidence in the same order makes the same fit. Rounds are counted from 0.
 */
export function openTally(fit: Fit, terms: Terms, round: number): Tally {
  const books: Accumulators = {
    fit,
    terms,
    items: [...levelItems],
    skills: firstSkills.map((skill) => ({
      tried: tallyRules.skillAnswers,
      found: tallyRules.skillAnswers * skill,
    })),
    networks: new Map(),
    alike: tallyRules.alike,
    wrongs: tallyRules.wrongs,
    judged: [],
    coincidence: openCoincidence({
      coincidence: terms.agreement.aggregation === 'class' ? 1 : fit.parameters.coincidence,
      errorRateOf: errorRateOf(fit),
    }),
    periods: openPeriods(),
    looks: round >= fitRounds - lookRounds,
  }
  return {
    add: (evidence) => addEvidence(books, withoutBursts(evidence, terms)),
    close: () => closeAccumulators(books),
  }
}

function errorRateOf({ parameters, records }: Fit) {
  return (networkHash: string): number => {
    const record = records.get(networkHash)
    const { skillAnswers } = tallyRules
    const prior = 1 - meanSkillOf(parameters.skills)
    if (!record) return prior
    const wrong = record.knownAsked - record.knownRight
    return (skillAnswers * prior + wrong) / (skillAnswers + record.knownAsked)
  }
}

// What a burst says counts beside others, but it must not teach how much it counts.
function withoutBursts(evidence: Evidence, { recalls }: Terms): Evidence {
  if (!recalls.some(({ alarm }) => alarm === 'burst')) return evidence
  return {
    ...evidence,
    labels: evidence.labels.filter((label) => !isOfBurst(label, recalls)),
    knownAnswers: evidence.knownAnswers.filter((answer) => !isOfBurst(answer, recalls)),
  }
}

function truthOf({ item, poolStatus }: Evidence, { agreement }: Terms): string | null {
  if (item.status !== 'known' || poolStatus !== 'known' || item.label === null) return null
  const key = agreement.keyOf(item.label)
  return key === '' ? null : key
}

function addEvidence(books: Accumulators, evidence: Evidence): void {
  const { fit, terms } = books
  // Answers to an item that no longer decides say nothing about who gave them.
  for (const answer of evidence.poolStatus === 'known' ? evidence.knownAnswers : []) {
    const record = recordOf(books, answer.networkHash)
    record.knownAsked += 1
    record.knownRight += answer.isRight ? 1 : 0
  }
  const truth = truthOf(evidence, terms)
  // The label of a known item is not a machine's reading.
  const known = truth === null ? evidence : { ...evidence, item: { ...evidence.item, label: null } }
  const countsOf: CountsOf = ({ bin, networkHash }) => {
    const ofBin = books.skills[bin]
    if (!ofBin) return []
    return networkHash === null ? [ofBin] : [ofBin, recordOf(books, networkHash)]
  }
  const ballot = weighItem(known, fit, { ...terms, truth, countsOf })
  if (books.looks) watch(books, evidence, { ballot, truth })
  const answersMin = truth === null ? tallyRules.answersMin : 1
  if (ballot.counted.length < answersMin) return
  const { shares, skills } = fit.parameters
  const shared = { shares, meanSkill: meanSkillOf(skills) }
  teachVoices(ballot.voices, ballot.weighing, ballot.weighed, shared)
  for (const [n, share] of ballot.weighed.levels.entries())
    books.items[n] = (books.items[n] ?? 0) + share
  countAlike(books, ballot)
  if (books.looks && truth !== null && isCanary(evidence)) judge(books, evidence, truth)
}

function recordOf({ networks }: Accumulators, networkHash: string): NetworkRecord & SkillCount {
  const found = networks.get(networkHash)
  if (found) return found
  const none = { knownAsked: 0, knownRight: 0, compared: 0, agreed: 0, isHeld: false }
  const fresh = { networkHash, ...none, tried: 0, found: 0 }
  networks.set(networkHash, fresh)
  return fresh
}

type Watched = { ballot: Ballot; truth: string | null }

// Held answers are still observed, so that a network can be cleared.
function watch(books: Accumulators, evidence: Evidence, { ballot, truth }: Watched): void {
  const answers = [...ballot.counted, ...ballot.held].filter(({ isLabel }) => isLabel)
  const probabilityOf = (key: string): number => {
    if (truth !== null) return key === truth ? 1 : 0
    return ballot.weighed.posterior[ballot.keys.indexOf(key)] ?? 0
  }
  const rightOf = ({ key, isYes }: Counted): number =>
    isYes ? probabilityOf(key) : 1 - probabilityOf(key)
  const keyOf = new Map<string, string>()
  const rights = new Map<string, number>()
  for (const answer of answers) {
    const given = answer.isYes ? answer.key : `not ${answer.key}`
    keyOf.set(answer.networkHash, given)
    rights.set(given, rightOf(answer))
  }
  const isKnown = truth !== null
  books.coincidence.add({ keyOf, probabilityOf: (given) => rights.get(given) ?? 0, isKnown })
  const isOnCanary = isCanary(evidence)
  // Nobody agrees with a first answer yet, so an hour with many of them would look poisoned.
  const { confidenceMin, answersMax } = books.terms.rules
  const isDone =
    ballot.counted.length >= answersMax || Math.max(...ballot.weighed.posterior) >= confidenceMin
  if (!isOnCanary && !isDone) return
  for (const answer of answers) {
    if (isRecalled(answer, books.terms.recalls)) continue
    const { givenAtMs, isPassed } = answer
    books.periods.add({ givenAtMs, isPassed, isAgreed: rightOf(answer), isCanary: isOnCanary })
  }
}

function countAlike(books: Accumulators, { keys, counted, weighed }: Ballot): void {
  const counts = new Map<string, number>()
  for (const { key } of counted) counts.set(key, (counts.get(key) ?? 0) + 1)
  const clear = 1 - pullShare(weighed.levels)
  for (const [n, likely] of weighed.posterior.entries()) {
    const right = counts.get(keys[n] ?? '') ?? 0
    const wrong = counted.length - right
    if (wrong < 2) continue
    const kinds = right > 0 ? counts.size - 1 : counts.size
    books.alike += likely * clear * (wrong - kinds)
    books.wrongs += likely * clear * (wrong - 1)
  }
}

// Weighs it as if nobody knew it, from the labels that came first up to where asking would have ended.
function judge(books: Accumulators, evidence: Evidence, truth: string): void {
  const { fit, terms } = books
  const { confidenceMin, answersMin } = terms.rules
  const unknown = asUnknown(evidence)
  const inTime = evidence.labels.toSorted(byTime)
  for (let n = 1; n <= inTime.length; n++) {
    const labels = inTime.slice(0, n)
    const ballot = weighItem({ ...unknown, labels }, fit, { ...terms, truth: null })
    const { posterior } = ballot.weighed
    const top = posterior.indexOf(Math.max(...posterior))
    const isEnd = n >= answersMin && (posterior[top] ?? 0) >= confidenceMin
    if (!isEnd && n < inTime.length) continue
    // If nobody gave it, "none of these" was right: otherwise claims that are surely wrong would teach
    // nothing.
    const right = ballot.keys.includes(truth) ? ballot.keys.indexOf(truth) : ballot.keys.length
    if (ballot.counted.length > 0) books.judged.push({ probabilities: posterior, right })
    return
  }
}

function byTime(a: Label, b: Label): number {
  return a.givenAtMs - b.givenAtMs || (a.challengeId < b.challengeId ? -1 : 1)
}

function closeAccumulators(books: Accumulators): Fit {
  const { fit, items, skills, alike, wrongs, judged } = books
  const held = books.coincidence.findHeld()
  const records = new Map<string, NetworkRecord>()
  for (const [networkHash, { tried, found, knownAsked, knownRight }] of books.networks) {
    const isHeld = held.has(networkHash)
    const known = { knownAsked, knownRight }
    records.set(networkHash, { networkHash, ...known, compared: tried, agreed: found, isHeld })
  }
  const { coincidenceMin, coincidenceMax } = tallyRules
  const learned = skills.map(({ tried, found }) => boundSkill(found / tried))
  const parameters: Parameters = {
    kind: fit.parameters.kind,
    shares: sharesOf(items),
    skills: learned,
    coincidence: Math.min(coincidenceMax, Math.max(coincidenceMin, alike / wrongs)),
    temperature: coolOf(judged),
    calibratedOn: judged.length,
    attack: books.periods.measureAttack(1 - meanSkillOf(learned)),
    periods: books.periods.findPoisoned(),
  }
  return { parameters, records }
}

// A few canaries say little, and they may only make confident claims milder.
function coolOf(judged: readonly Judged[]): number {
  const trust = judged.length / (judged.length + tallyRules.temperatureItems)
  return Math.min(1, Math.exp(trust * Math.log(fitTemperature(judged))))
}
