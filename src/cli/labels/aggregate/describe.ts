import type { AggregateReport } from '../../../research/aggregate/report.ts'
import type { AggregateScore } from '../../../research/aggregate/score.ts'
import { cell } from '../../print.ts'

const classesShownMax = 20

type Line = readonly [name: string, value: string]

/** Shows a report as a table for people. */
export function describeAggregate(report: AggregateReport): string {
  const { score, classes = [], out } = report
  const lines: Line[] = [
    ...describeFit(report),
    ...(score ? describeScore(score) : []),
    ...classes
      .slice(0, classesShownMax)
      .map(({ label, share }): Line => [`class ${cell(label)}`, asPercent(share)]),
    ...(out === null ? [] : [['written', cell(out)] as const]),
  ]
  const width = Math.max(...lines.map(([name]) => name.length))
  return [
    `${report.kind}, ${report.method}, seed ${report.seed}, ${report.engine}`,
    ...lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
  ].join('\n')
}

function describeFit({ floor, coincidence, seconds, ...report }: AggregateReport): Line[] {
  return [
    ['answers', String(report.answers)],
    ['tasks', String(report.tasks)],
    ['workers', String(report.workers)],
    ['labels', String(report.labels)],
    [
      'known tasks',
      report.known > 0 ? String(report.known) : '0: confidences are not calibrated, and too sure',
    ],
    ['temperature', report.temperature.toFixed(3)],
    ...(floor === undefined ? [] : [['floor', floor.toFixed(3)] as const]),
    ...(coincidence === undefined ? [] : [['coincidence', coincidence.toFixed(3)] as const]),
    ['seconds', `${seconds.reading.toFixed(1)} reading, ${seconds.fitting.toFixed(1)} fitting`],
  ]
}

function describeScore({ texts, claimed, coverage, ...score }: AggregateScore): Line[] {
  return [
    ['scored', `${score.tasks} tasks of the gold that were not known`],
    [texts ? 'exact' : 'accuracy', asPercent(score.accuracy)],
    ...(texts ? describeTexts(texts) : []),
    [
      'calibration error',
      `${score.expected_calibration_error.toFixed(4)} (raw ${score.raw_expected_calibration_error.toFixed(4)})`,
    ],
    [
      `claimed at ${claimed.threshold}`,
      `${asPercent(claimed.share)} of tasks, right ${claimed.tasks === 0 ? '-' : asPercent(claimed.accuracy)}`,
    ],
    [`released at ${coverage.precision}`, `${asPercent(coverage.share)} of tasks`],
  ]
}

function describeTexts(texts: NonNullable<AggregateScore['texts']>): Line[] {
  return [
    ['word errors', `${asPercent(texts.word_error_rate)} as the mean of tasks`],
    ['', `${asPercent(texts.corpus_word_error_rate)} of all words`],
    ['character errors', asPercent(texts.character_error_rate)],
  ]
}

function asPercent(share: number): string {
  return `${(share * 100).toFixed(2)} %`
}
