import type { NetworkRecord } from '../model/fit.ts'
import type { NetworkRecords, NetworkStanding, NumberedStandings } from './fit.ts'
import { grownTo } from './grown-to.ts'
import type { Networks } from './networks.ts'
import { packText, unpackText } from './packed-text.ts'
import type { SkillCount } from './voice.ts'

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
export type NumberedRecords = NetworkRecords & {
  at(network: number): NetworkRecord | null
  /** The same, as far as answers are weighed by it. */
  standingOf(network: number): NetworkStanding | null
  readonly numbered: NumberedStandings
  /** What was counted, by number: what was tried and found of each network, and its flags. */
  readonly counted: { counts: Float64Array; flags: Uint8Array }
}

/** What is known about networks before the first round of a fit. */
export const noRecords: NumberedRecords = {
  size: 0,
  at: () => null,
  standingOf: () => null,
  get: () => undefined,
  numbered: { numberOf: () => -1, standingOf: () => null },
  counted: { counts: new Float64Array(0), flags: new Uint8Array(0) },
  values: () => [],
}

/** Opens what one round of a fit learns about networks. */
export function openNetworkCounts(networks: Networks, known: KnownAnswerCounts): NetworkCounts {
  // What was tried and what was found lie side by side: networks come in no order, and each is one cache miss.
  let counts = new Float64Array(2 * networks.size)
  let isMet = new Uint8Array(networks.size)
  return {
    of: (network) => {
      isMet = grownTo(isMet, network)
      isMet[network] = 1
      return { tried: counts[2 * network] ?? 0, found: counts[2 * network + 1] ?? 0 }
    },
    set: (network, { tried, found }) => {
      counts = grownTo(counts, 2 * network + 1)
      counts[2 * network] = tried
      counts[2 * network + 1] = found
    },
    close: (isHeld) => {
      const flags = new Uint8Array(networks.size)
      for (let network = 0; network < flags.length; network++) {
        const isThere = isMet[network] === 1 || known.askedOf(network) > 0
        flags[network] = (isThere ? flagOf.isThere : 0) | (isHeld(network) ? flagOf.isHeld : 0)
      }
      return recordsOf({ networks, known, counts, flags })
    },
  }
}

const flagOf = { isThere: 1, isHeld: 2 } as const

type Counts = {
  networks: Networks
  known: KnownAnswerCounts
  counts: Float64Array
  flags: Uint8Array
}

function recordsOf({ networks, known, counts, flags }: Counts): NumberedRecords {
  const standingOf = (network: number): NetworkStanding | null => {
    const flag = flags[network] ?? 0
    if ((flag & flagOf.isThere) === 0) return null
    return {
      compared: counts[2 * network] ?? 0,
      agreed: counts[2 * network + 1] ?? 0,
      isHeld: (flag & flagOf.isHeld) !== 0,
    }
  }
  const at = (network: number): NetworkRecord | null => {
    const standing = standingOf(network)
    if (!standing) return null
    const [knownAsked, knownRight] = [known.askedOf(network), known.rightOf(network)]
    return { networkHash: networks.hashOf(network), knownAsked, knownRight, ...standing }
  }
  return {
    size: flags.reduce((sum, flag) => sum + (flag & flagOf.isThere), 0),
    at,
    standingOf,
    get: (networkHash) => at(networks.find(networkHash)) ?? undefined,
    numbered: { numberOf: networks.find, standingOf },
    counted: { counts, flags },
    *values() {
      // A store that adds them in its own order writes each of its pages once.
      for (const network of networks.inOrder()) {
        const record = at(network)
        if (record) yield record
      }
    },
  }
}

const networksPerSlice = 1 << 16

/** What was counted of networks, as texts of about a megabyte. */
export function* slicesOf({ counted: { counts, flags } }: NumberedRecords): Generator<string> {
  for (let from = 0; from < flags.length; from += networksPerSlice) {
    const to = Math.min(flags.length, from + networksPerSlice)
    const slice = [packText(counts.subarray(2 * from, 2 * to)), packText(flags.subarray(from, to))]
    yield JSON.stringify(slice)
  }
}

/** The records that slices were made of, of the same networks. */
export function restoreRecords(
  slices: readonly string[],
  of: { networks: Networks; known: KnownAnswerCounts },
): NumberedRecords {
  const counts = new Float64Array(2 * of.networks.size)
  const flags = new Uint8Array(of.networks.size)
  for (const [n, slice] of slices.entries()) {
    const [ofCounts = '', ofFlags = ''] = JSON.parse(slice) as string[]
    counts.set(new Float64Array(unpackText(ofCounts)), 2 * n * networksPerSlice)
    flags.set(new Uint8Array(unpackText(ofFlags)), n * networksPerSlice)
  }
  return recordsOf({ ...of, counts, flags })
}
