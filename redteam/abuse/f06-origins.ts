import type { Attack } from '../attack.ts'
import type { Site, Target } from '../lab.ts'
import { household } from '../networks.ts'

const plan = { known: 30, unknown: 30 }
const victim = 'victim.example'
const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
const sandboxed = {
  origin: 'null',
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'cors',
  'sec-fetch-dest': 'empty',
}

/** A page that is not the victim's claims to be. */
export const origins: Attack = {
  name: 'F6',
  title: 'name the victim as host, from a sandboxed frame or a hostile page',
  before:
    'a sandboxed frame (Origin: null) passed for any domain by host; on a site without domains host beat a known hostile Origin, and the token was verified with the victim’s hostname',
  right: 'null origins only where a site allows them; a known Origin always wins',
  run: async (lab) => {
    const target = await lab.open(plan)
    const guarded = await target.addSite('--domain', victim, '--mode', 'invisible')
    const open = await target.addSite('--mode', 'invisible')
    const [inFrame, fromEvil, named] = [
      await passAs(target, guarded, sandboxed),
      await passAs(target, guarded, evil),
      await passAs(target, open, evil),
    ]
    return [
      {
        what: 'a token for the victim’s site from a sandboxed frame',
        measured: inFrame === null ? 'none' : `verified with the hostname ${inFrame}`,
        holds: inFrame === null,
      },
      {
        what: 'a token for the victim’s site from a hostile page',
        measured: fromEvil === null ? 'none' : `verified with the hostname ${fromEvil}`,
        holds: fromEvil === null,
      },
      {
        what: 'a token of a site without domains from a hostile page that names the victim',
        measured: named === null ? 'none' : `verified with the hostname ${named}`,
        holds: named !== victim,
      },
    ]
  },
}

/** The hostname that the site's server is told; null if there is no token. */
async function passAs(
  { client }: Target,
  { sitekey, secret }: Site,
  headers: Readonly<Record<string, string>>,
): Promise<string | null> {
  const from = household(1)
  const body = { sitekey, host: victim }
  const asked = await client.send({ path: '/api/challenge', from, body, headers })
  const { pass } = asked.json() as { pass?: { token: string } }
  if (!pass) return null
  const form = new URLSearchParams({ secret, response: pass.token }).toString()
  const verified = await client.send({ path: '/siteverify', from: '192.0.2.9', body: form })
  return String((verified.json() as { hostname?: string }).hostname)
}
