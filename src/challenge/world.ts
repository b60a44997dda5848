import type { Policy } from '../model/policy.ts'
import type { ChallengeSettings } from '../model/settings.ts'
import type { Clock, Random, Records, Tickets } from '../model/stores.ts'
import type { Seal } from '../model/token.ts'
import type { PoolSizes } from './pool-sizes.ts'

/** What the life of a challenge needs of the world outside. */
export type World = {
  records: Records
  tickets: Tickets
  clock: Clock
  random: Random
  settings: ChallengeSettings
  poolSizes: PoolSizes
  policy: Policy
  seal: Seal
}
