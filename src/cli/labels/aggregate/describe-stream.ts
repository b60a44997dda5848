import type { Accepted } from '../../../research/aggregate/stream/outcome.ts'
import type { StreamReport } from '../../../research/aggregate/stream/report.ts'
import { cell } from '../../print.ts'

type Line = readonly [name: string, value: string]

/** Shows a report as a table for people. */
export function describeStream(report: StreamReport): string {
  const { out, levels } = report
  const lines: Line[] = [
    ...describeCounts(report),
    ...describeAccepted(report.accepted),
    ['temperature', report.temperature.toFixed(3)],
    ...(report.coincidence === undefined
      ? []
      : [['coincidence', report.coincidence.toFixed(3)] as const]),
    ...levels.map(({ clarity, pull, share }): Line => [
      pull === 0 ? `clear ${clarity}` : `clear ${clarity}, pulled ${pull}`,
      asPercent(share),
    ]),
    ['seconds', describeSeconds(report.seconds)],
    ...(out === null ? [] : [['written', cell(out)] as const]),
  ]
  const width = Math.max(...lines.map(([name]) => name.length))
  return [
    `${report.kind}, stream, from ${report.rules.confidence}, ${report.engine}`,
    ...lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
  ].join('\n')
}

function describeCounts({ answers_per_task: perTask, ...report }: StreamReport): Line[] {
  return [
    ['rows', String(report.rows)],
    ['tasks', String(report.tasks)],
    [
      'known tasks',
      report.known > 0 ? String(report.known) : '0: confidences are not calibrated, and too sure',
    ],
    ['workers', String(report.workers)],
    ['answers asked', `${report.answers} (${perTask?.toFixed(2) ?? '-'} a task to be read)`],
    ['by machines', String(report.machine_answers)],
    ['to known tasks', String(report.known_answers)],
    ['not asked for', String(report.passed_over)],
  ]
}

function describeAccepted({ tasks, share, confidence, accuracy }: Accepted): Line[] {
  return [
    ['accepted', `${tasks} (${asPercent(share)} of tasks to be read)`],
    ['claimed', asPercent(confidence)],
    ['right', asPercent(accuracy)],
  ]
}

function describeSeconds({ reading, streaming, refitting }: StreamReport['seconds']): string {
  return `${reading.toFixed(1)} reading, ${streaming.toFixed(1)} on line, ${refitting.toFixed(1)} fitting`
}

function asPercent(share: number | null): string {
  return share === null ? '-' : `${(share * 100).toFixed(2)} %`
}
