import { randomBytes } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { findPackageJSON } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { CommandContext, DemoSites, RunningService } from './cli/command.ts'
import { plain } from './cli/print.ts'
import { runCommand, type Terminal } from './cli/run.ts'
import { openReservations } from './kinds/reservations.ts'
import { openPoolSizes } from './kinds/pool-sizes.ts'
import { kinds } from './kinds/kinds.ts'
import { openReplenish, type Replenish } from './kinds/replenish.ts'
import type { Config } from './config.ts'
import { findDataFolder, findDemoFolder, type Machine } from './data-folder.ts'
import { openLivingSecrets } from './defence/living-secret.ts'
import { openNetworkHashes } from './defence/network-hash.ts'
import { openPolicy } from './defence/policy.ts'
import { openSigner } from './defence/signer.ts'
import { buildApp, openContracts, type AppContext } from './http/app.ts'
import { openBuild } from './http/published-files.ts'
import { openProxies } from './http/proxies.ts'
import { refreshAll } from './labels/refresh-corpus.ts'
import { settleAll } from './labels/settle-corpus.ts'
import { informationGainFor } from './labels/information-gain.ts'
import { isShown } from './model/corpus.ts'
import type { ChallengeSettings } from './model/settings.ts'
import type { Clock, Random } from './model/stores.ts'
import { provideWeb } from './network/provide-web.ts'
import { openPage } from './picture/open.ts'
import { openTesseract } from './picture/tesseract.ts'
import { startStocking } from './picture/stock.ts'
import { asJpeg, drawVariant } from './picture/variant.ts'
import { openFolderWithArchives } from './store/files/folder-archived.ts'
import type { Store } from './model/store.ts'
import { openStore } from './store/sqlite/open-store.ts'
import { openOutFolder } from './store/files/out-folder-disk.ts'
import { openScriptsOnDisk } from './store/files/scripts-disk.ts'

const sweepEveryMs = 60_000
const stopWithinMs = 10_000
const dayMs = 86_400_000

/** Runs one command line of the program and gives its exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const clock = Date.now
  const random = randomBytes
  const terminal: Terminal = {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    environment: process.env,
    version: readVersion(),
    findFolder: (of) => (of === 'data' ? findDataFolder : findDemoFolder)(thisMachine()),
    provide: (config, isJson) => provide({ config, isJson, clock, random }),
  }
  return runCommand(terminal, argv)
}

function thisMachine(): Machine {
  return {
    environment: process.env,
    home: homedir(),
    current: process.cwd(),
    exists: existsSync,
    canWrite: (path) => {
      try {
        accessSync(path, constants.W_OK)
        return true
      } catch {
        return false
      }
    },
  }
}

/** What a service is started with; the clock and chance are arguments so that tests own them. */
type ServiceOptions = {
  config: Config
  store: Store
  demo: DemoSites | null
  clock: Clock
  random: Random
  writeLog: (line: string) => void
}

/** Starts the service on an open store. `stop` lets running requests end, then closes the store. */
async function startService(options: ServiceOptions): Promise<RunningService> {
  const { config, store, demo, clock, random } = options
  let isOpen = true
  const settings = challengeSettingsOf(config)
  const poolSizes = openPoolSizes({ queue: store.queue, clock })
  const replenish = openReplenish({ ...store, random, kinds, poolSizes, settings })
  const context: AppContext = {
    ...store,
    clock,
    random,
    kinds,
    settings,
    poolSizes,
    replenish,
    informationGainFor,
    reservations: openReservations(),
    drawVariant,
    asJpeg,
    networkHashOf: openNetworkHashes({ salts: store.salts, clock, random }),
    policy: openPolicy(store.counters),
    findLivingSecret: openLivingSecrets({ secrets: store.secrets, clock }),
    signer: openSigner({ keys: store.keys, random }),
    contracts: await openContracts(
      openBuild(findDist(), openScriptsOnDisk(join(config.dataDir, 'scripts'))),
    ),
    isTrustedProxy: openProxies(config.trustedProxies),
    demo,
    isOpen: () => isOpen,
    check: async () => {
      await Promise.all([store.check(), store.pictures.check()])
    },
    log: { level: config.logLevel, write: options.writeLog },
  }
  const app = await buildApp(context)
  const url = await app.listen({ port: config.port, host: config.host })
  // A sweep that takes longer than a minute is not overtaken by the next.
  let isSweeping = false
  const sweeping = setInterval(() => {
    if (isSweeping) return
    isSweeping = true
    sweep(store, clock, replenish)
      .then(() => refreshAll({ ...store, clock }))
      .then((refreshed) => refreshed.forEach((pool) => app.log.info(pool, 'pool refreshed')))
      .then(() => store.variants.sweep(clock() - settings.challengeTtlMs))
      .catch((cause: unknown) => app.log.error({ cause: String(cause) }, 'sweep failed'))
      .finally(() => (isSweeping = false))
  }, sweepEveryMs)
  sweeping.unref()
  const stocking = startStocking({
    ...store,
    drawVariant,
    servingOf: (kind) => kinds.get(kind)?.serving ?? null,
    random,
    variantsMax: config.variantsMax,
    isBusy: watchRequests(app.server),
    tellFault: (cause) => app.log.error({ cause: String(cause) }, 'stocking failed'),
  })
  const stop = async (): Promise<void> => {
    isOpen = false
    clearInterval(sweeping)
    await stocking.stop()
    const late = setTimeout(() => app.server.closeAllConnections(), stopWithinMs)
    await app.close()
    clearTimeout(late)
    await store.close()
  }
  return { url, stop }
}

/** Says from now on whether a request is being answered. */
function watchRequests(server: Server): () => boolean {
  let running = 0
  server.on('request', (_, reply) => {
    running += 1
    reply.once('close', () => (running -= 1))
  })
  return () => running > 0
}

async function sweep(store: Store, clock: Clock, replenish: Replenish): Promise<void> {
  const { tickets, counters, corpora, salts } = store
  await tickets.sweep()
  await counters.sweep()
  await salts.forget(Math.floor(clock() / dayMs))
  for (const corpus of await corpora.list()) if (isShown(corpus, clock())) await replenish(corpus)
  await settleAll({ ...store, clock, random: randomBytes })
}

function challengeSettingsOf(config: Config): ChallengeSettings {
  return {
    challengeTtlMs: config.challengeTtlSeconds * 1000,
    readRule: {
      ttlMs: config.verdictTtlSeconds * 1000,
      rereadMs: config.rereadSeconds * 1000,
      readsMax: config.readsMax,
    },
    tokenTtlMs: config.tokenTtlSeconds * 1000,
    takesTestKeys: config.testKeys,
    exposureCaps: { known: config.shownKnownMax, unknown: config.shownUnknownMax },
    reusesRetired: config.reuseRetired,
    reportRules: {
      reportersMax: {
        unreadable: config.unreadableReportsMax,
        inappropriate: config.inappropriateReportsMax,
      },
      perDayMax: config.networkReportsMax,
    },
  }
}

function provide(of: {
  config: Config
  isJson: boolean
  clock: Clock
  random: Random
}): CommandContext {
  const { config, isJson, clock, random } = of
  const isTerminal = process.stderr.isTTY && !isJson
  return {
    config,
    version: readVersion(),
    kinds,
    clock,
    random,
    openStore: () => openStore({ dataDir: config.dataDir, clock, random }),
    openFolder: (path) => openFolderWithArchives(path, join(config.dataDir, 'spool')),
    openPage,
    openReader: openTesseract,
    openWeb: provideWeb({
      folder: join(config.dataDir, 'downloads'),
      version: readVersion(),
      delayMs: config.fetchDelayMs,
      clock,
    }),
    openOut: (path) => openOutFolder(path, config.dataDir),
    startService: (store, demo) =>
      startService({
        config,
        store: store,
        demo,
        clock,
        random,
        writeLog: (line) => process.stderr.write(line),
      }),
    untilStopped,
    showProgress: isTerminal ? (line) => process.stderr.write(`\r\u001b[K${plain(line)}`) : null,
    say: (line) => (isJson ? process.stderr : process.stdout).write(`${line}\n`),
  }
}

// The first signal asks for an orderly end; a second one does not wait.
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve()
        process.once(signal, () => process.exit(1))
      })
    }
  })
}

function readVersion(): string {
  const text = readFileSync(findManifest(), 'utf8')
  return String((JSON.parse(text) as { version: unknown }).version)
}

function findDist(): URL {
  return new URL('dist/', pathToFileURL(findManifest()))
}

// The source and what is built of it lie at different depths in the package.
function findManifest(): string {
  const found = findPackageJSON(import.meta.url)
  if (found === undefined) throw new Error('the program lies in no package')
  return found
}
