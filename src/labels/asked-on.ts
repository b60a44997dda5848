import type { Reading } from '../model/reading.ts'
import { refreshRules } from './refresh.ts'

/**
 * How many items are asked on when their reading is accepted, until enough networks gave it for the item to
 * be known: without them no item would ever have enough, as what is accepted rests.
 */
export const askedOnRules = {
  /** One item in so many. */
  itemsPerOne: 8,
  /** One in so many where known items are short. */
  itemsPerOneWhereShort: 2,
  /** Known items are short where there is not one for so many that are to be read. */
  unreadPerKnown: 4,
  /** So many known items are never short. */
  knownEnough: 10_000,
} as const

/** How many items of a corpus decide, and how many are to be read; counted no further than matters. */
export type KnownSupply = { known: number; unread: number }

/** Says whether a corpus has too few known items for those that are to be read. */
export function isShortOfKnown({ known, unread }: KnownSupply): boolean {
  return known < askedOnRules.knownEnough && known * askedOnRules.unreadPerKnown < unread
}

/** Whether known items are short, and whether a visitor can be asked to type a text. */
export type Asking = { isShort: boolean; canDecide(text: string): boolean }

/**
 * Says whether the item of an accepted reading is asked on: it is one of those chosen by a hash of their ids,
 * nearly everybody gave its text, and too few networks yet.
 */
export function isAskedOn(reading: Reading, { isShort, canDecide }: Asking): boolean {
  const { itemId, state, text, networks, agreement, attack } = reading
  const { networksMin, agreementMin, attackMax } = refreshRules
  const { itemsPerOne, itemsPerOneWhereShort } = askedOnRules
  if (state !== 'accepted' || networks >= networksMin) return false
  if (agreement < agreementMin || attack > attackMax) return false
  if (hashOf(itemId) % (isShort ? itemsPerOneWhereShort : itemsPerOne) !== 0) return false
  return canDecide(text)
}

// FNV-1a with the last mixing of MurmurHash3: ids that differ in a figure alone are chosen independently.
function hashOf(id: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
