import { cpus } from 'node:os'
import { keepResult, quantile, startServices, type Call, type Services } from './services.ts'

/**
 * Tokens redeemed per second, and the 99th percentile of the time at five hundred calls a second, compared in one
 * run with a bare node:http server that reads the same form and does nothing. Each redemption uses a fresh token
 * and is stored on disk before the reply.
 */

const concurrency = 32
const rounds = 5
const tokensPerRound = 6_000
const pacedPerSecond = 500
const pacedSecondsPerRound = 4

type Send = (call: Call) => Promise<void>

/** Sends calls, a fixed number at a time, and gives the calls per second. */
async function measureRate(send: Send, calls: readonly Call[]): Promise<number> {
  const rest = calls.values()
  const begin = performance.now()
  const work = async (): Promise<void> => {
    for (const call of rest) await send(call)
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return (calls.length * 1000) / (performance.now() - begin)
}

/** Sends each call at its time, without waiting for replies, and gives the milliseconds from that time on. */
async function measurePaced(send: Send, calls: readonly Call[]): Promise<number[]> {
  const begin = performance.now()
  const sendAt = async (call: Call, atMs: number): Promise<number> => {
    const waitMs = begin + atMs - performance.now()
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
    // A timer may fire a little early; the time of a late call counts from when it was due.
    const fromMs = Math.min(performance.now(), begin + atMs)
    await send(call)
    return performance.now() - fromMs
  }
  return Promise.all(calls.map((call, n) => sendAt(call, (n * 1000) / pacedPerSecond)))
}

/** Redemptions, each of a fresh token of a visitor whom the site lets pass without a challenge. */
async function makeCalls({ origin, send }: Services, site: Site, count: number): Promise<Call[]> {
  const { sitekey, secret } = site
  const asking: Call = { method: 'POST', path: '/api/challenge', body: JSON.stringify({ sitekey }) }
  const calls: Call[] = []
  const work = async (): Promise<void> => {
    while (calls.length < count) {
      const { pass } = JSON.parse((await send(origin, asking)).body) as { pass: { token: string } }
      const body = new URLSearchParams({ secret, response: pass.token, sitekey }).toString()
      const type = 'application/x-www-form-urlencoded'
      calls.push({ method: 'POST', path: '/siteverify', body, type })
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return calls.slice(0, count)
}

type Site = { sitekey: string; secret: string }

async function bench() {
  const services = await startServices(['--token-ttl-seconds', '3600'], '{"success":true}')
  const site = services.command('site', 'add', 'bench', '--mode', 'invisible') as Site
  const sendTo =
    (origin: string): Send =>
    async (call) => {
      const { body } = await services.send(origin, call)
      if (!body.includes('"success":true')) throw new Error(body)
    }
  const [bare, siteverify] = [sendTo(services.bareOrigin), sendTo(services.origin)]
  const rates = { bare: [] as number[], siteverify: [] as number[] }
  const times = { bare: [] as number[], siteverify: [] as number[] }
  for (let n = 0; n < rounds; n += 1) {
    const calls = await makeCalls(services, site, tokensPerRound)
    rates.bare.push(await measureRate(bare, calls))
    rates.siteverify.push(await measureRate(siteverify, calls))
    const paced = await makeCalls(services, site, pacedPerSecond * pacedSecondsPerRound)
    times.bare.push(...(await measurePaced(bare, paced)))
    times.siteverify.push(...(await measurePaced(siteverify, paced)))
  }
  services.stop()
  return { rates, times }
}

function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits))
}
const { rates, times } = await bench()
const rate = { bare: quantile(rates.bare, 0.5), siteverify: quantile(rates.siteverify, 0.5) }
const p50 = { bare: quantile(times.bare, 0.5), siteverify: quantile(times.siteverify, 0.5) }
const p99 = { bare: quantile(times.bare, 0.99), siteverify: quantile(times.siteverify, 0.99) }
keepResult({
  bench: 'siteverify',
  node: process.version,
  processors: cpus().length,
  concurrency,
  rounds,
  tokens_a_round: tokensPerRound,
  per_second: { bare: Math.round(rate.bare), siteverify: Math.round(rate.siteverify) },
  ratio_per_second: round(rate.siteverify / rate.bare, 3),
  paced_per_second: pacedPerSecond,
  p50_ms: { bare: round(p50.bare), siteverify: round(p50.siteverify) },
  p99_ms: { bare: round(p99.bare), siteverify: round(p99.siteverify) },
  ratio_p99: round(p99.siteverify / p99.bare, 1),
})
