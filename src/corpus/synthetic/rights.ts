import type { Rights } from '../../model/source.ts'

/** What a machine says of our own words belongs to nobody. */
export const syntheticRights: Rights = { licence: 'CC0-1.0', credit: '', creditUrl: null }
