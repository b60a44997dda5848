import { createHash, createHmac } from 'node:crypto'
import { resolve } from 'node:path'
import { replenishCorpus } from '../../challenge/can-ask.ts'
import { importFolder } from '../../corpus/import/folder.ts'
import { demoCredit, demoLicence } from '../../demo/credit.ts'
import { makeDemoPages } from '../../demo/pages.ts'
import { makeDemoTiles } from '../../demo/tiles.ts'
import {
  demoParts,
  demoSeed,
  demoVoices,
  isDemoCorpus,
  isDemoSite,
  voicesCorpusOf,
} from '../../model/demonstration.ts'
import { classification } from '../../kinds/classification/classification.ts'
import type { Kind } from '../../kinds/kind.ts'
import { listening } from '../../kinds/listening/listening.ts'
import { transcription } from '../../kinds/transcription/transcription.ts'
import type { Folder } from '../../model/folder.ts'
import type { Site } from '../../model/site.ts'
import { defaultOrganisation } from '../../model/organisation.ts'
import { listAmong } from '../../manage/organisations/acting.ts'
import { operator } from '../call-use-case.ts'
import { auditLine } from '../../manage/audit/audit-line.ts'
import type { Command, CommandContext, DemoSite, DemoSites, OpenedStore } from '../command.ts'
import { requestDemoVoices } from './demo-voices.ts'
import { nameDemoClasses } from './name-demo-classes.ts'
import { makeSite } from '../../manage/sites/make-site.ts'
import { differencesOf } from '../../manage/sites/site-facts.ts'

const secretPurpose = 'siteverify secret of the demonstration'
const secretIdLength = 12
/** As long as the secret of any site: three published clients refuse another length. */
const secretHexDigits = 32
/** So that the first start is quick. */
const looksMax = 1_000

type Part = {
  kind: Kind
  sitekey: string
  corpora: readonly string[]
  /** Makes what is asked at once; null if the worker makes it. */
  make: ((context: CommandContext, store: OpenedStore) => Promise<void>) | null
}

const voicesFollow = 'What is asked by ear is being made, and follows within a minute or two.'

/** What every part offers by ear. */
const heard = demoVoices.map(voicesCorpusOf)

/** The parts of the demonstration: a site and its corpora for each kind of challenge. */
const words: Part = {
  kind: transcription,
  sitekey: demoParts.words.sitekey,
  corpora: [demoParts.words.corpus, ...heard],
  make: importing(demoParts.words.corpus, makeDemoPages),
}
const pictures: Part = {
  kind: classification,
  sitekey: demoParts.pictures.sitekey,
  corpora: [demoParts.pictures.corpus, ...heard],
  make: importing(demoParts.pictures.corpus, makeDemoTiles),
}
const voices: Part = {
  kind: listening,
  sitekey: demoParts.voices.sitekey,
  corpora: heard,
  make: null,
}

/** `incipit demo` (`npm start`): runs the service with a demonstration, which is made on the first run. */
export const demo: Command = {
  usage: 'demo',
  summary: 'runs the service with a demonstration',
  flags: {},
  isService: true,
  folder: 'demonstration',
  words: [0, 0],
  run: async (context) => {
    const store = context.openStore()
    if (await isInUse(store)) {
      await store.close()
      return {
        refused: `The data folder ${resolve(context.config.dataDir)} has sites or corpora that are not the demonstration’s. Name an empty folder, or leave --data and INCIPIT_DATA out: the demonstration then uses a folder of its own.`,
      }
    }
    const sites = await prepareDemo(context, store)
    const lacksVoices = await requestDemoVoices(context, store)
    const service = await context.startService(store, sites)
    context.print(
      [
        `Incipit listens on ${service.url}`,
        `  a partner’s page     ${service.url}/demo`,
        `  choosing pictures    ${service.url}/demo?kind=classification`,
        `  listening            ${service.url}/demo?contract=hcaptcha&kind=listening`,
        `  hCaptcha’s contract  ${service.url}/demo?contract=hcaptcha`,
        `  payloads             ${service.url}/ocapi/releases.json`,
        `  ready                ${service.url}/health/ready`,
        `  data folder          ${resolve(context.config.dataDir)}`,
        ...(lacksVoices ? [voicesFollow] : []),
        'Ctrl-C stops it.',
      ].join('\n'),
    )
    await context.untilStopped()
    await service.stop()
    return { text: 'Incipit has stopped.', json: { url: service.url, stopped: true } }
  },
}

// An earlier version put the demonstration beside other sites; it is still shown there.
async function isInUse(store: OpenedStore): Promise<boolean> {
  const context = { actor: operator, store }
  const sites = await listAmong(context, (organisation) => store.sites.list(organisation))
  if (sites.some(({ sitekey }) => isDemoSite(sitekey))) return false
  const corpora = await store.corpora.listAll()
  return sites.length > 0 || corpora.some(({ name }) => !isDemoCorpus(name))
}

// A kill in the middle does no harm: importing again adds what is missing, and the site is made after its
// corpus, its secret last.
async function prepareDemo(context: CommandContext, store: OpenedStore): Promise<DemoSites> {
  const sites = [
    await prepareSite(context, store, words),
    await prepareSite(context, store, pictures),
    await prepareSite(context, store, voices),
  ] as const
  await nameDemoClasses({ ...context, actor: operator, store }, await context.readLanguageList())
  return sites
}

async function prepareSite(
  context: CommandContext,
  store: OpenedStore,
  part: Part,
): Promise<DemoSite> {
  const { sitekey } = part
  if (!(await store.sites.find(sitekey))) await makePart(context, store, part)
  // If another process was first, use the site that it has stored.
  const site = await store.sites.find(sitekey)
  if (!site) throw new Error('the site of the demonstration was not kept')
  await addWhatIsHeard(context, store, { site, part })
  const secret = await keepSecret(context, store, site)
  return { kind: part.kind.name, sitekey, secret }
}

async function makePart(context: CommandContext, store: OpenedStore, part: Part): Promise<void> {
  const { corpora, sitekey, make } = part
  if (make) {
    context.print(`Making the demonstration’s challenges of the kind “${part.kind.name}”…`)
    await make(context, store)
  }
  const name = `Demonstration: ${part.kind.name}`
  const site = makeSite(context, { name, sitekey, corpora: [...corpora] })
  const { organisation } = site
  const of = { organisation, action: 'site.add', subject: sitekey, detail: name }
  await store.sites.add(site, { line: auditLine({ ...context, actor: operator }, of) })
}

// Folders from before there were voices have sites with the corpus of their own kind alone.
async function addWhatIsHeard(
  context: CommandContext,
  store: OpenedStore,
  { site, part: { corpora } }: { site: Site; part: Part },
): Promise<void> {
  if (site.corpora.length !== 1 || site.corpora[0] !== corpora[0] || corpora.length === 1) return
  const { organisation, sitekey } = site
  const organisationName = organisation
  const changed = { ...site, corpora }
  const [detail = ''] = differencesOf(
    { ...site, organisationName },
    { ...changed, organisationName },
  )
  const of = { organisation, action: 'site.set', subject: sitekey, detail }
  const line = auditLine({ ...context, actor: operator }, of)
  await store.sites.change(organisation, changed, line)
}

function importing(corpus: string, make: (seed: number) => Promise<Folder>): Part['make'] {
  return async (context, store) => {
    const options = {
      corpus,
      organisation: defaultOrganisation.id,
      licence: demoLicence,
      credit: demoCredit,
      creditUrl: null,
      as: 'auto',
      language: null,
      allowRestricted: false,
      dryRun: false,
    } as const
    const { openPage, openSound, clock, kinds } = context
    const report = await importFolder(
      { ...options, folder: await make(demoSeed) },
      { ...store, openPage, openSound, clock, kinds },
    )
    if ('refused' in report) throw new Error(report.refused)
    // The first visitor is not to wait for the worker.
    const made = await store.corpora.findOf(defaultOrganisation.id, corpus)
    const lookingTools = { ...store, ...context, looksMax }
    if (made) await replenishCorpus({ ...store, ...context, lookingTools }, made)
  }
}

// Every process needs the secret at every start, but only its hash is stored. So it is derived from the
// stored site. Folders from before there were secrets get theirs here.
async function keepSecret(
  context: CommandContext,
  store: OpenedStore,
  site: Site,
): Promise<string> {
  const mac = createHmac('sha256', site.privateId).update(secretPurpose).digest('hex')
  const text = `ES_${mac.slice(0, secretHexDigits)}`
  const sha256 = createHash('sha256').update(text).digest('hex')
  if (await store.secrets.find(sha256)) return text
  const { name, organisation, sitekey } = site
  const id = `sec_${sha256.slice(0, secretIdLength)}`
  const of = { id, name, organisation, sitekeys: [sitekey], sha256 }
  const detail = `${name}; good for ${sitekey}; ends never`
  const change = { organisation, action: 'secret.add', subject: id, detail }
  const line = auditLine({ ...context, actor: operator }, change)
  try {
    const add = { ...of, createdAtMs: context.clock(), expiresAtMs: null }
    await store.secrets.change(organisation, { add, line })
  } catch (cause) {
    // Another process that started at the same moment may have added it first.
    if (!(await store.secrets.find(sha256))) throw cause
  }
  return text
}
