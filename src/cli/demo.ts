import { importFolder } from '../corpus/import.ts'
import { demoCredit, demoLicence } from '../demo/credit.ts'
import { makeDemoPages } from '../demo/pages.ts'
import { makeDemoTiles } from '../demo/tiles.ts'
import type { Folder } from '../model/folder.ts'
import type { ItemKind } from '../model/item.ts'
import type { Command, Context, DemoSites, Keep } from './command.ts'
import { makeSite } from './make-site.ts'

const seed = 1470

type Part = { corpus: string; sitekey: string; make: (seed: number) => Promise<Folder> }

/**
 * What the demonstration is made of, a corpus and a site for each kind of challenge. The sitekeys are the
 * same everywhere, so that two processes that begin at once make one demonstration.
 */
const parts: Readonly<Record<ItemKind, Part>> = {
  transcription: {
    corpus: 'demo-words',
    sitekey: '00000000-0000-4000-8000-000000000001',
    make: makeDemoPages,
  },
  classification: {
    corpus: 'demo-pictures',
    sitekey: '00000000-0000-4000-8000-000000000002',
    make: makeDemoTiles,
  },
}

/** `incipit demo` (`npm start`): the service with a demonstration, which is made on first run. */
export const demo: Command = {
  usage: 'demo',
  summary: 'runs the service with a demonstration',
  flags: {},
  words: [0, 0],
  run: async (context) => {
    const keep = context.openKeep()
    const sites = await prepareDemo(context, keep)
    const service = await context.startService(keep, sites)
    context.say(
      [
        `Incipit listens on ${service.url}`,
        `  a partner’s page     ${service.url}/demo`,
        `  choosing pictures    ${service.url}/demo?kind=classification`,
        `  payloads             ${service.url}/ocapi/releases.json`,
        `  ready                ${service.url}/health/ready`,
        'Ctrl-C stops it.',
      ].join('\n'),
    )
    await context.untilStopped()
    await service.stop()
    return { text: 'Incipit has stopped.', json: { url: service.url, stopped: true } }
  },
}

// A kill in mid-making does no harm: importing again adds what is missing, and the site comes last.
const prepareDemo = async (context: Context, keep: Keep): Promise<DemoSites> => ({
  transcription: await preparePart(context, keep, 'transcription'),
  classification: await preparePart(context, keep, 'classification'),
})

const preparePart = async (context: Context, keep: Keep, kind: ItemKind): Promise<string> => {
  const name = `Demonstration: ${kind}`
  const { corpus, sitekey, make } = parts[kind]
  if (await keep.records.findSite(sitekey)) return sitekey
  context.say(`Making the demonstration’s corpus “${corpus}”…`)
  const wish = {
    corpus,
    licence: demoLicence,
    credit: demoCredit,
    creditUrl: null,
    as: 'auto',
  } as const
  const lent = { ...keep, openPage: context.openPage, clock: context.clock }
  const report = await importFolder(
    { ...wish, folder: await make(seed), language: null, allowRestricted: false, dryRun: false },
    lent,
  )
  if ('refused' in report) throw new Error(report.refused)
  const { site } = makeSite(context, { name, sitekey, domains: [], corpora: [corpus] })
  await keep.records.addSite(site)
  return sitekey
}
