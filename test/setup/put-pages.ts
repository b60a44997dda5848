import sharp from 'sharp'
import { at, page } from './page.ts'
import type { ImportFixture } from './program.ts'

/** The number of known lines on each page of a test import. */
export const linesOfPage = 12

/** Writes pages with their PAGE files into the folder of an import. */
export async function putPages({ put }: Pick<ImportFixture, 'put'>, pages: number): Promise<void> {
  for (let n = 0; n < pages; n += 1) {
    const create = { width: 1000, height: 1000 + n, channels: 3 as const, background: '#eee' }
    put(`${n}.png`, await sharp({ create }).png().toBuffer())
    const lines = Array.from({ length: linesOfPage }, (_, line) => ({
      at: at(20, 50 + 60 * line),
      text: `line ${line}`,
    }))
    put(`${n}.xml`, page(lines, { name: `${n}.png`, height: 1000 + n }))
  }
}
