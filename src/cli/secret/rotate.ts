import { isLiving, type Secret } from '../../model/secret.ts'
import { auditLine } from '../audit-line.ts'
import type { Context, Flags, Store, Refusal } from '../command.ts'
import { instantOf, readExpiry, readGrace } from './lifetimes.ts'
import { makeSecret } from '../site/make-site.ts'
import { isRefused } from '../read-flags.ts'
import { checkRoom } from './secret-rules.ts'

/** Which secrets a new one replaces, and what the new one is. */
export type Rotation = {
  replaced: readonly Secret[]
  options: Pick<Secret, 'name' | 'organisation' | 'sitekeys'>
}

/** What a rotation did: the new secret, to be shown this once, and when the old ones end. */
export type Rotated = { secret: string; secret_id: string; ends: { id: string; ends_at: string }[] }

/** Makes a secret in place of others, which work on for the grace that the flags say, in one commit. */
export async function rotate(
  context: Context,
  store: Store,
  { replaced, options, flags }: Rotation & { flags: Flags },
): Promise<Rotated | Refusal> {
  const now = context.clock()
  const graceEndsAtMs = readGrace(flags, { now })
  if (isRefused(graceEndsAtMs)) return graceEndsAtMs
  const expiresAtMs = readExpiry(flags, now)
  if (isRefused(expiresAtMs)) return expiresAtMs
  const ids = replaced.map(({ id }) => id)
  const endsNow = graceEndsAtMs > now ? [] : ids
  const staying = (await store.secrets.list(options.organisation)).filter(
    (secret) => isLiving(secret, now) && !endsNow.includes(secret.id),
  )
  const refusal = checkExpiry(replaced, expiresAtMs) ?? checkRoom(staying, options.sitekeys)
  if (refusal) return refusal
  const { text, secret } = makeSecret(context, { ...options, expiresAtMs })
  const { organisation } = options
  const detail = `replaces ${ids.join(', ') || 'none'} until ${instantOf(graceEndsAtMs)}; good for ${sitesText(options.sitekeys)}`
  const line = auditLine(context, {
    organisation,
    action: 'secret.rotate',
    subject: secret.id,
    detail,
  })
  await store.secrets.change({ add: secret, end: { ids, atMs: graceEndsAtMs }, line })
  return { secret: text, secret_id: secret.id, ends: endsOf(replaced, graceEndsAtMs) }
}

function endsOf(replaced: readonly Secret[], graceEndsAtMs: number): Rotated['ends'] {
  return replaced.map(({ id, expiresAtMs }) => ({
    id,
    ends_at: instantOf(Math.min(expiresAtMs ?? graceEndsAtMs, graceEndsAtMs)),
  }))
}

/** A rotation as people read it. */
export function rotatedText({ secret, secret_id: id, ends }: Rotated): string {
  return [
    'The new secret is shown only now.',
    `  secret (siteverify)  ${secret}`,
    `  id of the secret     ${id}`,
    ...ends.map((old) => `  ${old.id} works until ${old.ends_at}`),
  ].join('\n')
}

/** The sites of a secret as people read them. */
export function sitesText(sitekeys: readonly string[]): string {
  return sitekeys.join(', ') || 'all sites of the organisation'
}

// Who gave every secret an end must not get one without by forgetting a flag.
function checkExpiry(replaced: readonly Secret[], expiresAtMs: number | null): Refusal | null {
  const last = replaced.map(({ expiresAtMs: end }) => end ?? Infinity).toSorted((a, b) => b - a)[0]
  return expiresAtMs === null && last !== undefined && Number.isFinite(last)
    ? {
        refused: `What is replaced works until ${instantOf(last)}; say with --days how long the new secret is to work.`,
      }
    : null
}
