import { fitTemperature, temper, type Judged } from '../../labels/temperature.ts'
import type { KeyOf, TextAnswers } from './answers.ts'
import { bestKey } from './ballot.ts'
import { holdOut } from './held-out.ts'
import { alternativesMax, type TextAggregate, type TextAggregates } from './outcome.ts'
import { countWords, knownKey, type WordBallot } from './word-ballot.ts'
import { fitWords, notKnown } from './words.ts'

/** Reads answers that are taken whole, such as words, and calibrates the confidence on the known ones. */
export function aggregateWords(answers: TextAnswers, keyOf: KeyOf): TextAggregates {
  const { tasks, workerCount } = answers
  const ballots = tasks.map((task) => countWords(task, keyOf))
  const known = ballots.map((ballot, t) => knownKey(ballot, tasks[t]?.known ?? null, keyOf))
  const temperature = fitTemperature(judgeKnown(ballots, known, workerCount))
  const { posteriors, crowd } = fitWords(ballots, known, workerCount)
  const aggregates = ballots.map((ballot, t) => {
    const posterior = posteriors[t]
    return posterior && ballot.keys.length > 0 ? aggregateOf(ballot, posterior, temperature) : null
  })
  return { aggregates, temperature, coincidence: crowd.coincidence }
}

// The known words as they would be read if they were unknown: each fold by a fit that knows only the others.
function judgeKnown(
  ballots: readonly WordBallot[],
  known: readonly number[],
  workerCount: number,
): Judged[] {
  return holdOut(known.map((key) => key !== notKnown)).flatMap((isHeldOut) => {
    const rest = known.map((key, task) => (isHeldOut[task] ? notKnown : key))
    const { posteriors } = fitWords(ballots, rest, workerCount)
    return posteriors.flatMap((probabilities, task) => {
      if (!isHeldOut[task]) return []
      const key = known[task] ?? notKnown
      return [{ probabilities, right: key < 0 ? probabilities.length - 1 : key }]
    })
  })
}

function aggregateOf(
  ballot: WordBallot,
  posterior: Float64Array,
  temperature: number,
): TextAggregate {
  const best = bestKey(ballot, posterior)
  const calibrated = temper(posterior, temperature)
  const alternatives = ballot.forms
    .map((text, key) => ({ text, probability: calibrated[key] ?? 0, key }))
    .filter(({ key }) => key !== best)
    .toSorted((a, b) => b.probability - a.probability)
    .slice(0, alternativesMax)
    .map(({ text, probability }) => ({ text, probability }))
  return {
    text: ballot.forms[best] ?? '',
    confidence: calibrated[best] ?? 0,
    raw: posterior[best] ?? 0,
    alternatives,
  }
}
