import { randomBytes } from 'node:crypto'
import { makeCast } from '../../../src/corpus/synthetic/make-cast.ts'
import { syntheticRights } from '../../../src/corpus/synthetic/rights.ts'
import { keepSpokenCorpus, storeCasts } from '../../../src/corpus/synthetic/store-casts.ts'
import { kinds } from '../../../src/kinds/kinds.ts'
import { listening } from '../../../src/kinds/listening/listening.ts'
import { openPoolSizes } from '../../../src/kinds/pool-sizes.ts'
import { openReplenish } from '../../../src/kinds/replenish.ts'
import { makeSite } from '../../../src/manage/sites/make-site.ts'
import { seededUnits } from '../../../src/model/chance.ts'
import type { Site } from '../../../src/model/site.ts'
import type { Store } from '../../../src/model/store.ts'
import { openVoices } from '../../../src/sound/voices.ts'
import { testSettings } from '../../setup/service.ts'

const voices = new URL('../../../voices/', import.meta.url)
const recordings = 48
const nowMs = Date.UTC(2026, 0, 1)
const clock = (): number => nowMs

/** The parts of a service that ask a small corpus again and again. */
export function settingsForVoices(store: Store) {
  const settings = { ...testSettings, exposureCaps: { known: 1_000, unknown: 1_000 } }
  const poolSizes = openPoolSizes({ queue: store.queue, clock })
  return {
    settings,
    replenish: openReplenish({ ...store, random: randomBytes, kinds, poolSizes, settings }),
  }
}

/** Makes a corpus of the voices that come with the program, and a site that asks it. */
export async function fillVoices(
  store: Store,
  {
    language = 'en',
    difficulty = 'easy',
  }: Partial<Pick<Site, 'difficulty'>> & { language?: string } = {},
): Promise<Site> {
  const speaker = await openVoices(voices, language)
  if ('refused' in speaker) throw new Error(speaker.refused)
  const words = speaker.words ?? []
  const name = `voices-${language}`
  const of = { name, organisation: 'main', language, kind: listening, words }
  const corpus = await keepSpokenCorpus(of, { ...store, clock })
  const unit = seededUnits(1)
  const made = Array.from({ length: recordings }, () => makeCast(speaker, words, unit))
  const casts = (await Promise.all(made)).filter((cast) => cast !== null)
  await storeCasts({ corpus, casts, rights: syntheticRights }, { ...store, clock })
  const site = makeSite({ clock, random: randomBytes }, { name, corpora: [name], difficulty })
  await store.sites.add(site)
  return site
}
