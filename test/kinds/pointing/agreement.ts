import type { Agreement } from '../../../src/kinds/kind.ts'

/** A picture is so many steps wide and high. */
export const sideMax = 1_000
/** Points in one cell of this side are the same; one that is no farther off than this is right. */
const cellSide = 100

/** Reads `x,y`; null where it is none. */
export function pointOf(text: string): { x: number; y: number } | null {
  const [, x, y] = /^(\d{1,4}),(\d{1,4})$/.exec(text) ?? []
  return x === undefined || y === undefined ? null : { x: Number(x), y: Number(y) }
}

function cellOf(text: string): string {
  const point = pointOf(text)
  if (!point) return ''
  return [point.x, point.y].map((part) => Math.floor(part / cellSide)).join(':')
}

const agreement: Agreement = {
  aggregation: 'text',
  keyOf: cellOf,
  voteOf: ({ given }) => {
    const key = cellOf(given)
    return key === '' ? null : { key, form: given, isYes: true }
  },
  isRight: ({ given }, label) => {
    const [at, known] = [pointOf(given), pointOf(label)]
    return !!at && !!known && Math.hypot(at.x - known.x, at.y - known.y) <= cellSide
  },
}

/** Points agree by where they are; the policy of texts says nothing of them. */
export function agreeOnPoint(): Agreement {
  return agreement
}
