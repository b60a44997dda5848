import type { Kinds } from '../kinds/kind.ts'
import type { Fits } from '../model/fit.ts'
import type { Pool } from '../model/pool.ts'
import type { Readings } from '../model/reading.ts'
import type { Recalls } from '../model/recall.ts'
import type { Clock } from '../model/stores.ts'

/** What refreshing the pool needs from the outside world. */
export type RefreshContext = {
  pool: Pool
  readings: Pick<Readings, 'walk' | 'findAll' | 'listMarks' | 'evidenceOf'>
  fits: Pick<Fits, 'find' | 'recordsOf' | 'markStale'>
  recalls: Pick<Recalls, 'list'>
  clock: Clock
  kinds: Kinds
}

/** How many items of a corpus changed their role. `rested` need no more labels; `woken` need some again. */
export type PoolChanges = {
  promoted: number
  demoted: number
  restored: number
  leaked: number
  machineRead: number
  rested: number
  woken: number
  canaries: number
}
