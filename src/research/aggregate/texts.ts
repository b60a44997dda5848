import { aggregateTexts, type TextMethod } from '../texts/aggregate.ts'
import type { TextAnswers } from '../texts/answers.ts'
import type { AnswerFile } from './columns.ts'
import type { RightLabels } from './known.ts'
import { alternativeRules, type MethodOutcome } from './outcome.ts'

const textAnswersMax = 5_000_000

/** How texts are aggregated: `keyOf` gives texts that mean the same one key. */
export type TextOptions = {
  method: TextMethod | 'auto'
  keyOf: (text: string) => string
  known: RightLabels
}

/** Aggregates answers in free text; the known tasks keep their texts. */
export function aggregateTextFile(
  file: AnswerFile,
  { method, keyOf, known }: TextOptions,
): MethodOutcome {
  if (file.count > textAnswersMax)
    throw new Error(`The file has ${file.count} answers; texts may have at most ${textAnswersMax}.`)
  const { aggregates, temperature, coincidence } = aggregateTexts(gather(file, known, keyOf), {
    method,
    keyOf,
  })
  return {
    temperature,
    readingOf: (task) => {
      const found = aggregates[task]
      if (!found) return { label: '', confidence: 0, rawConfidence: 0, alternatives: [] }
      const alternatives = found.alternatives
        .filter(({ text }) => text !== found.text)
        .slice(0, alternativeRules.max)
        .filter(({ probability }) => probability >= alternativeRules.probabilityMin)
        .map(({ text, probability }) => ({ label: text, probability }))
      const { text: label, confidence, raw: rawConfidence } = found
      return { label, confidence, rawConfidence, alternatives }
    },
    judge: (task, right) => {
      const found = aggregates[task]
      const place = found?.text === right ? 0 : -1
      const judged = (confidence = 0) => ({ probabilities: [confidence], right: place })
      return { calibrated: judged(found?.confidence), raw: judged(found?.raw) }
    },
    facts: { coincidence },
  }
}

// A text without a letter says nothing.
function gather(
  { count, worker, task, label }: AnswerFile,
  known: RightLabels,
  keyOf: (text: string) => string,
): TextAnswers {
  const tasks = task.names.map((name) => ({
    answers: [] as { worker: number; text: string }[],
    known: known.get(name) ?? null,
  }))
  const isBlank = label.names.map((text) => keyOf(text) === '')
  for (let row = 0; row < count; row++) {
    const number = label.numbers[row] ?? 0
    if (isBlank[number]) continue
    const text = label.names[number] ?? ''
    tasks[task.numbers[row] ?? 0]?.answers.push({ worker: worker.numbers[row] ?? 0, text })
  }
  return { workerCount: worker.names.length, tasks }
}
