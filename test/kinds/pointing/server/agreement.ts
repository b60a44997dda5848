import type { Agreement } from '../../../../src/kinds/kind.ts'

/** The longest recording. */
export const momentMax = 10_000
/** Moments in one cell of this length are the same; a moment within this distance is right. */
const cellMs = 200

/** Reads a moment in milliseconds from the beginning; null if it is not one. */
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

/** Moments agree by their time; the policy for texts does not apply to them. */
export function agreeOnMoment(): Agreement {
  return agreement
}
