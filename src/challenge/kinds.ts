import type { ItemKind } from '../model/item.ts'
import { pickClassification } from './classification.ts'
import type { DrawFrom, Picked } from './draw.ts'
import { pickTranscription } from './transcription.ts'

/** How the items of each kind of challenge are picked; null when the corpus has not enough. */
export const pickItems: Readonly<Record<ItemKind, (draw: DrawFrom) => Promise<Picked | null>>> = {
  transcription: pickTranscription,
  classification: pickClassification,
}
