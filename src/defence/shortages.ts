import type { Clock } from '../model/stores.ts'

const quietMs = 60_000

/** Writes a line of the log. */
export type Warn = (facts: Readonly<Record<string, string | number>>, text: string) => void

/** Tells the operator that an allowance of many is used up. */
export type Shortages = {
  /** Counts a request that an allowance with this name refused. */
  count(name: string): void
}

// One address that is refused is no news.
const wideLevels: ReadonlySet<string> = new Set([
  'site',
  'instance',
  '/24',
  '/16',
  '/48',
  '/40',
  'ipv6 /32',
  'asn',
])

/** Opens the warnings of one process: one a minute at most for each action and level, with how many were refused. */
export function openShortages({ clock, warn }: { clock: Clock; warn: Warn }): Shortages {
  const refused = new Map<string, { count: number; quietUntilMs: number }>()
  return {
    count: (name) => {
      const { action, level, of } = readName(name)
      if (!wideLevels.has(level)) return
      const kind = `${action} ${level}`
      const { count, quietUntilMs } = refused.get(kind) ?? { count: 0, quietUntilMs: 0 }
      const now = clock()
      if (now < quietUntilMs) {
        refused.set(kind, { count: count + 1, quietUntilMs })
        return
      }
      refused.set(kind, { count: 0, quietUntilMs: now + quietMs })
      warn({ limit: action, level, of, refused: count + 1 }, textOf(level))
    },
  }
}

// `issue /24 <hash>`, `issue ipv6 /32 <hash>`, `issue site <sitekey>`, `issue instance`
function readName(name: string): { action: string; level: string; of: string } {
  const [action = '', level = '', ...rest] = name.replace(' ipv6 /', ' ipv6_/').split(' ')
  return { action, level: level.replace('_', ' '), of: rest.join(' ') }
}

function textOf(level: string): string {
  if (level === 'site' || level === 'instance')
    return 'all challenges of the limit are used up for those who use most; if they are visitors, raise --limits-percent; if not, block their networks in front of Incipit (docs/operator/limits.md)'
  return 'the limit of a wide network is used up for those in it who use most; if they are visitors, raise --limits-percent; if not, block the network in front of Incipit (docs/operator/limits.md)'
}
