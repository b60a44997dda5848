import { isActive, type Secret } from '../../model/secret.ts'
import { auditLine } from '../audit/audit-line.ts'
import type { Context } from '../context.ts'
import { instantOf } from '../instants.ts'
import type { Refused } from '../refused.ts'
import { makeSecret } from '../sites/make-site.ts'
import { checkRoom, sitesText } from './secret-rules.ts'

/** How long the replaced secrets stay valid, and when the new one expires; null for never. */
export type Lifetimes = { graceMs: number; expiresAtMs: number | null }

/** Which secrets a new one replaces, and what the new one is. */
export type Replacement = Lifetimes & {
  replaced: readonly Secret[]
  options: Pick<Secret, 'name' | 'organisation' | 'sitekeys'>
}

/** The result of a rotation: the new secret, which is shown only this once, and when the old ones end. */
export type Replaced = {
  text: string
  secret: Secret
  ends: readonly { id: string; endsAtMs: number }[]
}

/** Replaces secrets with a new one in one commit; the old ones stay valid for a grace period. */
export async function replaceSecrets(
  context: Context,
  { replaced, options, graceMs, expiresAtMs }: Replacement,
): Promise<Replaced | Refused> {
  const { secrets } = context.store
  const now = context.clock()
  const graceEndsAtMs = now + graceMs
  const ids = replaced.map(({ id }) => id)
  const endsNow = graceMs > 0 ? [] : ids
  const staying = (await secrets.list(options.organisation)).filter(
    (secret) => isActive(secret, now) && !endsNow.includes(secret.id),
  )
  const refusal = checkExpiry(replaced, expiresAtMs) ?? checkRoom(staying, options.sitekeys)
  if (refusal) return refusal
  const { text, secret } = makeSecret(context, { ...options, expiresAtMs })
  const { organisation } = options
  const detail = `replaces ${ids.join(', ') || 'none'} until ${instantOf(graceEndsAtMs)}; valid for ${sitesText(options.sitekeys)}`
  const of = { organisation, action: 'secret.rotate', subject: secret.id, detail }
  const end = { ids, atMs: graceEndsAtMs }
  await secrets.change(organisation, { add: secret, end, line: auditLine(context, of) })
  return { text, secret, ends: endsOf(replaced, graceEndsAtMs) }
}

function endsOf(replaced: readonly Secret[], graceEndsAtMs: number): Replaced['ends'] {
  return replaced.map(({ id, expiresAtMs }) => ({
    id,
    endsAtMs: Math.min(expiresAtMs ?? graceEndsAtMs, graceEndsAtMs),
  }))
}

// An owner whose secrets all expire must not get one that never does by leaving the lifetime out.
function checkExpiry(replaced: readonly Secret[], expiresAtMs: number | null): Refused | null {
  const last = replaced.map(({ expiresAtMs: end }) => end ?? Infinity).toSorted((a, b) => b - a)[0]
  return expiresAtMs === null && last !== undefined && Number.isFinite(last)
    ? { refused: 'secret_needs_end', untilMs: last }
    : null
}
