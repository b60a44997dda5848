import type { KindName } from './item.ts'

/** An item that has fewer variants ready than wanted. */
export type Unstocked = { itemId: string; mediaId: string; kind: KindName }

/** A picture drawn beforehand, as it is to be served. */
export type NewVariant = { itemId: string; bytes: Uint8Array }

/** Which item is shown under which name of a picture. */
export type ShownPicture = { itemId: string; imageId: string }

/** Keeps variants: pictures of items drawn beforehand, each to be served once. They may be lost at any time. */
export type Variants = {
  /**
   * Items that may be shown and have fewer than so many variants ready: those with none before those with
   * one, and first what a challenge would show next.
   */
  listUnstocked(readyMax: number, limit: number): Promise<Unstocked[]>
  /** How many variants are ready. */
  countReady(): Promise<number>
  /** Keeps variants in one commit; those of items that have so many ready by now, or are gone, are left out. */
  add(variants: readonly NewVariant[], readyMax: number): Promise<void>
  /**
   * Gives each picture a variant of its item that nobody has had; none of them gets one where one of the
   * items has none, so that all pictures of a challenge come equally fast.
   */
  give(pictures: readonly ShownPicture[]): Promise<void>
  /** The variant that a picture was given, whole; null where it was given none. */
  find(imageId: string): Promise<Buffer | null>
  /** Forgets variants that were given away before, and those of items that may not be shown any more. */
  sweep(givenBeforeMs: number): Promise<number>
}
