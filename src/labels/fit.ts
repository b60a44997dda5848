import type { NetworkRecord } from '../model/fit.ts'
import type { KindName } from '../model/item.ts'
import { levelItems, levels, sharesOf } from './levels.ts'
import type { Period } from './periods.ts'
import { binCount, firstSkills } from './record-bins.ts'

/** The engine that readings are settled by; a reading tells which it was. */
export const engine = 'consensus-1'

/** What a fit has learned of a corpus as a whole; plain numbers, as they are kept. */
export type Parameters = {
  kind: KindName
  /** The share of items at each level, from 0 to 1. */
  shares: readonly number[]
  /** The skill of visitors of each bin of records, from 0 to 1. */
  skills: readonly number[]
  /** How often two wrong texts are the same by chance, from 0 to 1. */
  coincidence: number
  /** The exponent that posteriors are calibrated by, at most 1, and the canaries it was fitted on. */
  temperature: number
  calibratedOn: number
  /** The share of labels of visitors who passed that is wrong beyond what is honest. */
  attack: number
  /** Times whose labels do not count. */
  periods: readonly Period[]
}

/** A fit, with what it knows of networks. */
export type Fit = { parameters: Parameters; records: ReadonlyMap<string, NetworkRecord> }

const firstCoincidence = 0.3

/** What is taken for granted before any label came. */
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

/** Reads parameters as they were kept; null where they are not of this engine. */
export function readParameters(json: string): Parameters | null {
  const read = JSON.parse(json) as Partial<Parameters>
  const isOurs =
    read.shares?.length === levels.length &&
    read.skills?.length === binCount &&
    Array.isArray(read.periods) &&
    typeof read.temperature === 'number'
  return isOurs ? (read as Parameters) : null
}
