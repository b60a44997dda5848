import type { KindName, Supply } from './item.ts'

/** An item that has fewer variants ready than wanted. */
export type Unstocked = { itemId: string; mediaId: string; kind: KindName }

/** What is to be drawn of a corpus, if its next challenges show so many pictures. */
export type WantedStock = {
  corpus: string
  supply: Supply
  nextPictures: number
  readyMax: number
  limit: number
}

/** A picture drawn ahead, ready to serve. */
export type NewVariant = { itemId: string; bytes: Uint8Array }

/** Which item is shown under which picture name. */
export type ShownPicture = { itemId: string; imageId: string }

/** Keeps variants: pictures of items drawn ahead, each to be served once. They may be lost at any time. */
export type Variants = {
  /**
   * Items of a corpus that may be shown and have fewer than `readyMax` variants ready: those with none first, then
   * those with one, and what a challenge would show next before the rest.
   */
  listUnstocked(wanted: WantedStock): Promise<Unstocked[]>
  /** How many variants are ready of each corpus that has any. */
  countReady(): Promise<ReadonlyMap<string, number>>
  /**
   * Keeps variants in one commit; leaves out those of items that already have `readyMax` ready, or are gone.
   */
  add(variants: readonly NewVariant[], readyMax: number): Promise<void>
  /**
   * Gives each picture an unused variant of its item. None of them gets one if one of the items has none, so
   * that all pictures of a challenge come equally fast.
   */
  give(pictures: readonly ShownPicture[]): Promise<void>
  /** The complete variants that the pictures of a challenge were given, in their order; null for each without. */
  findAll(imageIds: readonly string[]): Promise<(Buffer | null)[]>
  /**
   * Forgets variants that were given out before a time, and those of items that may not be shown any more.
   */
  sweep(givenBeforeMs: number): Promise<number>
}
