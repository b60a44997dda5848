import type { AggregateReport } from '../report.ts'
import type { Accepted, StreamOutcome } from './outcome.ts'

/** The result of one streamed aggregation, in the shape of the command's JSON. */
export type StreamReport = Omit<AggregateReport, 'seconds' | 'classes' | 'floor'> & {
  rules: {
    confidence: number
    networks: number
    answers: number
    answers_max: number
    machines: readonly string[]
  }
  /** The rows of the file; `answers` are those by people, asked for, to tasks to be read. */
  rows: number
  machine_answers: number
  known_answers: number
  passed_over: number
  answers_per_task: number | null
  accepted: Accepted
  levels: StreamOutcome['levels']
  seconds: Readonly<Record<'reading' | 'streaming' | 'refitting' | 'scoring' | 'writing', number>>
}
