import { randomBytes } from 'node:crypto'
import { exportCorpus } from '../../../src/corpus/formats/write/export.ts'
import { exportFormats } from '../../../src/corpus/formats/write/formats.ts'
import { importFolder, type ImportReport } from '../../../src/corpus/import/folder.ts'
import { kinds } from '../../../src/kinds/kinds.ts'
import { openPoolSizes } from '../../../src/kinds/pool-sizes.ts'
import { openReplenish } from '../../../src/kinds/replenish.ts'
import { settleCorpus } from '../../../src/labels/settle-corpus.ts'
import { makeSite } from '../../../src/manage/sites/make-site.ts'
import type { Site } from '../../../src/model/site.ts'
import type { Store } from '../../../src/model/store.ts'
import { openPage } from '../../../src/picture/open.ts'
import { openSound } from '../../../src/sound/open.ts'
import { openOutFolder } from '../../../src/store/files/out-folder-disk.ts'
import { fakeFolder, goodOrder, type Files } from '../../setup/import.ts'
import { testSettings } from '../../setup/service.ts'
import { makeWav, type Stretch } from '../../setup/sound.ts'

/** The corpus of spoken words. */
export const spoken = 'spoken'
const parts = 24
const hushMs = 400
const nowMs = Date.UTC(2026, 0, 1)
const hourMs = 3_600_000
const places = ['mill', 'bridge', 'church', 'market', 'river', 'castle', 'harbour', 'meadow']
const deeds = ['stood near', 'went past', 'waited at']

/** What is said in a part; every second one is known. */
export function saidIn(part: number): string {
  return `They ${deeds[part % 3] ?? ''} the ${places[Math.floor(part / 3)] ?? ''}`
}

function timeOf(ms: number): string {
  return `00:${String(Math.floor(ms / 60_000)).padStart(2, '0')}:${((ms % 60_000) / 1_000).toFixed(3).padStart(6, '0')}`
}

/** A made recording, and a transcript that leaves every second part open. */
export function makeSpoken(): { wav: Buffer; vtt: string } {
  const stretches: Stretch[] = []
  const cues: string[] = []
  let atMs = 0
  for (let part = 0; part < parts; part += 1) {
    const buzzMs = 2_000 + (part % 5) * 100
    stretches.push({ hushMs }, { buzzMs })
    const [from, to] = [timeOf(atMs + hushMs / 2), timeOf(atMs + hushMs + buzzMs)]
    cues.push(`${part}\n${from} --> ${to}\n${part % 2 ? '[?]' : saidIn(part)}\n`)
    atMs += hushMs + buzzMs
  }
  return { wav: makeWav(stretches), vtt: `WEBVTT\n\n${cues.join('\n')}` }
}

/** The parts of a service that ask such a small corpus again and again. */
export function settingsForSpoken(store: Store) {
  const clock = (): number => nowMs
  const settings = { ...testSettings, exposureCaps: { known: 1_000, unknown: 1_000 } }
  const poolSizes = openPoolSizes({ queue: store.queue, clock })
  return {
    settings,
    replenish: openReplenish({ ...store, random: randomBytes, kinds, poolSizes, settings }),
  }
}

/** Imports recordings as the corpus. */
export async function importSpoken(
  store: Store,
  files: Files,
  language = 'en',
): Promise<ImportReport> {
  const order = { ...goodOrder, folder: fakeFolder(files), corpus: spoken, language }
  const clock = (): number => nowMs
  const report = await importFolder(order, { ...store, openPage, openSound, clock, kinds })
  if ('refused' in report) throw new Error(report.refused)
  return report
}

/** Imports the made recording, or others, and makes a site that asks it. */
export async function fillSpoken(store: Store, files?: Files, language?: string): Promise<Site> {
  const { wav, vtt } = makeSpoken()
  await importSpoken(store, files ?? { 'talk.wav': wav, 'talk.vtt': vtt }, language)
  const clock = (): number => nowMs
  const about = { name: 'Spoken', corpora: [spoken], difficulty: 'easy' } as const
  const site = makeSite({ clock, random: randomBytes }, about)
  await store.sites.add(site)
  return site
}

/** Settles the readings a day later, when nobody comes any more, and gives how many are accepted. */
export async function settleSpoken(store: Store): Promise<number> {
  const corpus = await store.corpora.findOf('main', spoken)
  if (!corpus) throw new Error('there is no corpus')
  const clock = (): number => nowMs + hourMs
  await settleCorpus(corpus, { ...store, clock, random: randomBytes, kinds })
  return (await store.readings.count('main', spoken)).accepted
}

/** Exports the accepted readings in a format, into a folder, two days later. */
export async function exportSpoken(store: Store, folder: string, name: string) {
  const corpus = await store.corpora.findOf('main', spoken)
  const format = exportFormats.find((one) => one.name === name)
  const out = await openOutFolder(folder, `${folder}-data`)
  if (!corpus || !format || 'refused' in out) throw new Error(`nothing is exported as ${name}`)
  const order = { corpus, format, which: 'gold', out, version: '0', baseUrl: null } as const
  const clock = (): number => nowMs + 48 * hourMs
  return exportCorpus(order, { ...store, clock, kinds })
}
