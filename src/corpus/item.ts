import { createHash } from 'node:crypto'
import type { Box, ItemKind, ItemLevel, ItemStage } from '../model/item.ts'
import { fitsVisitor, isLongEnough, typedCharsMax } from './fit.ts'
import type { Reading } from './status.ts'

const idHexDigits = 32
/** A line without text that is so much wider than high has about as many characters as may be typed. */
const typedWidthInHeightsMax = 12
/** A region without text that is narrower has too few of them. */
const typedWidthInHeightsMin = 1.2

/** The id of a source: the same image in the same corpus always has the same. */
export const sourceIdOf = (corpus: string, imageSha256: string): string =>
  digest([corpus, imageSha256])

/** Where an item is: the same place of the same image is always the same item. */
export type ItemPlace = { corpus: string; imageSha256: string; level: ItemLevel; box: Box }

/** The id of an item. */
export const itemIdOf = ({ corpus, imageSha256, level, box }: ItemPlace): string =>
  digest([corpus, imageSha256, level, box.x, box.y, box.width, box.height])

const digest = (parts: readonly (string | number)[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, idHexDigits)

/** Says whether a reading can be asked of a visitor, has to wait, or cannot decide. */
export const stageOf = (
  { status, label }: Reading,
  { kind, script, box }: { kind: ItemKind; script: string; box: Box },
): ItemStage => {
  if (kind === 'classification') return 'open'
  if (label === null) return stageByShape(box)
  if (Array.from(label).length > typedCharsMax) return 'waiting'
  const fits = status === 'known' ? fitsVisitor(label, script) : isLongEnough(label)
  return fits ? 'open' : 'unfit'
}

// A picture of one or two letters would be known for an unknown item: known ones are longer.
const stageByShape = ({ width, height }: Box): ItemStage => {
  if (width > typedWidthInHeightsMax * height) return 'waiting'
  return width < typedWidthInHeightsMin * height ? 'unfit' : 'open'
}
