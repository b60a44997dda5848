import type { Clock } from '../model/stores.ts'
import type { AllowedHost } from './address.ts'
import type { Copies } from './copies.ts'
import type { Resolve } from './look-up.ts'
import type { KeepRoom } from './room.ts'
import type { Pause, Turns } from './turns.ts'

/** What fetching needs from outside. */
export type WebContext = {
  allowed: readonly AllowedHost[]
  resolve: Resolve
  copies: Copies
  turns: Turns
  clock: Clock
  pause: Pause
  idleMaxMs: number
  lookupMaxMs: number
  keepRoom: KeepRoom
  /** Aborts every fetch. */
  stopped: AbortSignal
  /** How the program names itself to hosts. */
  agent: string
}
