import type { ItemKind } from '../model/item.ts'
import type { Level } from '../model/policy.ts'
import { pickClassification } from './classification/pick.ts'
import type { Picked, Pool } from './draw.ts'
import { pickTranscription } from './transcription/pick.ts'

type Pick = (pool: Pool, level: Level) => Promise<Picked | null>

/** How the items of each kind of challenge are picked; null when the corpus has not enough. */
export const pickItems: Readonly<Record<ItemKind, Pick>> = {
  transcription: pickTranscription,
  classification: pickClassification,
}
