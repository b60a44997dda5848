import type { Reading } from '../model/reading.ts'
import { refreshRules } from './refresh.ts'

/**
 * How many items are still asked after their reading is accepted, until enough networks have given it for the
 * item to become known. Without them no item would ever have enough, because accepted items rest.
 */
export const askedOnRules = {
  /** One item in this many. */
  itemsPerOne: 8,
  /** One item in this many when known items are short. */
  itemsPerOneWhereShort: 2,
  /** Known items are short when there is fewer than one for this many items to be read. */
  unreadPerKnown: 4,
  /** With this many, known items are never short. */
  knownEnough: 10_000,
} as const

/**
 * How many items of a corpus decide, and how many are to be read. Both are counted no further than needed.
 */
export type KnownSupply = { known: number; unread: number }

/** Says whether a corpus has too few known items for the number that are to be read. */
export function isShortOfKnown({ known, unread }: KnownSupply): boolean {
  return known < askedOnRules.knownEnough && known * askedOnRules.unreadPerKnown < unread
}

/** Whether known items are short, and whether a visitor can be asked to type a text. */
export type Asking = { isShort: boolean; canDecide(text: string): boolean }

/**
 * Says whether the item of an accepted reading is still asked: a hash of its id chooses it, nearly everybody
 * gave its text, and it still has too few networks.
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

// FNV-1a with the final mixing of MurmurHash3, so that ids that differ in a single digit are chosen
// independently.
function hashOf(id: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
