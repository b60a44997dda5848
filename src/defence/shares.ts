import type { HolderLevel } from '../model/holder.ts'

/**
 * What a prefix gets, as a multiple of what one address of IPv4 gets, and which share of that is kept for those in
 * it who have used little of their own.
 */
export type Share = { share: number; keptShare: number }

// Who has used all of their own reaches two thirds of what the others reach.
const keptShare = 1 / 3

/**
 * The share of each level. A /64 of IPv6 is one office or household, as an address of IPv4 is. A /48 is one hand
 * too, but may be several households, so no part of it can use up all it gets. Wider ones have many tenants. A /24
 * of IPv4 is the least that is routed. A /40 of IPv6 is the least that registries give to a small provider, and
 * what many give to one region or customer; a /32 is the least of most providers, as a /16 of IPv4 was. Half of a
 * site's visitors may come from one provider, so an autonomous system gets half of what a site gets, and a /32
 * nearly as much.
 */
export const shares: Readonly<Record<HolderLevel, Share>> = {
  '/32': { share: 1, keptShare: 0 },
  '/24': { share: 6, keptShare },
  '/16': { share: 24, keptShare },
  '/64': { share: 1, keptShare: 0 },
  '/56': { share: 1.25, keptShare: 0 },
  '/48': { share: 1.5, keptShare: 0 },
  '/40': { share: 9, keptShare },
  'ipv6 /32': { share: 30, keptShare },
  asn: { share: 36, keptShare },
}

/**
 * The levels that may leave as much unanswered as their parts do: all readers of pages that load a challenge, with
 * one large provider, leave more than any hand. It still says who gets less when a site's challenges run short.
 */
export const levelsWithoutUnanswered: ReadonlySet<HolderLevel> = new Set([
  '/16',
  '/40',
  'ipv6 /32',
  'asn',
])

/** The levels at which it counts what was taken: a network, and the widest prefix that has many of them. */
export const takenLevels: ReadonlySet<HolderLevel> = new Set(['/24', '/16', '/48', 'ipv6 /32'])

/** Which share of the challenges of a site and of the instance is kept for those who have used little. */
export const wholeKeptShare = 1 / 2

/**
 * How much it weighs there that somebody has taken many challenges, if they were answered rightly: enough to come
 * after those who took few, and before those who leave theirs unanswered.
 */
export const takenWeight = 1 / 10
