import { cpus } from 'node:os'
import { processorMicroseconds } from './peers/processor-time.ts'
import {
  operationsOf,
  operationsOfPeers,
  type Ask,
  type Operation,
} from './peers/operation-calls.ts'
import { startPeer, type Peer } from './peers/start-peer.ts'
import { keepResult, quantile, startServices, type Call } from './services.ts'

/**
 * Processor time of each operation, beside a bare node:http server and published libraries in one run: from
 * outside, on one connection for each of 32 callers, the rounds of all operations interleaved. What is counted
 * is the time of the whole server process, with all its threads; the worker beside the service, which draws, is
 * another process. `npm run bench -- peers 2 500` names rounds and calls a round.
 */

const concurrency = 32
const [rounds = 5, callsPerRound = 3_000] = process.argv.slice(2).map(Number)
const peerNames = ['bare', 'cap-memory', 'cap-file', 'altcha']
// Cap reads and writes its whole file at each call, so more would not end.
const callsPerRoundOf = (peer: string): number =>
  peer === 'cap-file' ? Math.min(300, callsPerRound) : callsPerRound

type Round = { microseconds: number; perSecond: number; timesMs: number[] }
type Target = { origin: string; pid: number }

const services = await startServices(
  ['--shown-known-max', '1000000', '--challenge-ttl-seconds', '3600'],
  '{}',
)
const peers = new Map<string, Peer>()
for (const name of peerNames) peers.set(name, await startPeer(name))

function targetOf(peer: string): Target {
  if (peer === 'incipit') return { origin: services.origin, pid: services.pid }
  const found = peers.get(peer)
  if (!found) throw new Error(`The peer ${peer} was not started.`)
  return found
}

function askAt(peer: string): Ask {
  return async (call) => {
    const { status, body } = await services.send(targetOf(peer).origin, call)
    if (status !== 200) throw new Error(`${peer} ${call.path}: ${status} ${body}`)
    return JSON.parse(body)
  }
}

async function measure({ peer, isGood }: Operation, calls: readonly Call[]): Promise<Round> {
  const { origin, pid } = targetOf(peer)
  const rest = calls.values()
  const timesMs: number[] = []
  const work = async (): Promise<void> => {
    for (const call of rest) {
      const fromMs = performance.now()
      const { status, body } = await services.send(origin, call)
      timesMs.push(performance.now() - fromMs)
      if (status !== 200 || !isGood(body)) throw new Error(`${call.path}: ${status} ${body}`)
    }
  }
  const before = { ms: performance.now(), microseconds: processorMicroseconds(pid) }
  await Promise.all(Array.from({ length: concurrency }, work))
  const seconds = (performance.now() - before.ms) / 1000
  return {
    microseconds: (processorMicroseconds(pid) - before.microseconds) / calls.length,
    perSecond: calls.length / seconds,
    timesMs,
  }
}

process.on('exit', () => {
  services.stop()
  for (const peer of peers.values()) peer.stop()
})

const operations = [...operationsOfPeers(askAt), ...operationsOf(services, askAt('incipit'))]
const measured = operations.map(() => [] as Round[])
const unmeasuredRounds = 1
for (let round = -unmeasuredRounds; round < rounds; round += 1)
  for (const [n, operation] of operations.entries()) {
    const calls = await operation.makeCalls(callsPerRoundOf(operation.peer))
    const one = await measure(operation, calls)
    console.error(`${operation.peer}, ${operation.name}: ${Math.round(one.microseconds)} µs`)
    if (round >= 0) measured[n]?.push(one)
  }
const median = (of: readonly Round[], figure: (round: Round) => number): number =>
  quantile(of.map(figure), 0.5)
const bare = measured[0] ?? []
keepResult({
  bench: 'peers',
  node: process.version,
  processors: cpus().length,
  concurrency,
  rounds,
  calls_a_round: callsPerRound,
  operations: operations.map(({ peer, name }, n) => {
    const rows = measured[n] ?? []
    const ratios = rows.map(({ microseconds }, r) => microseconds / (bare[r]?.microseconds ?? 1))
    const times = rows.flatMap(({ timesMs }) => timesMs)
    return {
      peer,
      operation: name,
      processor_microseconds: Math.round(median(rows, ({ microseconds }) => microseconds)),
      times_bare_post: Number(quantile(ratios, 0.5).toFixed(1)),
      per_second: Math.round(median(rows, ({ perSecond }) => perSecond)),
      p50_ms: Number(quantile(times, 0.5).toFixed(1)),
      p99_ms: Number(quantile(times, 0.99).toFixed(1)),
    }
  }),
})
process.exit()
