import type { Box, Role } from './item.ts'
import type { DrawnItem, ExposureCaps } from './stores.ts'

/** `open` couples are shown; `retired` ones were shown as often as allowed. */
export type CoupleStage = 'open' | 'retired'

/**
 * Two items of one corpus that are always shown together: the decider, which is known, and the other, which
 * is to be read, or is known too and plays one that is to be read.
 */
export type Couple = {
  id: string
  corpus: string
  deciderId: string
  otherId: string
  otherRole: Role
  stage: CoupleStage
  /** Where it stands in the order of showing: the smallest is shown next. */
  turn: number
}

/** A couple as it is drawn. */
export type DrawnCouple = { id: string; decider: DrawnItem; other: DrawnItem }

/** One showing of a couple, and its next turn. */
export type Showing = { coupleId: string; deciderId: string; otherId: string; turn: number }

/** A couple that may be shown next. */
export type NextCouple = Pick<Couple, 'id' | 'turn' | 'deciderId' | 'otherId' | 'otherRole'>

/** An item that is in no couple; a canary is known, and only ever the other of one. */
export type LooseItem = {
  id: string
  box: Box
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
  stage: CoupleStage
  isUnseen: boolean
  from: number
  limit: number
}

/** Which couples may be dissolved: those shown out, of an unknown or of two known items, or two known never shown. */
export type SpareKind = 'read' | 'repeated' | 'unshown'

/** Keeps couples. Every promise is kept only when the change would outlive a kill. */
export type Couples = {
  /** The couples of a corpus whose turn is next, in the order of their turns. */
  nextCouples(corpus: string, stage: CoupleStage, limit: number): Promise<NextCouple[]>
  /** A couple with its items; null where there is none, or a member is not to be shown or decides no more. */
  findCouple(id: string): Promise<DrawnCouple | null>
  /** Counts showings of couples and of their items, and retires what was shown as often as allowed. */
  countShowings(showings: readonly Showing[], caps: ExposureCaps): Promise<void>
  looseItems(draw: LooseDraw): Promise<LooseItem[]>
  /** How many fresh items of a role are in no couple, canaries aside; counts no further than `most`. */
  countLoose(corpus: string, role: Role, most: number): Promise<number>
  /** Adds couples in one commit, but none with a member that is in another or not to be shown; says how many. */
  addCouples(couples: readonly Couple[]): Promise<number>
  /** Couples that may be dissolved for the sake of items that wait. */
  spareCouples(corpus: string, kind: SpareKind, limit: number): Promise<string[]>
  /** Forgets couples; their items are loose again. */
  dissolve(ids: readonly string[]): Promise<void>
}
