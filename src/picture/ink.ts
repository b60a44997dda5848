import type { Ink, WrittenLine } from '../model/ink.ts'
import { gatherBlobs } from './ink-blobs.ts'
import { findCore, measureSlant, profilesOf } from './ink-core.ts'
import { outlineInk } from './ink-outline.ts'
import { wipeRules } from './ink-rules.ts'
import { straighten } from './ink-strip.ts'
import { darken } from './ink-threshold.ts'
import type { StoredPage } from './cut.ts'

const inkSharePixelsMin = 0.005

/** Finds the ink of a line as PageImage promises. */
export async function readInk(page: StoredPage, line: WrittenLine): Promise<Ink | null> {
  if (page.orientation !== 1) return null
  const strip = await straighten(page.pixels, line)
  if (!strip) return null
  const ink = darken(strip)
  wipeRules(strip, ink)
  const inked = ink.reduce((sum, pixel) => sum + pixel, 0)
  if (inked < inkSharePixelsMin * ink.length) return null
  const core = findCore(strip, ink)
  const slant = measureSlant(strip, ink, core)
  const blobs = gatherBlobs(strip, ink, { core, slant })
  return {
    ...profilesOf(strip, blobs, { core, slant }),
    letterHeight: core.bottomRow - core.topRow,
    outline: (from, to) => outlineInk({ strip, line, blobs, slant, core }, from, to),
  }
}
