import type { DrawnItem } from './exposure.ts'
import type { Role } from './item.ts'

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
  /** Its place in the order of showing: the smallest is shown next. */
  turn: number
}

/** A pair as it is drawn. */
export type DrawnPair = { id: string; control: DrawnItem; probe: DrawnItem }

/** A drawn pair with the turn it takes when it is shown. */
export type PairWithTurn = DrawnPair & { turn: number }

/** One showing of a pair, and its next turn. */
export type Showing = { pairId: string; turn: number }

/** A pair that may be shown next. */
export type NextPair = Pick<Pair, 'id' | 'turn' | 'controlId' | 'probeId' | 'probeRole'>

/** An item that is in no pair. A canary is known, and only ever the probe of a pair. */
export type LooseItem = {
  id: string
  /** The width of what is shown of it, divided by its height; 1 if it has no shape, such as a sound. */
  proportion: number
  label: string | null
  machineScore: number | null
  isCanary: boolean
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
 * or ones of two known items that nobody has seen.
 */
export type SpareKind = 'read' | 'repeated' | 'unseen'

/** Keeps pairs. Every promise resolves only once the change would survive a kill. */
export type Pairs = {
  /** The pairs of a corpus whose turn is next, in the order of their turns. */
  nextPairs(corpus: string, stage: PairStage, limit: number): Promise<NextPair[]>
  /** A pair with its items; null if there is none, or if a member may not be shown or no longer decides. */
  findPair(id: string): Promise<DrawnPair | null>
  /** Gives pairs that are shown their next turn. They count as seen, and as shown once they are answered. */
  moveOn(showings: readonly Showing[]): Promise<void>
  looseItems(draw: LooseDraw): Promise<LooseItem[]>
  /** How many fresh items of a role are in no pair, apart from canaries; counts no further than `most`. */
  countLoose(corpus: string, role: Role, most: number): Promise<number>
  /**
   * Adds pairs, each in one commit with its items, except those with a member that is in another or may not be
   * shown; says how many.
   */
  addPairs(pairs: readonly Pair[]): Promise<number>
  /** Pairs that may be dissolved to free items for others that wait. */
  sparePairs(corpus: string, kind: SpareKind, limit: number): Promise<string[]>
  /** Forgets pairs; their items are loose again. */
  dissolve(ids: readonly string[]): Promise<void>
}
