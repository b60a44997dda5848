import type { DemoCheck, DemoReading } from '../contracts/contract.ts'

const timeoutMs = 5_000
/** Enough of a token to recognise it. */
const shownLength = 12

/** What a site sends with a token, and what the contract's codes mean; every other code is a refusal. */
export type Siteverified = {
  address: string
  fields: Readonly<Record<string, string>>
  readings: Readonly<Partial<Record<string, DemoReading>>>
}

/** Takes a token to a service's siteverify as a partner's server does. */
export async function askSiteverify(
  origin: string,
  { address, fields, readings }: Siteverified,
  token: string,
): Promise<DemoCheck> {
  if (token === '') return { reading: 'missing', exchange: null }
  const shown = { ...fields, secret: 'ES_…', response: `${token.slice(0, shownLength)}…` }
  const pairs = Object.entries(shown).map(([name, value]) => `${name}=${value}`)
  const question = `POST ${address}\n${pairs.join('&')}`
  try {
    const reply = await fetch(new URL(address, origin), {
      method: 'POST',
      body: new URLSearchParams({ ...fields, response: token }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const { status } = reply
    const body: unknown = await reply.json()
    const exchange = { question, status, reply: JSON.stringify(body, null, 2) }
    return { reading: status === 200 ? readingOf(body, readings) : 'unreachable', exchange }
  } catch {
    return { reading: 'unreachable', exchange: { question, status: null, reply: '' } }
  }
}

// A faulty secret is the site's own mistake, not the visitor's.
const ofSecret = new Set(['missing-input-secret', 'invalid-input-secret'])

function readingOf(body: unknown, readings: Siteverified['readings']): DemoReading {
  const { success, 'error-codes': codes } = body as Record<string, unknown>
  if (success === true) return 'accepted'
  if (success !== false || !Array.isArray(codes)) return 'unreachable'
  if (codes.some((code) => ofSecret.has(String(code)))) return 'unreachable'
  const [code] = codes as string[]
  if (code === 'missing-input-response') return 'missing'
  return readings[code ?? ''] ?? 'refused'
}
