import type { StopRules } from '../../model/stop-rules.ts'
import type { ClassMethod } from '../classes/aggregate.ts'
import type { TextMethod } from '../texts/aggregate.ts'

/** A method with the kind of answers that it takes. */
export type MethodChoice =
  { kind: 'categorical'; method: ClassMethod } | { kind: 'text'; method: TextMethod | 'auto' }

/** How answers are streamed: when to stop asking, and which workers are machines. */
export type StreamOptions = {
  rules: Pick<StopRules, 'confidenceMin' | 'networksMin' | 'answersMin' | 'answersMax'>
  machines: readonly string[]
}

/** The options of one aggregation. */
export type AggregateOptions = MethodChoice & {
  path: string
  out: string | null
  goldPath: string | null
  knownPath: string | null
  /** The share of the gold that is given as known. */
  shareKnown: number
  seed: number
  /** Brings a label into the form in which it counts. */
  formOf: (label: string) => string
  /** Gives texts that mean the same one key. */
  keyOf: (text: string) => string
  /** How answers are streamed; null if they are taken all at once. */
  stream: StreamOptions | null
}
