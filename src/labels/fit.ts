import type { NetworkRecord } from '../model/fit.ts'
import type { KindName } from '../model/item.ts'
import { levelItems, levels, sharesOf } from './levels.ts'
import type { Period } from './periods.ts'
import { binCount, firstSkills } from './record-bins.ts'

/** The engine that settles readings. Each reading names its engine. */
export const engine = 'consensus-1'

/** What a fit has learned about a corpus as a whole, as plain numbers that can be stored. */
export type Parameters = {
  kind: KindName
  /** The share of items at each level, from 0 to 1. */
  shares: readonly number[]
  /** The skill of visitors in each bin of records, from 0 to 1. */
  skills: readonly number[]
  /** How often two wrong texts are the same by chance, from 0 to 1. */
  coincidence: number
  /** The exponent that calibrates posteriors, at most 1, and the number of canaries it was fitted on. */
  temperature: number
  calibratedOn: number
  /** The share of wrong labels, from visitors who passed, beyond what honest visitors would give. */
  attack: number
  /** Periods whose labels do not count. */
  periods: readonly Period[]
}

/** What a fit knows about a network, as far as its answers are weighed by it. */
export type NetworkStanding = Pick<NetworkRecord, 'compared' | 'agreed' | 'isHeld'>

/** What a fit knows about networks by their numbers. */
export type NumberedStandings = {
  /** The number of a network; -1 of one that nothing is known about. */
  numberOf(networkHash: string): number
  standingOf(network: number): NetworkStanding | null
}

/** What a fit knows about networks, by their hash, and by their numbers if they have some. */
export type NetworkRecords = {
  readonly size: number
  readonly numbered?: NumberedStandings
  get(networkHash: string): NetworkRecord | undefined
  values(): Iterable<NetworkRecord>
}

/** A fit with what it knows about networks. */
export type Fit = { parameters: Parameters; records: NetworkRecords }

const firstCoincidence = 0.3

/** What is assumed before any label has come. */
export function beginFit(kind: KindName): Fit {
  return {
    parameters: {
      kind,
      shares: sharesOf(levelItems),
      skills: firstSkills,
      coincidence: firstCoincidence,
      temperature: 1,
      calibratedOn: 0,
      attack: 0,
      periods: [],
    },
    records: new Map(),
  }
}

/** Reads stored parameters; null if they are not of this engine. */
export function readParameters(json: string): Parameters | null {
  const read = JSON.parse(json) as Partial<Parameters>
  const isOurs =
    read.shares?.length === levels.length &&
    read.skills?.length === binCount &&
    Array.isArray(read.periods) &&
    typeof read.temperature === 'number'
  return isOurs ? (read as Parameters) : null
}
