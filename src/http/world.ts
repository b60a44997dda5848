import type { World } from '../challenge/world.ts'
import type { DrawVariant } from '../model/picture.ts'
import type { Pictures } from '../model/stores.ts'
import type { Payloads } from './payloads.ts'

/** What the doors need of the world outside. */
export type HttpWorld = World & {
  pictures: Pictures
  drawVariant: DrawVariant
  /** Names the network of an address without keeping the address. */
  clusterOf: (address: string) => Promise<string>
  payloads: Payloads
  /** The demonstration's sites, for `/demo`; null where there is no demonstration. */
  demo: Demo | null
  /** Says whether the service still takes work; false once it is told to stop. */
  isOpen: () => boolean
  /** Asks the store whether it answers; throws when it does not. */
  check: () => Promise<void>
  log: { level: string; write?: (line: string) => void }
}

/** The demonstration's sites by the kind of challenge they show. */
export type Demo = Readonly<Record<'transcription' | 'classification', string>>
