import { temper } from '../../labels/temperature.ts'
import type { KeyOf, TextAnswers } from './answers.ts'
import { wordsOf } from './errors.ts'
import { holdOut } from './held-out.ts'
import { readLines, wordsRead, type SlotReading } from './lines.ts'
import { alternativesMax, type TextAggregate, type TextAggregates } from './outcome.ts'
import { layOutLines } from './sheet.ts'

type JudgedLine = { slots: readonly SlotReading[]; isRight: boolean }

/** Reads lines word by word, and calibrates the confidence on the known ones. */
export function aggregateLines(answers: TextAnswers, keyOf: KeyOf): TextAggregates {
  const { tasks, workerCount } = answers
  const sheets = tasks.map((task) => layOutLines(task, keyOf))
  const known = tasks.map((task) => (task.known === null ? null : wordsOf(task.known)))
  const keysOf = (words: readonly string[]): string =>
    words.map((word) => keyOf(word) || word).join(' ')
  const judged = holdOut(known.map((words) => words !== null)).flatMap((isHeldOut) => {
    const rest = known.map((words, task) => (isHeldOut[task] ? null : words))
    return readLines(sheets, rest, workerCount).flatMap((slots, task): JudgedLine[] => {
      const truth = known[task]
      if (!truth || !isHeldOut[task]) return []
      return [{ slots, isRight: keysOf(wordsRead(slots)) === keysOf(truth) }]
    })
  })
  const temperature = fitSlotTemperature(judged)
  const aggregates = readLines(sheets, known, workerCount).map((slots) =>
    wordsRead(slots).length > 0 ? aggregateOf(slots, temperature) : null,
  )
  return { aggregates, temperature, coincidence: 1 }
}

/** Temperatures that are tried. */
const temperatures = Array.from({ length: 40 }, (_, step) => (step + 1) / 20)
const probabilityMin = 1e-12
const judgedMax = 2_000

// The exponent of slots that gives their products, the confidence in lines, the least log loss.
function fitSlotTemperature(judged: readonly JudgedLine[]): number {
  let best = 1
  let least = Infinity
  const some = judged.slice(0, judgedMax)
  for (const temperature of some.length > 0 ? temperatures : []) {
    let loss = 0
    for (const { slots, isRight } of some) {
      const confidence = confidenceIn(slots, temperature)
      loss -= Math.log(Math.max(probabilityMin, isRight ? confidence : 1 - confidence))
    }
    if (loss < least) [best, least] = [temperature, loss]
  }
  return best
}

function confidenceIn(slots: readonly SlotReading[], temperature: number): number {
  return slots.reduce(
    (p, { posterior, best }) => p * (temper(posterior, temperature)[best] ?? 0),
    1,
  )
}

function aggregateOf(slots: readonly SlotReading[], temperature: number): TextAggregate {
  const confidence = confidenceIn(slots, temperature)
  return {
    text: wordsRead(slots).join(' '),
    confidence,
    raw: confidenceIn(slots, 1),
    alternatives: alternativesTo(slots, { temperature, confidence }),
  }
}

// Lines that differ in one slot, likeliest first.
function alternativesTo(
  slots: readonly SlotReading[],
  { temperature, confidence }: { temperature: number; confidence: number },
): TextAggregate['alternatives'] {
  return slots
    .flatMap((slot, place) => {
      const calibrated = temper(slot.posterior, temperature)
      return slot.forms.flatMap((_, key) => {
        if (key === slot.best) return []
        const probability = (confidence * (calibrated[key] ?? 0)) / (calibrated[slot.best] ?? 1)
        return [{ place, key, probability }]
      })
    })
    .toSorted((a, b) => b.probability - a.probability || a.place - b.place || a.key - b.key)
    .slice(0, alternativesMax)
    .map(({ place, key, probability }) => ({
      text: wordsRead(slots.map((slot, at) => (at === place ? { ...slot, best: key } : slot))).join(
        ' ',
      ),
      probability,
    }))
}
