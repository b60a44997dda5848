import type { Agreement } from '../../../../src/kinds/kind.ts'

/** A recording lasts no longer than this. */
export const momentMax = 10_000
/** Moments in one cell of this length are the same; one that is no farther off than this is right. */
const cellMs = 200

/** Reads a moment in milliseconds from the beginning; null where it is none. */
export function momentOf(text: string): number | null {
  return /^\d{1,5}$/.test(text) ? Number(text) : null
}

function cellOf(text: string): string {
  const moment = momentOf(text)
  return moment === null ? '' : String(Math.floor(moment / cellMs))
}

const agreement: Agreement = {
  aggregation: 'text',
  keyOf: cellOf,
  voteOf: ({ given }) => {
    const key = cellOf(given)
    return key === '' ? null : { key, form: given, isYes: true }
  },
  isRight: ({ given }, label) => {
    const [at, known] = [momentOf(given), momentOf(label)]
    return at !== null && known !== null && Math.abs(at - known) <= cellMs
  },
}

/** Moments agree by when they are; the policy of texts says nothing of them. */
export function agreeOnMoment(): Agreement {
  return agreement
}
