import { auditLine } from '../audit-line.ts'
import type { Command } from '../command.ts'
import { findLiving } from './find-secret.ts'
import { daysFlag, graceFlag, instantOf, readGrace } from './lifetimes.ts'
import { isRefused } from '../read-flags.ts'
import { rotate, rotatedText } from './rotate.ts'
import { withLock } from '../with-store.ts'

/** `incipit secret rotate ID`: a new secret, good for the same sites, in place of one. */
export const secretRotate: Command = {
  usage: 'secret rotate ID',
  summary: 'makes a new secret in place of one, which ends after a grace',
  flags: { ...graceFlag, ...daysFlag },
  words: [1, 1],
  run: (context, [id = ''], flags) =>
    withLock(context, async (store) => {
      const old = await findLiving(store, id, context.clock())
      if ('refused' in old) return old
      const { name, organisation, sitekeys } = old
      const options = { name, organisation, sitekeys }
      const rotated = await rotate(context, store, { replaced: [old], options, flags })
      if ('refused' in rotated) return rotated
      return { text: rotatedText(rotated), json: { ...rotated, sitekeys } }
    }),
}

/** `incipit secret end ID`: a secret stops to work, at once or after a grace. */
export const secretEnd: Command = {
  usage: 'secret end ID',
  summary: 'ends a secret',
  flags: {
    'grace-hours': { type: 'string', meaning: 'how long it works on [0: it ends at once]' },
  },
  words: [1, 1],
  run: async (context, [id = ''], flags) => {
    const now = context.clock()
    const graceEndsAtMs = readGrace(flags, { now, hours: 0 })
    if (isRefused(graceEndsAtMs)) return graceEndsAtMs
    return withLock(context, async (store) => {
      const secret = await findLiving(store, id, now)
      if ('refused' in secret) return secret
      const { organisation, name } = secret
      const atMs = Math.min(secret.expiresAtMs ?? graceEndsAtMs, graceEndsAtMs)
      const endsAt = instantOf(atMs)
      const detail = `${name}; ends ${endsAt}`
      const line = auditLine(context, { organisation, action: 'secret.end', subject: id, detail })
      await store.secrets.change({ end: { ids: [id], atMs }, line })
      return {
        text: atMs > now ? `The secret ${id} ends at ${endsAt}.` : `The secret ${id} has ended.`,
        json: { secret_id: id, ends_at: endsAt },
      }
    })
  },
}
