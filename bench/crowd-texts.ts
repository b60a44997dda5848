import { aggregate, type Aggregated } from './crowd-command.ts'
import { filesOf, writeFold } from './crowd-files.ts'
import { meanOf, round, rowOf, type GoalRow } from './crowd-rows.ts'

const words = 'words_a'
const sentences = 'crowdspeech_dev_clean'
const folds = [0, 1, 2, 3, 4]

type TextFigures = {
  exact: number
  averageWer: number
  corpusWer: number
  cer: number
  calibrationError: number
  claimed: { share: number; accuracy: number }
  coverage: number
}

/** Figures of the sets of texts by method; for words also by fold, with a fifth of the gold labels known. */
export type CrowdTexts = {
  words: Record<string, TextFigures>
  wordsKnown: TextFigures[]
  sentences: Record<string, TextFigures>
}

/** Measures words and sentences; writes the folds into the folder. */
export function measureTexts(folder: string): CrowdTexts {
  const byMethod = (set: string, methods: readonly string[]): Record<string, TextFigures> =>
    Object.fromEntries(methods.map((method) => [method, run(set, '--method', method)]))
  return {
    words: byMethod(words, ['auto', 'plurality']),
    wordsKnown: folds.map((fold) => run(words, '--known', writeFold(words, fold, folder))),
    sentences: byMethod(sentences, ['auto', 'medoid', 'rover']),
  }
}

function run(set: string, ...more: string[]): TextFigures {
  const { labels, gold } = filesOf(set)
  const form = set === sentences ? ['--normalise', 'crowdspeech'] : []
  return figuresOf(aggregate(labels, '--kind', 'text', '--gold', gold, ...form, ...more))
}

function figuresOf({ score }: Aggregated): TextFigures {
  return {
    exact: round(score.accuracy),
    averageWer: round(score.texts.word_error_rate),
    corpusWer: round(score.texts.corpus_word_error_rate),
    cer: round(score.texts.character_error_rate),
    calibrationError: round(score.expected_calibration_error),
    claimed: { share: round(score.claimed.share), accuracy: round(score.claimed.accuracy) },
    coverage: round(score.coverage.share),
  }
}

/** The rows of texts in the table of goals. */
export function textRows(texts: CrowdTexts): GoalRow[] {
  const errors = texts.wordsKnown.map(({ calibrationError }) => calibrationError)
  return [
    rowOf({
      row: 'words, exact',
      ours: texts.words['auto']?.exact ?? 0,
      goal: { least: 0.903 },
      baseline: 'plurality .8978, weighted .9020, ceiling .9622',
      published: '',
    }),
    rowOf({
      row: 'words, calibration error, 20 % known',
      ours: meanOf(errors),
      over: errors,
      goal: { most: 0.02 },
      baseline: 'raw .077, tempered .017',
      published: '',
    }),
    rowOf({
      row: 'ROVER as published: difference of its average word error',
      ours: Math.abs((texts.sentences['rover']?.averageWer ?? 1) - 0.0676),
      goal: { most: 0.001 },
      baseline: '.0681',
      published: '.0676 (CrowdSpeech, its own output)',
    }),
    rowOf({
      row: 'sentences, average word error',
      ours: texts.sentences['auto']?.averageWer ?? 1,
      goal: { most: 0.06 },
      baseline: 'ROVER .0681, medoid .0658, weighted ROVER .0599',
      published: 'ROVER .0676, T5 .0572',
    }),
  ]
}
