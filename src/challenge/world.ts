import type { Couples } from '../model/couple.ts'
import type { Policy } from '../model/policy.ts'
import type { Reports } from '../model/report.ts'
import type { ChallengeSettings } from '../model/settings.ts'
import type { Clock, Random, Records, Tickets } from '../model/stores.ts'
import type { Seal } from '../model/token.ts'
import type { Variants } from '../model/variants.ts'
import type { InHand } from './in-hand.ts'
import type { PoolSizes } from './pool-sizes.ts'
import type { Tend } from './tend.ts'

/** What the life of a challenge needs of the world outside. */
export type World = {
  records: Records
  couples: Couples
  tickets: Tickets
  variants: Pick<Variants, 'give'>
  reports: Reports
  clock: Clock
  random: Random
  settings: ChallengeSettings
  poolSizes: PoolSizes
  tend: Tend
  inHand: InHand
  policy: Policy
  seal: Seal
}
