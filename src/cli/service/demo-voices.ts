import { replenishCorpus } from '../../challenge/can-ask.ts'
import { makeCast, type MadeCast } from '../../corpus/synthetic/make-cast.ts'
import { syntheticRights } from '../../corpus/synthetic/rights.ts'
import { keepSpokenCorpus, storeCasts } from '../../corpus/synthetic/store-casts.ts'
import { listening } from '../../kinds/listening/listening.ts'
import { seededUnits } from '../../model/chance.ts'
import { demoVoices, voicesCorpusOf } from '../../model/demonstration.ts'
import { defaultOrganisation } from '../../model/organisation.ts'
import type { CommandContext, OpenedStore } from '../command.ts'

const recordings = 48

/**
 * Makes the demonstration's corpora of voices, one for each language, of words that were spoken beforehand: so it needs
 * no speech engine. The same seed makes the same ones.
 */
export async function makeDemoVoices(
  context: CommandContext,
  store: OpenedStore,
  seed: number,
): Promise<void> {
  for (const language of demoVoices) await makeVoices(context, store, { language, seed })
}

async function makeVoices(
  { openVoices, clock, random, kinds }: CommandContext,
  store: OpenedStore,
  { language, seed }: { language: string; seed: number },
): Promise<void> {
  const speaker = await openVoices(language)
  if ('refused' in speaker) throw new Error(speaker.refused)
  const words = speaker.words ?? []
  const unit = seededUnits(seed)
  const casts: MadeCast[] = []
  while (casts.length < recordings) {
    const cast = await makeCast(speaker, words, unit)
    if (!cast) throw new Error(`the voices for “${language}” said no word`)
    casts.push(cast)
  }
  const organisation = defaultOrganisation.id
  const of = { name: voicesCorpusOf(language), organisation, language, kind: listening, words }
  const corpus = await keepSpokenCorpus(of, { ...store, clock })
  await storeCasts({ corpus, casts, rights: syntheticRights }, { ...store, clock })
  await replenishCorpus({ ...store, clock, random, kinds }, corpus)
}
