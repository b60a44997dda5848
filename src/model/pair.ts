import type { DrawnItem, ExposureCaps } from './exposure.ts'
import type { Role } from './item.ts'

/** `open` pairs are shown; `retired` ones were shown as often as allowed. */
export type PairStage = 'open' | 'retired'

/**
 * Two items of one corpus that are always shown together: the control, which is known, and the probe, which
 * is to be read, or is known too and plays one that is to be read.
 */
export type Pair = {
  id: string
  corpus: string
  controlId: string
  probeId: string
  probeRole: Role
  stage: PairStage
  /** Where it stands in the order of showing: the smallest is shown next. */
  turn: number
}

/** A pair as it is drawn. */
export type DrawnPair = { id: string; control: DrawnItem; probe: DrawnItem }

/** A drawn pair with the turn it takes when it is shown. */
export type PairWithTurn = DrawnPair & { turn: number }

/** One showing of a pair, and its next turn. */
export type Showing = { pairId: string; controlId: string; probeId: string; turn: number }

/** A pair that may be shown next. */
export type NextPair = Pick<Pair, 'id' | 'turn' | 'controlId' | 'probeId' | 'probeRole'>

/** An item that is in no pair; a canary is known, and only ever the probe of one. */
export type LooseItem = {
  id: string
  /** How wide what is shown of it is for its height; 1 where it has no shape, as a sound. */
  proportion: number
  label: string | null
  machineScore: number | null
  isCanary: boolean
}

/**
 * Which loose items to read: so many in the shuffled order from a point between 0 and 1 on, once round;
 * those alone that nobody has seen, or all.
 */
export type LooseDraw = {
  corpus: string
  role: Role
  stage: PairStage
  isUnseen: boolean
  from: number
  limit: number
}

/** Which pairs may be dissolved: those shown out, of an unknown or of two known items, or two known never shown. */
export type SpareKind = 'read' | 'repeated' | 'unshown'

/** Keeps pairs. Every promise is kept only when the change would outlive a kill. */
export type Pairs = {
  /** The pairs of a corpus whose turn is next, in the order of their turns. */
  nextPairs(corpus: string, stage: PairStage, limit: number): Promise<NextPair[]>
  /** A pair with its items; null where there is none, or a member is not to be shown or decides no more. */
  findPair(id: string): Promise<DrawnPair | null>
  /** Counts showings of pairs and of their items, and retires what was shown as often as allowed. */
  countShowings(showings: readonly Showing[], caps: ExposureCaps): Promise<void>
  looseItems(draw: LooseDraw): Promise<LooseItem[]>
  /** How many fresh items of a role are in no pair, canaries aside; counts no further than `most`. */
  countLoose(corpus: string, role: Role, most: number): Promise<number>
  /** Adds pairs in one commit, but none with a member that is in another or not to be shown; says how many. */
  addPairs(pairs: readonly Pair[]): Promise<number>
  /** Pairs that may be dissolved for the sake of items that wait. */
  sparePairs(corpus: string, kind: SpareKind, limit: number): Promise<string[]>
  /** Forgets pairs; their items are loose again. */
  dissolve(ids: readonly string[]): Promise<void>
}
