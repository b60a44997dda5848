import type { MethodReport } from './outcome.ts'
import type { AggregateScore } from './score.ts'

/** The result of one aggregation, in the shape of the command's JSON. */
export type AggregateReport = MethodReport & {
  kind: 'categorical' | 'text'
  engine: string
  method: string
  seed: number
  answers: number
  tasks: number
  workers: number
  /** Different labels, after normalising. */
  labels: number
  /** The tasks of the file whose labels were given to the method. */
  known: number
  temperature: number
  score: AggregateScore | null
  seconds: Readonly<Record<'reading' | 'fitting' | 'scoring' | 'writing', number>>
  out: string | null
}
