import type { ItemKind } from '../model/item.ts'
import { pickClassification } from './classification.ts'
import type { Picked, Pool } from './draw.ts'
import { pickTranscription } from './transcription.ts'

/** How the items of each kind of challenge are picked; null when the corpus has not enough. */
export const pickItems: Readonly<Record<ItemKind, (pool: Pool) => Promise<Picked | null>>> = {
  transcription: pickTranscription,
  classification: pickClassification,
}
