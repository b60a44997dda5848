import { accuracy, claimedAt, coverageAt, expectedCalibrationError } from '../../labels/measure.ts'
import { measureErrors } from '../texts/errors.ts'
import type { AnswerFile } from './columns.ts'
import type { RightLabels } from './known.ts'
import type { MethodOutcome } from './outcome.ts'

const claimThreshold = 0.99
const releasePrecision = 0.99

/** How right an outcome is on the gold tasks that were answered and not given as known; all are shares. */
export type AggregateScore = {
  tasks: number
  /** A tie at the top counts 1/n. Texts are right if they are the same to the character. */
  accuracy: number
  expected_calibration_error: number
  raw_expected_calibration_error: number
  claimed: { threshold: number; tasks: number; share: number; accuracy: number }
  coverage: { precision: number; share: number }
  texts: TextScore | null
}

type TextScore = {
  /** Word edits by words of the right text, as a mean over tasks. */
  word_error_rate: number
  /** All word edits by all words of the right texts. */
  corpus_word_error_rate: number
  /** All character edits divided by all characters of the right texts. */
  character_error_rate: number
}

type ScoreOptions = {
  file: AnswerFile
  gold: RightLabels
  known: RightLabels
  isText: boolean
}

/** Scores an outcome; null if no task is left to score. */
export function scoreOutcome(outcome: MethodOutcome, options: ScoreOptions): AggregateScore | null {
  const { file, gold, known, isText } = options
  const scored = file.task.names.flatMap((name, task) => {
    const right = known.has(name) ? undefined : gold.get(name)
    return right === undefined ? [] : [{ task, right }]
  })
  if (scored.length === 0) return null
  const pairs = scored.map(({ task, right }) => outcome.judge(task, right))
  const judged = pairs.map(({ calibrated }) => calibrated)
  const claimed = claimedAt(judged, claimThreshold)
  return {
    tasks: scored.length,
    accuracy: accuracy(judged),
    expected_calibration_error: expectedCalibrationError(judged),
    raw_expected_calibration_error: expectedCalibrationError(pairs.map(({ raw }) => raw)),
    claimed: {
      threshold: claimThreshold,
      tasks: claimed.count,
      share: claimed.share,
      accuracy: claimed.accuracy,
    },
    coverage: { precision: releasePrecision, share: coverageAt(judged, releasePrecision) },
    texts: isText ? scoreTexts(outcome, scored) : null,
  }
}

function scoreTexts(
  outcome: MethodOutcome,
  scored: readonly { task: number; right: string }[],
): TextScore {
  const errors = measureErrors(
    scored.map(({ task, right }) => ({ read: outcome.readingOf(task).label, truth: right })),
  )
  return {
    word_error_rate: errors.averageWordErrorRate,
    corpus_word_error_rate: errors.wordErrorRate,
    character_error_rate: errors.characterErrorRate,
  }
}
