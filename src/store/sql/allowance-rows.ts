import { drawsMax } from '../../model/allowance.ts'

/**
 * A statement has a row for each allowance that is drawn on together. There are statements for so many: an answer,
 * a challenge for an address of IPv4, one of IPv6, and the most.
 */
export const rowCounts = [5, 13, 19, drawsMax] as const
