import { meanSkillOf, weighHeard, type Ballot, type CountsOf, type Terms } from './ballot.ts'
import { coincidenceRules, openCoincidence, type Coincidence } from './coincidence.ts'
import type { NumberedFit } from './counted.ts'
import type { Parameters } from './fit.ts'
import { byChallenge, type HeardAnswer } from './heard.ts'
import type { FitNetworks, Lesson } from './lesson.ts'
import { levelItems, pullShare, sharesOf } from './levels.ts'
import {
  openNetworkCounts,
  type KnownAnswerCounts,
  type NetworkCounts,
  type NumberedRecords,
} from './network-records.ts'
import { openPeriods, type Periods } from './periods.ts'
import { openNumberPlaces } from './places.ts'
import { firstSkills } from './record-bins.ts'
import { openBuffers } from './buffers.ts'
import { fitTemperature, type Judged } from './temperature.ts'
import { boundSkill } from './text-voice.ts'
import { teachVoices } from './teach-voices.ts'
import type { SkillCount } from './voice.ts'

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
  fit: NumberedFit
  terms: Terms
  items: number[]
  skills: SkillCount[]
  networks: NetworkCounts
  alike: number
  wrongs: number
  judged: Judged[]
  coincidence: Coincidence<number>
  periods: Periods
  looks: boolean
}

/** What a round of a fit has learned, and the next one goes by. */
export type RoundFit = { parameters: Parameters; records: NumberedRecords }

/** One round of a fit, through what all items of a corpus can teach. */
export type Tally = { add(lesson: Lesson): void; close(): RoundFit }

/**
 * Opens one round of expectation maximisation (Dempster, Laird, Rubin 1977) over a corpus: each item is
 * weighed by the previous fit, known ones as what they are, and teaches the next fit. Memory is that of the
 * networks. The same lessons in the same order make the same fit. Rounds are counted from 0.
 */
export function openTally(
  { parameters, records }: RoundFit,
  terms: Terms & FitNetworks,
  round: number,
): Tally {
  const books: Accumulators = {
    fit: { parameters, standingOf: records.standingOf },
    terms: { ...terms, buffers: openBuffers() },
    items: [...levelItems],
    skills: firstSkills.map((skill) => ({
      tried: tallyRules.skillAnswers,
      found: tallyRules.skillAnswers * skill,
    })),
    networks: openNetworkCounts(terms.networks, terms.known),
    alike: tallyRules.alike,
    wrongs: tallyRules.wrongs,
    judged: [],
    coincidence: openCoincidence({
      coincidence: terms.agreement.aggregation === 'class' ? 1 : parameters.coincidence,
      errorRateOf: errorRateOf(parameters, records, terms.known),
      places: openNumberPlaces(coincidenceRules.networksMax),
    }),
    periods: openPeriods(),
    looks: round >= fitRounds - lookRounds,
  }
  return {
    add: (lesson) => learn(books, lesson),
    close: () => closeAccumulators(books),
  }
}

function errorRateOf(
  parameters: Parameters,
  { standingOf }: NumberedRecords,
  known: KnownAnswerCounts,
): (network: number) => number {
  const { skillAnswers } = tallyRules
  const prior = 1 - meanSkillOf(parameters.skills)
  return (network) => {
    if (!standingOf(network)) return prior
    const asked = known.askedOf(network)
    const wrong = asked - known.rightOf(network)
    return (skillAnswers * prior + wrong) / (skillAnswers + asked)
  }
}

function learn(books: Accumulators, lesson: Lesson): void {
  const { fit, terms } = books
  const { truth, inTime } = lesson
  const taught = new Map<number, SkillCount>()
  const countsOf: CountsOf = (bin, network) => {
    const ofBin = books.skills[bin]
    if (!ofBin) return []
    if (network === null) return [ofBin]
    const own = books.networks.of(network)
    taught.set(network, own)
    return [ofBin, own]
  }
  const ballot = weighHeard(lesson, fit, { ...terms, truth, countsOf })
  if (books.looks) watch(books, ballot, lesson)
  const answersMin = truth === null ? tallyRules.answersMin : 1
  if (ballot.counted.length < answersMin) return
  const { shares, skills } = fit.parameters
  const shared = { shares, meanSkill: meanSkillOf(skills) }
  teachVoices(ballot.voices, ballot.weighing, ballot.weighed, shared)
  for (const [network, count] of taught) books.networks.set(network, count)
  const { levels } = ballot.weighed
  for (let n = 0; n < levels.length; n++) books.items[n] = (books.items[n] ?? 0) + (levels[n] ?? 0)
  countAlike(books, ballot)
  if (books.looks && truth !== null && inTime !== null) judge(books, inTime, truth)
}

// Held answers are still observed, so that a network can be cleared.
function watch(books: Accumulators, ballot: Ballot, { truth, inTime }: Lesson): void {
  const answers = [...ballot.counted, ...ballot.held].filter(({ isLabel }) => isLabel)
  const probabilityOf = (key: string): number => {
    if (truth !== null) return key === truth ? 1 : 0
    return ballot.weighed.posterior[ballot.keys.indexOf(key)] ?? 0
  }
  const rightOf = ({ key, isYes }: HeardAnswer): number =>
    isYes ? probabilityOf(key) : 1 - probabilityOf(key)
  const keyOf = new Map<number, string>()
  const rights = new Map<string, number>()
  for (const answer of answers) {
    const given = answer.isYes ? answer.key : `not ${answer.key}`
    keyOf.set(answer.network, given)
    rights.set(given, rightOf(answer))
  }
  const isKnown = truth !== null
  books.coincidence.add({ keyOf, probabilityOf: (given) => rights.get(given) ?? 0, isKnown })
  const isOnCanary = inTime !== null
  // Nobody agrees with a first answer yet, so an hour with many of them would look poisoned.
  const { confidenceMin, answersMax } = books.terms.rules
  const isDone =
    ballot.counted.length >= answersMax || Math.max(...ballot.weighed.posterior) >= confidenceMin
  if (!isOnCanary && !isDone) return
  for (const answer of answers) {
    if (answer.isRecalled) continue
    const { givenAtMs, isPassed } = answer
    books.periods.add({ givenAtMs, isPassed, isAgreed: rightOf(answer), isCanary: isOnCanary })
  }
}

function countAlike(books: Accumulators, { keys, counted, weighed }: Ballot): void {
  const { posterior } = weighed
  const counts = new Map<string, number>()
  for (const { key } of counted) counts.set(key, (counts.get(key) ?? 0) + 1)
  const clear = 1 - pullShare(weighed.levels)
  for (let n = 0; n < posterior.length; n++) {
    const right = counts.get(keys[n] ?? '') ?? 0
    const wrong = counted.length - right
    if (wrong < 2) continue
    const kinds = right > 0 ? counts.size - 1 : counts.size
    const likely = posterior[n] ?? 0
    books.alike += likely * clear * (wrong - kinds)
    books.wrongs += likely * clear * (wrong - 1)
  }
}

// Weighs it as if nobody knew it, from the labels that came first up to where asking would have ended.
function judge(
  { fit, terms, judged }: Accumulators,
  inTime: NonNullable<Lesson['inTime']>,
  truth: string,
): void {
  const { confidenceMin, answersMin } = terms.rules
  for (let n = 1; n <= inTime.length; n++) {
    const first = inTime.slice(0, n).toSorted(byChallenge)
    const answers = first.flatMap(({ heard }) => heard ?? [])
    const ballot = weighHeard({ answers, machine: null }, fit, { ...terms, truth: null })
    const { posterior } = ballot.weighed
    const top = posterior.indexOf(Math.max(...posterior))
    const isEnd = n >= answersMin && (posterior[top] ?? 0) >= confidenceMin
    if (!isEnd && n < inTime.length) continue
    // If nobody gave it, "none of these" was right: otherwise claims that are surely wrong would teach
    // nothing.
    const right = ballot.keys.includes(truth) ? ballot.keys.indexOf(truth) : ballot.keys.length
    if (ballot.counted.length > 0) judged.push({ probabilities: posterior.slice(), right })
    return
  }
}

function closeAccumulators(books: Accumulators): RoundFit {
  const { fit, items, skills, alike, wrongs, judged } = books
  const held = books.coincidence.findHeld()
  const records = books.networks.close((network) => held.has(network))
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
