import type { KeyOf, TextAnswers, TextTask } from './answers.ts'
import { readMedoid, readPlurality, readRover, type PlainReading } from './baselines.ts'
import { wordsOf } from './errors.ts'
import { alternativesMax, type TextAggregate, type TextAggregates } from './outcome.ts'
import { aggregateLines } from './line-engine.ts'
import { aggregateWords } from './word-engine.ts'

/** Published baselines, and the engine's own two: for texts taken whole, and for lines word by word. */
export const textMethods = ['plurality', 'medoid', 'rover', 'words', 'lines'] as const
export type TextMethod = (typeof textMethods)[number]

/**
 * Aggregates free-text answers. `auto` reads them as words if most answers are one word, and as lines
 * otherwise. `keyOf` maps texts that mean the same to one match key (by the corpus' policy). The result is
 * the commonest form of the winning key. A known task keeps its known text. The order of answers does not
 * matter.
 */
export function aggregateTexts(
  answers: TextAnswers,
  { method, keyOf }: { method: TextMethod | 'auto'; keyOf: KeyOf },
): TextAggregates {
  const { aggregates, ...learned } = aggregateBy(method === 'auto' ? methodFor(answers) : method, {
    answers,
    keyOf,
  })
  return {
    ...learned,
    aggregates: aggregates.map((one, task) => certain(answers.tasks[task]?.known) ?? one),
  }
}

function aggregateBy(
  method: TextMethod,
  { answers, keyOf }: { answers: TextAnswers; keyOf: KeyOf },
): TextAggregates {
  switch (method) {
    case 'words':
      return aggregateWords(answers, keyOf)
    case 'lines':
      return aggregateLines(answers, keyOf)
    case 'plurality':
      return readEach(answers, (task) => readPlurality(task, keyOf))
    case 'medoid':
      return readEach(answers, (task) => readMedoid(task, keyOf))
    case 'rover':
      return readEach(answers, (task) => readRover(task, keyOf))
  }
}

function methodFor({ tasks }: TextAnswers): TextMethod {
  let oneWord = 0
  let more = 0
  for (const { answers } of tasks)
    for (const { text } of answers) {
      if (wordsOf(text).length <= 1) oneWord += 1
      else more += 1
    }
  return oneWord > more ? 'words' : 'lines'
}

function readEach(
  { tasks }: TextAnswers,
  read: (task: TextTask) => PlainReading | null,
): TextAggregates {
  const aggregates = tasks.map((task): TextAggregate | null => {
    const reading = read(task)
    if (!reading) return null
    const { text, share, others } = reading
    const alternatives = others
      .slice(0, alternativesMax)
      .map((other) => ({ text: other.text, probability: other.share }))
    return { text, confidence: share, raw: share, alternatives }
  })
  return { aggregates, temperature: 1, coincidence: 1 }
}

function certain(known: string | null | undefined): TextAggregate | null {
  return typeof known === 'string' ? { text: known, confidence: 1, raw: 1, alternatives: [] } : null
}
