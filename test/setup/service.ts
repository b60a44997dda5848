import type { FastifyInstance } from 'fastify'
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import sharp from 'sharp'
import type { Challenge } from '../../src/model/challenge.ts'
import { openReservations } from '../../src/kinds/reservations.ts'
import { openShownCounts } from '../../src/kinds/shown-counts.ts'
import { openPoolSizes } from '../../src/kinds/pool-sizes.ts'
import { kindNamed } from '../../src/kinds/kind.ts'
import { kinds } from '../../src/kinds/kinds.ts'
import { replenishCorpus } from '../../src/challenge/can-ask.ts'
import { openReplenishRequests } from '../../src/jobs/request-replenish.ts'
import { makeSite } from '../../src/manage/sites/make-site.ts'
import { openConcurrency } from '../../src/defence/concurrency.ts'
import { openActiveSecrets } from '../../src/defence/active-secret.ts'
import { openHolders } from '../../src/defence/holder.ts'
import { openPolicy } from '../../src/defence/policy.ts'
import { openPuzzles } from '../../src/defence/puzzles.ts'
import { openWayTally } from '../../src/challenge/way-tally.ts'
import { openBeginnings, openFairQueue } from '../../src/defence/fair-queue.ts'
import { openSigner } from '../../src/defence/signer.ts'
import { buildApp, openContracts, type AppContext } from '../../src/http/app.ts'
import { openBuild, type Build } from '../../src/http/published-files.ts'
import { openKindScripts } from '../../src/http/kind-scripts.ts'
import { openWords } from '../../src/http/words.ts'
import { informationGainFor } from '../../src/labels/information-gain.ts'
import { defaultTextPolicy } from '../../src/model/corpus.ts'
import type { Item } from '../../src/model/item.ts'
import type { Limits } from '../../src/model/limit.ts'
import type { ChallengeSettings } from '../../src/model/settings.ts'
import type { Site } from '../../src/model/site.ts'
import { asJpeg, drawVariant } from '../../src/picture/variant.ts'
import type { Store } from '../../src/model/store.ts'
import { openStore } from '../../src/store/sqlite/open-store.ts'
import type { OcapiReleases } from '../../src/wire/ocapi.ts'
import type { ScriptList, ScriptReleases } from '../../src/wire/script.ts'
import { readLanguages } from './built.ts'
import { demoOf } from './demo.ts'
import { makeDataDir } from './data-dir.ts'

/** The kinds of challenge for which a service fixture has a corpus and a site. */
export type FixtureKind = 'transcription' | 'classification'

/** A service in a temporary folder with a small corpus of each kind, a site for each, and a clock to move. */
export type ServiceFixture = {
  app: FastifyInstance
  store: Store
  sites: Record<FixtureKind, Site>
  log: string[]
  moveClock: (byMs: number) => void
  close: () => Promise<void>
}

/** The limits of a test service whose test is not about limits. */
export const noLimits: Limits = { take: async () => null, countAnswer: async () => undefined }

const wideQueue = { atOnceMax: 8, waitingMaxEach: 1_000, waitingMax: 1_000 }

/** The settings of a test service. */
export const testSettings: ChallengeSettings = {
  challengeTtlMs: 600_000,
  verdictTtlMs: 300_000,
  tokenTtlMs: 120_000,
  takesTestKeys: true,
  work: { puzzles: 4, floorSeconds: 1 },
  exposureCaps: { known: 10, unknown: 10 },
  reusesRetired: true,
  reportRules: {
    reportersMax: { unreadable: 3, inappropriate: 2 },
    perDayMax: 20,
    sharePercentMax: 10,
  },
}

/** The parts of a test service's context that a test replaces; they may depend on the store. */
type Change = Partial<AppContext> | ((store: Store) => Partial<AppContext>)

/** Opens a test service; `change` replaces parts of its context, `open` opens its store. */
export async function openService(change: Change = {}, open = openStore): Promise<ServiceFixture> {
  const dataDir = makeDataDir()
  let now = Date.UTC(2026, 0, 1)
  const clock = (): number => now
  const random = randomBytes
  const store = open({ dataDir, clock, random })
  const sites = await fillStore(store, { clock, random })
  const log: string[] = []
  const poolSizes = openPoolSizes({ queue: store.queue, clock })
  const app = await buildApp({
    ...store,
    clock,
    random,
    kinds,
    settings: testSettings,
    poolSizes,
    informationGainFor,
    reservations: openReservations(),
    shownCounts: openShownCounts({ demand: store.demand, clock }),
    answering: new Set(),
    servable: new Map(),
    wayTally: openWayTally({ wayCounts: store.wayCounts, clock }),
    solvePuzzle: openPuzzles(),
    replenish: openReplenishRequests({ jobs: store.jobs, clock }),
    drawVariant,
    asJpeg,
    beginnings: openBeginnings(wideQueue),
    requestQueue: openFairQueue(wideQueue),
    drawingQueue: openFairQueue(wideQueue),
    findHolder: openHolders({ salts: store.salts, keys: store.keys, clock, random, findAsn: null }),
    policy: openPolicy(store.counters),
    limits: noLimits,
    concurrency: openConcurrency(0),
    findActiveSecret: openActiveSecrets({ secrets: store.secrets, clock }),
    signer: openSigner({ keys: store.keys, random }),
    words: await openWords(smallBuild),
    kindScripts: await openKindScripts(smallBuild),
    contracts: await openContracts(smallBuild),
    hasHomePage: true,
    hasFallbackPage: true,
    demo: demoOf(sites.transcription.sitekey, sites.classification.sitekey),
    isOpen: () => true,
    check: () => store.check(),
    log: { level: 'trace', write: (line) => log.push(line) },
    ...(typeof change === 'function' ? change(store) : change),
  })
  const close = async (): Promise<void> => {
    await app.close()
    await store.close()
    rmSync(dataDir, { recursive: true })
  }
  return { app, store, sites, log, moveClock: (byMs) => (now += byMs), close }
}

/** The challenge as the service stores it, for tests that must know the right answer. */
export async function lookInside(store: Store, challengeId: string): Promise<Challenge> {
  const body = await store.tickets.peek('challenge', challengeId)
  if (body === null) throw new Error(`there is no challenge ${challengeId}`)
  return JSON.parse(body) as Challenge
}

/** The body of a right or wrong answer to a challenge. */
export function answerTo(challenge: Challenge, isRight: boolean): object {
  if (challenge.kind === 'classification') {
    const wanted = challenge.items.filter(
      ({ role, label }) => role === 'known' && (label === challenge.keyword) === isRight,
    )
    return { selected: wanted.map(({ imageId }) => imageId) }
  }
  const texts = challenge.items.map(({ imageId, role, label }) => [
    imageId,
    role === 'unknown' ? 'perdrix' : isRight ? (label ?? '') : 'quite wrong',
  ])
  return { answers: Object.fromEntries(texts) as Record<string, string> }
}

/**
 * Stores a small corpus of each kind and a site for each in an empty store. The sites ask the same however many
 * requests a test sends.
 */
export async function fillStore(
  store: Store,
  fixture: Pick<AppContext, 'clock' | 'random'>,
): Promise<ServiceFixture['sites']> {
  const mediaId = await store.pictures.put(await grey(300, 80))
  await addCorpus(store, 'transcription', mediaId, (n) => ({
    label: n % 2 ? `notaire ${n}` : null,
    status: n % 2 ? 'known' : 'unknown',
  }))
  await addCorpus(store, 'classification', mediaId, (n) => ({
    label: n % 5 ? (['pears', 'plums'][n % 2] ?? null) : null,
    status: n % 5 ? 'known' : 'unknown',
  }))
  // The worker of a service does the same.
  const pairs = await store.corpora.find('transcription')
  if (pairs) await replenishCorpus({ ...store, ...fixture, kinds }, pairs)
  const add = async (kind: FixtureKind): Promise<Site> => {
    const site = makeSite(fixture, { name: `Site of ${kind}`, corpora: [kind], difficulty: 'easy' })
    await store.sites.add(site)
    return site
  }
  return { transcription: await add('transcription'), classification: await add('classification') }
}

async function addCorpus(
  store: Store,
  kind: FixtureKind,
  mediaId: string,
  facts: (n: number) => Pick<Item, 'label' | 'status'>,
): Promise<void> {
  const { supply, stopRules } = kindNamed(kinds, kind)
  await store.corpora.add({
    name: kind,
    organisation: 'main',
    kind,
    supply,
    language: 'fr',
    script: 'Latn',
    direction: 'ltr',
    textPolicy: defaultTextPolicy,
    stopRules,
    thanks: 'nothing',
    state: 'open',
    embargoUntilMs: null,
    createdAtMs: 0,
  })
  const source = { id: `source ${kind}`, corpus: kind, origin: 'page.jpg', imageSha256: kind }
  const rights = {
    licence: 'CC-BY-4.0',
    credit: 'An archive',
    creditUrl: 'https://archive.example/',
    iiif: null,
  }
  const size = { format: 'jpeg', extent: { widthPixels: 300, heightPixels: 80 } }
  const items = Array.from({ length: 40 }, (_, n): Item => ({
    id: `${kind} ${n}`,
    corpus: kind,
    sourceId: source.id,
    kind,
    stage: 'open',
    level: 'word',
    region: { is: 'box', box: { x: 0, y: n, width: 300, height: 80 } },
    regionName: `r${n}`,
    confidence: null,
    mediaId,
    lineId: null,
    place: null,
    readingOrder: null,
    machineScore: null,
    ...facts(n),
  }))
  await store.sources.add('main', { ...source, ...size, ...rights, importedAtMs: 0 }, items)
}

function grey(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#d8d0c0' } })
    .png()
    .toBuffer()
}

/** The contracts and words, with the built files. */
export async function openBuilt(): Promise<
  Pick<AppContext, 'contracts' | 'words' | 'kindScripts'>
> {
  const build = openBuild(new URL('../../dist/', import.meta.url))
  return {
    contracts: await openContracts(build),
    words: await openWords(build),
    kindScripts: await openKindScripts(build),
  }
}

/** The release of Ocapi's payload for a new site. */
export async function findStablePayload({
  app,
}: ServiceFixture): Promise<OcapiReleases['releases'][number]> {
  const { releases } = (await app.inject('/ocapi/releases.json')).json<OcapiReleases>()
  const stable = releases.find(({ status }) => status === 'stable')
  if (!stable) throw new Error('there is no stable release of the payload')
  return stable
}

const script = '"a payload"'
const scriptFacts = { integrity: 'sha384-x', sizeBytes: script.length }

/** The smallest possible build, for tests that run no scripts. */
export const smallBuild: Build = {
  read: async (path) =>
    path.startsWith('words/') ? readWords(path) : Buffer.from(smallFiles[path] ?? script),
  kept: null,
}

// Many tests look for English sentences.
async function readWords(path: string): Promise<Buffer> {
  const languages = await readLanguages()
  const found = languages.find(
    ({ language: { version, file } }) => path === `words/${version}/${file}`,
  )
  return found?.bytes ?? Buffer.from(JSON.stringify(languages.map(({ language }) => language)))
}

const payload = { version: '0.4.2', path: '/ocapi/0.4.2/ocapi-0.4.2.js', ...scriptFacts }

const smallFiles: Readonly<Record<string, string>> = {
  'kinds/list.json': '[]',
  'ocapi/releases.json': JSON.stringify({
    releases: [{ ...payload, base: '/v2', status: 'stable' }],
    more: { version: '2', path: '/ocapi/2/more.js', ...scriptFacts },
  } satisfies OcapiReleases),
  '1/releases.json': JSON.stringify({
    api: { version: '0', path: '/1/0/api.js', ...scriptFacts },
    frame: { version: '1', path: '/1/1/challenge.html', sizeBytes: script.length },
  } satisfies ScriptReleases),
  'recaptcha/releases.json': scriptList('/recaptcha'),
  'turnstile/v0/releases.json': scriptList('/turnstile/v0'),
}

function scriptList(base: string): string {
  const api = { version: '0', path: `${base}/0/api.js`, ...scriptFacts }
  return JSON.stringify({ api } satisfies ScriptList)
}
