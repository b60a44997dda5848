import { createHash } from 'node:crypto'
import type { Box, ItemKind, ItemLevel, ItemStage, Polygon } from '../../model/item.ts'
import { areaWithin } from '../formats/read/geometry.ts'
import { fitsVisitor, isLongEnough, typedCharsMax, typedCharsMin } from '../../text/typeable.ts'
import type { Reading } from './certainty.ts'

const idHexDigits = 32
/** Signs for each height of the writing, the median of the lines with text of five real sources. */
const signsPerHeight = 2.6
/** What nobody has read yet and is smaller than this is a speck, or too small to be read. */
const unreadSidePixelsMin = 12
/** How much of its box the writing of a line fills in height, where there is no outline of it. */
const boxFilledShare = 0.84

/** The id of a source: the same image in the same corpus always has the same. */
export function sourceIdOf(corpus: string, imageSha256: string): string {
  return digest([corpus, imageSha256])
}

/** Where an item is: the same place of the same image is always the same item. */
export type ItemPlace = { corpus: string; imageSha256: string; level: ItemLevel; box: Box }

/** The id of an item. */
export function itemIdOf({ corpus, imageSha256, level, box }: ItemPlace): string {
  return digest([corpus, imageSha256, level, box.x, box.y, box.width, box.height])
}

function digest(parts: readonly (string | number)[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, idHexDigits)
}

type Shape = { box: Box; polygon: Polygon | null }

/** Says whether a reading can be asked of a visitor, has to wait, or cannot decide. */
export function stageOf(
  { status, label }: Reading,
  { kind, script, ...shape }: { kind: ItemKind; script: string } & Shape,
): ItemStage {
  if (kind === 'classification') return 'open'
  if (label === null) return stageByShape(shape)
  if (Array.from(label).length > typedCharsMax) return 'waiting'
  const fits = status === 'known' ? fitsVisitor(label, script) : isLongEnough(label)
  return fits ? 'open' : 'unfit'
}

// A picture of one or two letters would be known for an unknown item: known ones are longer.
function stageByShape({ box, polygon }: Shape): ItemStage {
  if (Math.min(box.width, box.height) < unreadSidePixelsMin) return 'unfit'
  const outlined = polygon ? areaWithin(polygon) / box.width : 0
  const signs = (signsPerHeight * box.width) / (outlined || box.height * boxFilledShare)
  if (signs > typedCharsMax) return 'waiting'
  return signs < typedCharsMin ? 'unfit' : 'open'
}
