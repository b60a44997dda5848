import type { Answers } from '../model/answer.ts'
import type { ClassNames } from '../model/class-name.ts'
import type { Exposures } from '../model/exposure.ts'
import type { Items } from '../model/item.ts'
import type { Limits } from '../model/limit.ts'
import type { Corpora } from '../model/corpus.ts'
import type { Sites } from '../model/site.ts'
import type { Pairs } from '../model/pair.ts'
import type { Fits } from '../model/fit.ts'
import type { Policy } from '../model/policy.ts'
import type { Pool } from '../model/pool.ts'
import type { Readings } from '../model/reading.ts'
import type { Reports } from '../model/report.ts'
import type { ChallengeSettings } from '../model/settings.ts'
import type { Clock, Random, Tickets } from '../model/stores.ts'
import type { Signer } from '../model/token.ts'
import type { Variants } from '../model/variants.ts'
import type { SolvePuzzle } from '../model/way.ts'
import type { Kinds } from '../kinds/kind.ts'
import type { InformationGainFor } from '../kinds/paired/rank-pairs.ts'
import type { PoolSizes } from '../kinds/pool-sizes.ts'
import type { PairContext } from '../kinds/paired/draw-pairs.ts'
import type { Reservations } from '../kinds/reservations.ts'
import type { ShownCounts } from '../kinds/shown-counts.ts'
import type { WayTally } from './way-tally.ts'

/** What the life of a challenge needs from the outside world. */
export type ChallengeContext = {
  kinds: Kinds
  sites: Sites
  corpora: Corpora
  classNames: Pick<ClassNames, 'find'>
  items: Items
  exposures: Exposures
  answers: Answers
  /** Site and id of the challenges that are being answered in this process. */
  answering: Set<string>
  pairs: Pairs
  pool: Pick<Pool, 'hasAnswered' | 'answeredBy'>
  readings: Pick<Readings, 'findAll'>
  fits: Pick<Fits, 'recordsOf'>
  informationGainFor: InformationGainFor
  tickets: Tickets
  variants: Pick<Variants, 'give'>
  shownCounts: Pick<ShownCounts, 'add'>
  reports: Reports
  clock: Clock
  random: Random
  settings: ChallengeSettings
  poolSizes: PoolSizes
  replenish: PairContext['replenish']
  reservations: Reservations
  /** Which corpora were found able to serve a challenge, and until when that is believed. */
  servable: Map<string, { is: boolean; untilMs: number }>
  wayTally: WayTally
  solvePuzzle: SolvePuzzle
  policy: Policy
  limits: Limits
  signer: Signer
}
