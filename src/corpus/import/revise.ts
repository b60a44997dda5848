import type { Kind } from '../../kinds/kind.ts'
import type { Item, ItemStage } from '../../model/item.ts'
import { boxOf } from '../../model/region.ts'
import { overlapOf } from '../formats/read/geometry.ts'
import { indexPlaces, isSameRegion, type MergedRegion, type Placement } from './merge.ts'
import { compareCertainty, type WeighedReading } from './certainty.ts'

/**
 * Says whether a reading replaces a stored one: it must differ and be at least as certain. An item that the
 * archive has dropped is not read again.
 */
export function isRevision(
  stored: WeighedReading & { stage?: ItemStage },
  imported: WeighedReading,
): boolean {
  return (
    stored.stage !== 'dropped' &&
    compareCertainty(imported.status, stored.status) <= 0 &&
    (imported.status !== stored.status ||
      imported.label !== stored.label ||
      imported.confidence !== stored.confidence)
  )
}

/** The kind of a corpus, and the script of its texts. */
export type OfCorpus = { kind: Kind; script: string }

/** A stored item with a new reading, in the stage that reading gives it. */
export function reviseItem(
  stored: Item,
  { status, label, confidence }: WeighedReading,
  { kind, script }: OfCorpus,
): Item {
  const { region } = stored
  const reading = { status, label, confidence }
  return { ...stored, ...reading, stage: kind.stageOf({ ...reading, script, region }) }
}

/** A region with its stored item; null if it is new. */
export type MatchedRegion = { region: MergedRegion; stored: Item | null }

type PlacedItem = Placement & { item: Item }

/**
 * Matches each region to its stored item. Each item matches only one region, the nearest, so that the same
 * regions always match the same items; a region that loses to a nearer one is left out.
 */
export function matchStored(
  regions: readonly MergedRegion[],
  stored: readonly Item[],
): MatchedRegion[] {
  const index = indexPlaces<PlacedItem>()
  for (const item of stored) {
    const box = boxOf(item.region)
    if (box) index.add({ item, level: item.level, box })
  }
  const pairs = regions.flatMap((region) =>
    index
      .at(region.box)
      .filter((placed) => isSameRegion(placed, region))
      .map(({ item, box }) => ({ region, item, overlap: overlapOf(box, region.box) })),
  )
  const itemOf = new Map<MergedRegion, Item>()
  const taken = new Set<Item>()
  for (const { region, item } of pairs.toSorted((a, b) => b.overlap - a.overlap)) {
    if (itemOf.has(region) || taken.has(item)) continue
    itemOf.set(region, item)
    taken.add(item)
  }
  const paired = new Set(pairs.map(({ region }) => region))
  return regions
    .filter((region) => itemOf.has(region) || !paired.has(region))
    .map((region) => ({ region, stored: itemOf.get(region) ?? null }))
}
