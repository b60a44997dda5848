import { createHash } from 'node:crypto'
import type { ItemLevel } from '../../model/item.ts'
import type { Box } from '../../model/region.ts'

const idHexDigits = 32

/** The id of a source: the same image in the same corpus always has the same. */
export function sourceIdOf(corpus: string, imageSha256: string): string {
  return digest([corpus, imageSha256])
}

/** Where an item is: the same place in the same image is always the same item. */
export type ItemPlace = { corpus: string; imageSha256: string; level: ItemLevel; box: Box }

/** The id of an item. */
export function itemIdOf({ corpus, imageSha256, level, box }: ItemPlace): string {
  return digest([corpus, imageSha256, level, box.x, box.y, box.width, box.height])
}

/** Where an item is in a recording: the same span of the same recording is always the same item. */
export type SpanPlace = { corpus: string; sha256: string; fromMs: number; toMs: number }

/** The id of an item of a recording. */
export function spanItemIdOf({ corpus, sha256, fromMs, toMs }: SpanPlace): string {
  return digest([corpus, sha256, 'span', fromMs, toMs])
}

function digest(parts: readonly (string | number)[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, idHexDigits)
}
