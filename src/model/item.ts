import type { Region } from './region.ts'

/**
 * The name of what a visitor is asked to do with an item. The table in `kinds/` lists all kinds; a name that
 * is not in it is refused.
 */
export type KindName = string

/**
 * How items are kept in rotation: in pairs of a known one and one to be read; or one by one, with unknown
 * ones held in a queue until there are known ones to show with them.
 */
export type Supply = 'paired' | 'queued'

/**
 * `known` items decide. `doubtful` (read by a machine) and `unknown` ones are what the archive wants read.
 */
export type ItemStatus = 'known' | 'doubtful' | 'unknown'

/** The part an item plays in one challenge: a known item decides, an unknown one never does. */
export type Role = 'known' | 'unknown'

/**
 * `open` items are asked. `queued` ones will be when known items are free to be shown with them. `waiting`
 * ones are lines too long to ask a visitor. `unfit` ones are too short, or known but not typeable by a
 * visitor, or known and useless because machines pass them. `retired` ones have been shown as often as
 * allowed, or are read. `reported` ones were reported by visitors and wait for the archive's review. The
 * archive does not want `dropped` ones shown again.
 */
export type ItemStage = 'open' | 'queued' | 'waiting' | 'unfit' | 'retired' | 'reported' | 'dropped'

/** How much of the page the item is. */
export type ItemLevel = 'word' | 'line' | 'image'

/** One part of a source to read, or one image to classify. */
export type Item = {
  id: string
  corpus: string
  sourceId: string
  kind: KindName
  status: ItemStatus
  stage: ItemStage
  level: ItemLevel
  /** Which part of its source it is. */
  region: Region
  /** The name of that part in the archive's own file, needed for the export. */
  regionName: string
  /** The reading (known or a machine's), or the class of an image; null if there is none. */
  label: string | null
  /** The machine's confidence from 0 to 1; null if none was given. */
  confidence: number | null
  /** Where what is shown of it, such as a cut picture, is in `Pictures`; null while the item is waiting. */
  mediaId: string | null
  /** The line that we cut this word out of; null for everything that the archive's file has itself. */
  lineId: string | null
  /**
   * The number of this word in that line, from 0, in reading order. Also null if a later import changed the
   * line and the word is no longer found in it.
   */
  place: number | null
  /** Its number on the page in reading order, from 0; null if the file does not say. */
  readingOrder: number | null
  /** How well a machine reads it, from 0 (not at all) to 1 (without error); null if none has tried. */
  machineScore: number | null
}

/** Finds items. They are added with their source. */
export type Items = {
  /** An item of any organisation, for the service, which receives only a challenge. */
  find(id: string): Promise<Item | null>
  findOf(organisation: string, id: string): Promise<Item | null>
  /** All items of an organisation's source, by their ids, so that a second import finds them. */
  ofSource(organisation: string, sourceId: string): Promise<Item[]>
  /**
   * Items of an organisation's corpus whose region in the archive's own file has that name, in the order of
   * their ids.
   */
  ofRegion(organisation: string, corpus: string, regionName: string, limit: number): Promise<Item[]>
}
