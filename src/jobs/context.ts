import type { Unmatched } from '../kinds/replenish.ts'
import type { Kinds } from '../kinds/kind.ts'
import type { PoolSizes } from '../kinds/pool-sizes.ts'
import type { Refused } from '../manage/refused.ts'
import type { Folder } from '../model/folder.ts'
import type { OutFolder } from '../model/out-folder.ts'
import type { DrawVariant, MeasureLook, OpenPage, OpenReader } from '../model/picture.ts'
import type { OpenSound } from '../model/sound.ts'
import type { OpenSpeaker } from '../model/speaker.ts'
import type { ChallengeSettings } from '../model/settings.ts'
import type { Store } from '../model/store.ts'
import type { Clock, Random } from '../model/stores.ts'
import type { OpenWeb } from '../model/web.ts'
import type { Stock } from './stock.ts'

/** What jobs need from the outside world, besides the store. */
export type JobContext = Store & {
  clock: Clock
  random: Random
  settings: ChallengeSettings
  kinds: Kinds
  poolSizes: PoolSizes
  unmatched: Unmatched
  drawVariant: DrawVariant
  measureLook: MeasureLook
  /** How many pictures are drawn ahead, and how many should be. */
  stock: Stock
  openPage: OpenPage
  openSound: OpenSound
  openSpeaker: OpenSpeaker
  /** Opens the voices that come with the program, for the demonstration. */
  openVoices: OpenSpeaker
  openReader: OpenReader
  openFolder: (path: string) => Promise<Folder | { refused: string }>
  refuseUnreadable: (path: string) => Promise<string | null>
  openOut: (path: string) => Promise<OutFolder | { refused: string }>
  openWeb: OpenWeb
  /** The version of the program. */
  version: string
  /** Says why a use case refused, as a sentence for people. */
  explain: (refused: Refused) => string
}
