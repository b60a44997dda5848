import type { NetworkRecord } from '../model/fit.ts'
import type { NetworkRecords } from './fit.ts'
import { grownTo } from './grown-to.ts'
import type { Networks } from './networks.ts'
import type { SkillCount } from './text-voice.ts'

/** How networks read known items: no fit changes it. */
export type KnownAnswerCounts = {
  add(network: number, isRight: boolean): void
  askedOf(network: number): number
  rightOf(network: number): number
}

/** Opens an empty count of answers to known items. */
export function openKnownAnswerCounts(): KnownAnswerCounts {
  let asked = new Uint32Array(0)
  let right = new Uint32Array(0)
  return {
    add: (network, isRight) => {
      asked = grownTo(asked, network)
      right = grownTo(right, network)
      asked[network] = (asked[network] ?? 0) + 1
      right[network] = (right[network] ?? 0) + (isRight ? 1 : 0)
    },
    askedOf: (network) => asked[network] ?? 0,
    rightOf: (network) => right[network] ?? 0,
  }
}

/** What a fit learns about networks, by their numbers. */
export type NetworkCounts = {
  /** What was learned so far about the skill of a network's visitors. */
  of(network: number): SkillCount
  set(network: number, count: SkillCount): void
  close(isHeld: (network: number) => boolean): NumberedRecords
}

/** What a fit knows about networks, by their numbers or their hashes. */
export type NumberedRecords = NetworkRecords & { at(network: number): NetworkRecord | null }

/** What is known about networks before the first round of a fit. */
export const noRecords: NumberedRecords = {
  size: 0,
  at: () => null,
  get: () => undefined,
  values: () => [],
}

/** Opens what one round of a fit learns about networks. */
export function openNetworkCounts(networks: Networks, known: KnownAnswerCounts): NetworkCounts {
  let tried = new Float64Array(networks.size)
  let found = new Float64Array(networks.size)
  let isMet = new Uint8Array(networks.size)
  return {
    of: (network) => {
      isMet = grownTo(isMet, network)
      isMet[network] = 1
      return { tried: tried[network] ?? 0, found: found[network] ?? 0 }
    },
    set: (network, count) => {
      tried = grownTo(tried, network)
      found = grownTo(found, network)
      tried[network] = count.tried
      found[network] = count.found
    },
    close: (isHeld) => recordsOf({ networks, known, tried, found, isMet }, isHeld),
  }
}

type Counts = {
  networks: Networks
  known: KnownAnswerCounts
  tried: Float64Array
  found: Float64Array
  isMet: Uint8Array
}

function recordsOf(counts: Counts, isHeldNow: (network: number) => boolean): NumberedRecords {
  const { networks, known, tried, found, isMet } = counts
  const isThere = (network: number): boolean => isMet[network] === 1 || known.askedOf(network) > 0
  const held = new Uint8Array(networks.size)
  let size = 0
  for (let network = 0; network < held.length; network++) {
    held[network] = isHeldNow(network) ? 1 : 0
    size += isThere(network) ? 1 : 0
  }
  const at = (network: number): NetworkRecord | null => {
    if (!isThere(network)) return null
    return {
      networkHash: networks.hashOf(network),
      knownAsked: known.askedOf(network),
      knownRight: known.rightOf(network),
      compared: tried[network] ?? 0,
      agreed: found[network] ?? 0,
      isHeld: held[network] === 1,
    }
  }
  return {
    size,
    at,
    get: (networkHash) => at(networks.find(networkHash)) ?? undefined,
    *values() {
      for (let network = 0; network < held.length; network++) {
        const record = at(network)
        if (record) yield record
      }
    },
  }
}
