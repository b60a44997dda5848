import assert from 'node:assert/strict'
import type { Truth, TruthRegion } from '../../src/corpus/formats/read/truth.ts'
import type { RegionText } from '../../src/corpus/formats/write/region-texts.ts'
import type { Rewritten } from '../../src/corpus/formats/write/stamp.ts'

/** The version and time of an export. */
export const stamp = { version: '9.8.7', nowMs: Date.UTC(2026, 0, 2) }

/** The regions of a file, each with its page. */
export function regionsOf(truth: Truth): { region: TruthRegion; page: Truth['pages'][number] }[] {
  return truth.pages.flatMap((page) => page.regions.map((region) => ({ region, page })))
}

/** The new text of a region. */
export function edit(
  { region, page }: ReturnType<typeof regionsOf>[number],
  text: string,
  change: Partial<RegionText> = {},
): RegionText {
  return {
    region: region.region,
    level: region.level,
    place: {
      box: region.box,
      widthPixels: page.widthUnits ?? 1,
      heightPixels: page.heightUnits ?? 1,
    },
    change: () => text,
    confidence: 0.9,
    doubt: null,
    alternatives: [],
    readings: 1,
    ...change,
  }
}

/** A file that could be rewritten. */
export function written(one: Rewritten | { fault: string }): Rewritten {
  assert.ok(!('fault' in one))
  return one
}
