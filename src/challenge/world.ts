import type { ChallengeSettings } from '../model/settings.ts'
import type { PoolSizes } from './pool-sizes.ts'
import type { Clock, Random, Records, Tickets } from '../model/stores.ts'

/** What the life of a challenge needs of the world outside. */
export type World = {
  records: Records
  tickets: Tickets
  clock: Clock
  random: Random
  settings: ChallengeSettings
  poolSizes: PoolSizes
}
