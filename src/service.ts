import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { DemoSites, OpenedStore, RunningService } from './cli/command.ts'
import { openWayTally, type WayTally } from './challenge/way-tally.ts'
import { openShownCounts, type ShownCounts } from './kinds/shown-counts.ts'
import type { Config } from './config.ts'
import { openActiveSecrets } from './defence/active-secret.ts'
import { openConcurrency } from './defence/concurrency.ts'
import { openBeginnings, openFairQueue } from './defence/fair-queue.ts'
import { openHolders } from './defence/holder.ts'
import { openLimits } from './defence/limits.ts'
import type { Warn } from './defence/shortages.ts'
import { openPolicy } from './defence/policy.ts'
import { openPuzzles } from './defence/puzzles.ts'
import { openSigner } from './defence/signer.ts'
import { buildApp, openContracts, type AppContext } from './http/app.ts'
import { openProxies } from './http/proxies.ts'
import { openBuild } from './http/published-files.ts'
import { openKindScripts } from './http/kind-scripts.ts'
import { openWords } from './http/words.ts'
import { openReplenishRequests } from './jobs/request-replenish.ts'
import { superviseWorker } from './jobs/supervise.ts'
import { startWorker } from './jobs/worker-process.ts'
import { kinds } from './kinds/kinds.ts'
import { openPoolSizes } from './kinds/pool-sizes.ts'
import { openReservations } from './kinds/reservations.ts'
import { informationGainFor } from './labels/information-gain.ts'
import type { FindAsn } from './model/holder.ts'
import { openAsnDatabase } from './network/asn-database.ts'
import { openDrawing, type Drawing } from './picture/drawing.ts'
import { findDist, type Provided } from './provide.ts'
import { challengeSettingsOf, environmentOf } from './read-config.ts'
import { openScriptsOnDisk } from './store/files/scripts-disk.ts'

const stopWithinMs = 10_000
/**
 * What begins in one turn of the event loop takes some ten milliseconds, and shares one commit, which costs more than
 * all else that a request does. To wait costs less than to be refused and ask again, so a network may have as many
 * waiting as the limits let it have under way.
 */
const beginnings = { atOnceMax: 32, waitingMaxEach: 2_048, waitingMax: 8_192 }
/** Few at once, so that all are soon done; a network may have as many waiting as an office has people. */
const requestQueue = { atOnceMax: 32, waitingMaxEach: 400, waitingMax: 4_000 }
/** More than are drawn at once, so that the processes that draw never wait for the event loop. */
const drawingQueue = { atOnceMax: 16, waitingMaxEach: 400, waitingMax: 4_000 }
/** A process that draws uses about two cores: its own thread prepares pictures, others encode them. */
const processesMax = Math.min(4, Math.ceil(availableParallelism() / 2))
const workerModule = new URL('./worker.ts', import.meta.url)

/** What the service is made of: what every process is given, and the open store it takes over. */
export type ServiceOptions = Provided & {
  config: Config
  store: OpenedStore
  demo: DemoSites | null
}

/**
 * Starts the service on an open store, and the worker beside it. `stop` lets running requests end and breaks
 * running jobs off, then closes the store.
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { config, store, clock } = options
  let isOpen = true
  const shownCounts = openShownCounts({ demand: store.demand, clock })
  const wayTally = openWayTally({ wayCounts: store.wayCounts, clock })
  const drawing = openDrawing({ start: (module) => startWorker(module, {}), processesMax })
  const warn: Warn = (facts, text) => {
    app.log.warn(facts, text)
  }
  const app: Awaited<ReturnType<typeof buildApp>> = await buildApp(
    await appContextOf({ ...options, drawing, shownCounts, wayTally, warn }, () => isOpen),
  )
  const url = await app.listen({ port: config.port, host: config.host })
  const worker = superviseWorker({
    start: () => startWorker(workerModule, environmentOf(config)),
    clock,
    pause: (ms, signal) => delay(ms, undefined, { signal, ref: false }).catch(() => undefined),
    log: ({ level, text, ...facts }) => app.log[level](facts, text),
  })
  const stop = async (): Promise<void> => {
    isOpen = false
    const late = setTimeout(() => app.server.closeAllConnections(), stopWithinMs)
    await Promise.all([worker.stop(), app.close()])
    clearTimeout(late)
    drawing.close()
    await shownCounts.store()
    await wayTally.store()
    await store.close()
  }
  return { url, stop }
}

async function appContextOf(
  options: ServiceOptions & {
    drawing: Drawing
    shownCounts: ShownCounts
    wayTally: WayTally
    warn: Warn
  },
  isOpen: () => boolean,
): Promise<AppContext> {
  const { config, store, demo, clock, random, drawing, shownCounts, wayTally, warn } = options
  const { salts, keys, pictures, counters, secrets } = store
  const settings = challengeSettingsOf(config)
  const poolSizes = openPoolSizes({ queue: store.queue, clock })
  const build = openBuild(findDist(), openScriptsOnDisk(join(config.dataDir, 'scripts')))
  return {
    ...store,
    clock,
    random,
    settings,
    kinds,
    poolSizes,
    replenish: openReplenishRequests({ jobs: store.jobs, clock }),
    informationGainFor,
    reservations: openReservations(),
    servable: new Map(),
    wayTally,
    solvePuzzle: openPuzzles(),
    shownCounts,
    answering: new Set(),
    drawVariant: drawing.drawVariant,
    asJpeg: drawing.asJpeg,
    beginnings: openBeginnings(beginnings),
    requestQueue: openFairQueue(requestQueue),
    drawingQueue: openFairQueue(drawingQueue),
    findHolder: openHolders({ salts, keys, clock, random, findAsn: findAsnOf(config) }),
    policy: openPolicy(counters),
    limits: openLimits({
      allowances: store.allowances,
      clock,
      percent: config.limitsPercent,
      neitherPercent: config.neitherPercent,
      warn,
    }),
    concurrency: openConcurrency(config.limitsPercent),
    findActiveSecret: openActiveSecrets({ secrets, clock }),
    signer: openSigner({ keys, random }),
    words: await openWords(build),
    kindScripts: await openKindScripts(build),
    contracts: await openContracts(build),
    isTrustedProxy: openProxies(config.trustedProxies),
    hasHomePage: config.homePage,
    hasFallbackPage: config.fallbackPage,
    demo,
    isOpen,
    check: async () => {
      await Promise.all([store.check(), pictures.check()])
    },
    log: { level: config.logLevel, write: (line) => process.stderr.write(line) },
  }
}

// The operator wants the providers counted, so a service that cannot count them does not start.
function findAsnOf({ asnDatabase }: Config): FindAsn | null {
  if (asnDatabase === '') return null
  const opened = openAsnDatabase(asnDatabase)
  if (typeof opened === 'function') return opened
  throw new Error(`The database of providers (--asn-database) cannot be used: ${opened.fault}.`)
}
