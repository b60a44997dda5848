import Database from 'better-sqlite3'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { growStore } from './growth-store.ts'
import { operationsOf, type Ask, type Operation } from './peers/operation-calls.ts'
import { threadMicroseconds } from './peers/processor-time.ts'
import { keepResult, quantile, startServices, type Call, type Services } from './services.ts'

/**
 * What each operation costs with a large store, beside a small one: two demonstrations in one run, one of which is
 * grown by copies of its items and by answers, the rounds of both interleaved. What is counted is the processor time
 * of the service's process. `npm run bench -- growth 1000000 10000000 5 1000` names items, labels, rounds and calls a
 * round.
 */

const concurrency = 32
const [items = 1_000_000, labels = 10_000_000, rounds = 5, callsPerRound = 1_000] = process.argv
  .slice(2)
  .map(Number)

const settings = ['--shown-known-max', '1000000', '--challenge-ttl-seconds', '3600']

/** A copy of the store of a demonstration, as it is once all of its commits are in the file. */
async function copyDemonstration(copies: readonly string[]): Promise<void> {
  const services = await startServices(settings, '{}')
  const db = new Database(join(services.dataDir, 'incipit.sqlite'), { timeout: 10_000 })
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  for (const copy of copies) cpSync(services.dataDir, copy, { recursive: true })
  services.stop()
}

function askAt({ origin, send }: Services): Ask {
  return async (call) => {
    const { status, body } = await send(origin, call)
    if (status !== 200) throw new Error(`${call.path}: ${status} ${body}`)
    return JSON.parse(body)
  }
}

async function measure(
  { origin, pid, send }: Services,
  { isGood }: Operation,
  calls: readonly Call[],
): Promise<number> {
  const rest = calls.values()
  const work = async (): Promise<void> => {
    for (const call of rest) {
      const { status, body } = await send(origin, call)
      if (status !== 200 || !isGood(body)) throw new Error(`${call.path}: ${status} ${body}`)
    }
  }
  const before = threadMicroseconds(pid)
  await Promise.all(Array.from({ length: concurrency }, work))
  return (threadMicroseconds(pid) - before) / calls.length
}

const root = mkdtempSync(join(tmpdir(), 'incipit-bench-growth-'))
const folders = [join(root, 'small'), join(root, 'large')] as const
await copyDemonstration(folders)
const grown = growStore(folders[1], { items, labels })
console.error(JSON.stringify(grown))
const small = await startServices(settings, '{}', folders[0])
const large = await startServices(settings, '{}', folders[1])
process.on('exit', () => {
  small.stop()
  large.stop()
  rmSync(root, { recursive: true, force: true })
})
const sides = [small, large].map((services) => ({
  services,
  operations: operationsOf(services, askAt(services)),
}))
const names = sides[0]?.operations.map(({ name }) => name) ?? []
const measured = names.map(() => sides.map((): number[] => []))
const unmeasuredRounds = 1
for (let round = -unmeasuredRounds; round < rounds; round += 1)
  for (const [n, name] of names.entries())
    for (const [side, { services, operations }] of sides.entries()) {
      const operation = operations[n]
      if (!operation) continue
      const calls = await operation.makeCalls(callsPerRound)
      const microseconds = await measure(services, operation, calls)
      console.error(`${side === 0 ? 'small' : 'large'}, ${name}: ${Math.round(microseconds)} µs`)
      if (round >= 0) measured[n]?.[side]?.push(microseconds)
    }
keepResult({
  bench: 'growth',
  node: process.version,
  processors: cpus().length,
  concurrency,
  rounds,
  calls_a_round: callsPerRound,
  ...grown,
  operations: names.map((operation, n) => {
    const [ofSmall = [], ofLarge = []] = measured[n] ?? []
    const ratios = ofLarge.map((microseconds, round) => microseconds / (ofSmall[round] ?? 1))
    return {
      operation,
      small_microseconds: Math.round(quantile(ofSmall, 0.5)),
      large_microseconds: Math.round(quantile(ofLarge, 0.5)),
      large_times_small: Number(quantile(ratios, 0.5).toFixed(2)),
    }
  }),
})
process.exit()
