import { instantOf } from '../../manage/instants.ts'
import type { Replaced } from '../../manage/secrets/replace.ts'

/** A rotation in the form that programs read. */
export function replacedFacts({ text, secret, ends }: Replaced) {
  return {
    secret: text,
    secret_id: secret.id,
    ends: ends.map(({ id, endsAtMs }) => ({ id, ends_at: instantOf(endsAtMs) })),
  }
}

/** A rotation in the form that people read. */
export function replacedText({ text, secret, ends }: Replaced): string {
  return [
    'The new secret is shown only this once.',
    `  secret (siteverify)  ${text}`,
    `  id of the secret     ${secret.id}`,
    ...ends.map(({ id, endsAtMs }) => `  ${id} is valid until ${instantOf(endsAtMs)}`),
  ].join('\n')
}
