import { replenishCorpus } from '../challenge/can-ask.ts'
import { makeCast, type MadeCast } from '../corpus/synthetic/make-cast.ts'
import { syntheticRights } from '../corpus/synthetic/rights.ts'
import { keepSpokenCorpus, storeCasts } from '../corpus/synthetic/store-casts.ts'
import { listening } from '../kinds/listening/listening.ts'
import { seededUnits } from '../model/chance.ts'
import { demoSeed, demoVoices, voicesCorpusOf } from '../model/demonstration.ts'
import { defaultOrganisation } from '../model/organisation.ts'
import type { JobContext } from './context.ts'
import type { JobKind, JobRun } from './kind.ts'
import { JobStopped } from './turn.ts'

const recordings = 48

/**
 * Makes a corpus of the demonstration's voices, of words that were spoken beforehand: so it needs no speech engine. The
 * same seed makes the same recordings, and they are added in one step, so it does not matter how often it begins.
 */
export const voicesJob: JobKind = {
  lane: 'long',
  plan: null,
  run: async (run, context) => {
    const language = demoVoices.find((one) => voicesCorpusOf(one) === run.corpus)
    if (!language) return { refused: 'Only the demonstration has a corpus of these voices.' }
    const added = await makeVoices(language, run, context)
    return { done: `${added} recordings made` }
  },
}

async function makeVoices(
  language: string,
  { isStopped }: JobRun,
  context: JobContext,
): Promise<number> {
  const speaker = await context.openVoices(language)
  if ('refused' in speaker) throw new Error(speaker.refused)
  const words = speaker.words ?? []
  const unit = seededUnits(demoSeed)
  const casts: MadeCast[] = []
  while (casts.length < recordings) {
    if (isStopped()) throw new JobStopped()
    const cast = await makeCast(speaker, words, unit)
    if (!cast) throw new Error(`the voices for “${language}” said no word`)
    casts.push(cast)
  }
  const organisation = defaultOrganisation.id
  const of = { name: voicesCorpusOf(language), organisation, language, kind: listening, words }
  const corpus = await keepSpokenCorpus(of, context)
  const added = await storeCasts({ corpus, casts, rights: syntheticRights }, context)
  await replenishCorpus(context, corpus)
  return added
}
