import { drawsMax } from '../../model/allowance.ts'

/**
 * A statement has a row for each allowance that is drawn on together. There are statements for so many: an answer
 * for an address of IPv4, what a challenge for one writes, the challenge itself, and the most.
 */
export const rowCounts = [6, 10, 14, drawsMax] as const
