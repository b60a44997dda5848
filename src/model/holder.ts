/**
 * The levels at which visitors are counted: of IPv4 an address, a network and the block it lies in, of IPv6 three
 * widths that are likely one hand and two of providers, and of both the autonomous system (the provider) if the
 * operator supplies a database of them.
 */
export type HolderLevel = '/32' | '/24' | '/16' | '/64' | '/56' | '/48' | '/40' | 'ipv6 /32' | 'asn'

/**
 * Who may be one hand behind an address, as hashes that mean nothing after a day. `prefixes` are those the
 * address lies in, from the narrowest to the widest, then its autonomous system if it is known; each has a
 * budget of its own. `networkHash` is the widest one that is likely one hand, a /24 or /48: however many addresses
 * somebody has in it, their answers, reports and visits count as one voice.
 */
export type Holder = {
  networkHash: string
  prefixes: readonly HolderPrefix[]
}

/** One prefix or autonomous system that an address lies in, hashed. */
export type HolderPrefix = { level: HolderLevel; hash: string }

/**
 * A holder, and the point from 0 up to 1 that says which slice of every corpus it is shown. The point stays the
 * same for a month and is stored nowhere.
 */
export type SlicedHolder = Holder & { slicePoint: number }

/** Finds the holder of an address; the address itself is not stored. */
export type FindHolder = (address: string) => Promise<SlicedHolder>

/** The number of the autonomous system that an address belongs to (RFC 6793); null if it is not known. */
export type FindAsn = (address: string) => number | null
