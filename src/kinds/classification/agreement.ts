import type { Agreement } from '../kind.ts'

const agreement: Agreement = {
  aggregation: 'class',
  keyOf: (name) => name,
  voteOf: ({ given, keyword }) =>
    keyword === null ? null : { key: keyword, form: keyword, isYes: given === 'yes' },
  isRight: ({ given, keyword }, label) =>
    keyword !== null && (given === 'yes') === (label === keyword),
}

/**
 * Classes are the same if they have the same name. An answer says yes or no to the one that was asked for.
 */
export function agreeOnClass(): Agreement {
  return agreement
}
