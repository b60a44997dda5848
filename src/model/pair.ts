import type { DrawnItem } from './exposure.ts'
import type { Role } from './item.ts'
import type { WritingLook } from './picture.ts'

/** `open` pairs are shown. `retired` ones were shown as often as allowed. */
export type PairStage = 'open' | 'retired'

/**
 * Two items of one corpus that are always shown together: the control, which is known, and the probe, which
 * is to be read, or is also known and plays one that is to be read.
 */
export type Pair = {
  id: string
  corpus: string
  controlId: string
  probeId: string
  probeRole: Role
  stage: PairStage
  /** The slice of the corpus it lies in. Only the networks of that slice are shown it. */
  slice: number
  /** The control's text as it is compared, which a guess would have to match. */
  text: string
  /** Its place in the order of showing within its slice: the smallest is shown next. */
  turn: number
}

/** A corpus has this many slices at most, so that one network is shown less than 2 % of its pairs. */
export const slicesMax = 52

/**
 * One slice of a corpus: how many pairs are in it, and how many were put there since the number of slices last
 * changed. A closed one is shown to nobody and is being emptied.
 */
export type Slice = { number: number; pairs: number; placed: number; isOpen: boolean }

/** A text that decides, and how many pairs it decides. */
export type DecidingText = { text: string; pairs: number }

/** A pair as it is drawn. */
export type DrawnPair = { id: string; control: DrawnItem; probe: DrawnItem }

/** A drawn pair with the turn it takes when it is shown. */
export type PairWithTurn = DrawnPair & { turn: number }

/** One showing of a pair, and its next turn. */
export type Showing = { pairId: string; turn: number }

/**
 * Which pairs to read: those of the slice that a point from 0 up to 1 falls into, in the order of their turns.
 */
export type NextPairs = { corpus: string; slicePoint: number; stage: PairStage; limit: number }

/** A pair that may be shown next. */
export type NextPair = Pick<Pair, 'id' | 'turn' | 'controlId' | 'probeId' | 'probeRole'>

/** An item, and how it looks when it is served; null if that was not measured, or cannot be. */
export type LookedItem = { id: string; look: WritingLook | null }

/** An item whose look was not measured yet. */
export type UnlookedItem = { id: string; mediaId: string }

/** An item that is in no pair. A canary is known, and only ever the probe of a pair. */
export type LooseItem = LookedItem & {
  /** The width of what is shown of it, divided by its height; of a sound, its seconds; 1 if it has neither. */
  proportion: number
  label: string | null
  machineScore: number | null
  isCanary: boolean
  sourceId: string
  /** The slices in which it was in a pair before. */
  slices: readonly number[]
}

/**
 * Which loose items to read: up to the limit, in the shuffled order from a point between 0 and 1, once round;
 * only those that nobody has seen, answered or not, or all.
 */
export type LooseDraw = {
  corpus: string
  role: Role
  stage: PairStage
  isUnseen: boolean
  from: number
  limit: number
}

/**
 * Which pairs may be dissolved: fully shown ones with an unknown item, fully shown ones of two known items,
 * ones of two known items that nobody has seen, or ones that are shown with an unknown item, those that nobody has
 * seen first.
 */
export type SpareKind = 'read' | 'repeated' | 'unseen' | 'asking'

/** Which pairs of a slice may be dissolved, and how many of them to find. */
export type SparePairs = { corpus: string; slice: number; kind: SpareKind; limit: number }

/** Moves pairs, as they are, from one slice to another, whose pairs next in turn have this turn. */
export type SliceMove = { corpus: string; from: number; to: number; count: number; turn: number }

/** Keeps pairs. Every promise resolves only once the change would survive a kill. */
export type Pairs = {
  /** The pairs of one slice whose turn is next, in the order of their turns. */
  nextPairs(next: NextPairs): Promise<NextPair[]>
  /** A pair with its items; null if there is none, or if a member may not be shown or no longer decides. */
  findPair(id: string): Promise<DrawnPair | null>
  /** Gives pairs that are shown their next turn. They count as seen, and as shown once they are answered. */
  moveOn(showings: readonly Showing[]): Promise<void>
  looseItems(draw: LooseDraw): Promise<LooseItem[]>
  /** How many fresh items of a role are in no pair, apart from canaries; counts no further than `most`. */
  countLoose(corpus: string, role: Role, most: number): Promise<number>
  /** Loose items of a role whose look nobody has measured, in the shuffled order. */
  unlookedItems(corpus: string, role: Role, limit: number): Promise<UnlookedItem[]>
  /** Keeps looks of items; null for those that cannot be measured, which are not tried again. */
  keepLooks(looks: readonly LookedItem[]): Promise<void>
  /** Items of a role whose look was measured, loose or not, in the shuffled order. */
  lookedItems(corpus: string, role: Role, limit: number): Promise<LookedItem[]>
  /** How many pairs with an unknown item are shown; counts no further than `most`. */
  countAsking(corpus: string, most: number): Promise<number>
  /** Notes how many unknown items of a corpus wait because no known one that is left looks like them. */
  keepUnlike(corpus: string, count: number): Promise<void>
  /** How many unknown items of an organisation's corpus wait for a known one that looks like them. */
  countUnlike(organisation: string, corpus: string): Promise<number>
  /**
   * Adds pairs, each in one commit with its items, except those with a member that is in another or may not be
   * shown; says how many.
   */
  addPairs(pairs: readonly Pair[]): Promise<number>
  /** Pairs of a slice that may be dissolved to free items for others that wait. */
  sparePairs(spare: SparePairs): Promise<string[]>
  /** How many pairs each of these texts decides; those that decide none are left out. */
  countTexts(corpus: string, texts: readonly string[]): Promise<DecidingText[]>
  /** The texts that decide in an organisation's corpus, those that decide most pairs first. */
  listTexts(organisation: string, corpus: string, limit: number): Promise<DecidingText[]>
  /** How many pairs each open slice of an organisation's corpus has. */
  countSlices(organisation: string, corpus: string): Promise<number[]>
  /** The slices of a corpus by their numbers. */
  slices(corpus: string): Promise<Slice[]>
  /** Divides a corpus into that many slices; those beyond are closed, and forgotten once they are empty. */
  setSlices(corpus: string, count: number): Promise<void>
  /** Moves pairs of which neither item was in the other slice before; says how many. */
  moveToSlice(move: SliceMove): Promise<number>
  /** Forgets pairs; their items are loose again. */
  dissolve(ids: readonly string[]): Promise<void>
}
