import { replenishCorpus, canAsk } from '../../challenge/can-ask.ts'
import { canonicalLanguage } from '../../corpus/import/refuse.ts'
import { makeCast, wordsMin, type MadeCast } from '../../corpus/synthetic/make-cast.ts'
import { syntheticRights } from '../../corpus/synthetic/rights.ts'
import { keepSpokenCorpus, storeCasts } from '../../corpus/synthetic/store-casts.ts'
import { languagesWithWords, wordsToSpeak } from '../../corpus/synthetic/word-lists.ts'
import { listening } from '../../kinds/listening/listening.ts'
import { drawUnit } from '../../model/chance.ts'
import type { Corpus } from '../../model/corpus.ts'
import { isDemoCorpus } from '../../model/demonstration.ts'
import type { Speaker } from '../../model/speaker.ts'
import type { Context } from '../context.ts'
import { keepOrganisation } from '../organisations/add.ts'
import type { Refused } from '../refused.ts'
import { chooseOwner } from './choose-owner.ts'
import { findCorpus } from './find.ts'
import { wordsKnownTo } from './words-known.ts'

/** How many recordings a corpus may have, and how many are kept at a time: what was kept stays after a kill. */
export const speakLimits = { recordings: 2_000, atOnce: 20, minutes: 30 } as const
/** After so many that could not be made there is no use in going on. */
const failedMax = 20

/** What is to be spoken, and how many recordings the corpus is to have in all. */
export type SpeakOrder = {
  corpus: string
  language: string
  recordings: number
  /** A corpus whose known words are spoken along with those of our own list; null for none. */
  wordsOfCorpus: string | null
  organisationName: string | null
}

/** What was made: how many recordings are new, how many there are, and whether they are enough for a challenge. */
export type Spoken = { added: number; recordings: number; words: number; canAsk: boolean }

/**
 * Lets the engines of this machine speak words for a corpus, until it has as many recordings as were ordered. If it was
 * stopped, or took half an hour, the next call goes on.
 */
export async function speakCorpus(context: Context, order: SpeakOrder): Promise<Spoken | Refused> {
  const prepared = await prepare(context, order)
  if ('refused' in prepared) return prepared
  const { speaker, words, corpus } = prepared
  const { store, clock, random, kinds } = context
  const before = (await store.corpora.count(corpus.organisation, corpus.name)).known
  const added = await speakSome(context, { ...prepared, missing: order.recordings - before })
  if (added === null)
    return { refused: 'no_engine', sentence: `The voices for “${order.language}” said no word.` }
  const asking = { ...store, clock, random, kinds }
  await replenishCorpus(asking, corpus)
  return {
    added,
    recordings: before + added,
    words: (speaker.words ?? words).length,
    canAsk: await canAsk(asking, corpus),
  }
}

type Prepared = { speaker: Speaker; words: readonly string[]; corpus: Corpus }

async function prepare(context: Context, order: SpeakOrder): Promise<Prepared | Refused> {
  const { corpus: name, language: given, wordsOfCorpus, organisationName } = order
  if (isDemoCorpus(name)) return { refused: 'demo_name', corpus: name }
  const language = canonicalLanguage(given)
  if (language === null) return { refused: 'no_speech_language', given }
  const owner = await chooseOwner(context, { corpus: name, organisationName })
  if ('refused' in owner) return owner
  const found = await context.store.corpora.findOf(owner.id, name)
  if (found?.state === 'taken down') return { refused: 'imports_taken_down', corpus: name }
  if (found && found.kind !== listening.name) return { refused: 'no_speech_corpus', corpus: name }
  const words = await chooseWords(context, { language, wordsOfCorpus })
  if ('refused' in words) return words
  const speaker = await context.openSpeaker(language)
  if ('refused' in speaker) return { refused: 'no_engine', sentence: speaker.refused }
  const refused = await keepOrganisation(context, owner)
  if (refused) return refused
  const made = { name, organisation: owner.id, language, kind: listening, words }
  const corpus = await keepSpokenCorpus(made, { ...context.store, clock: context.clock })
  return { speaker, words, corpus }
}

async function chooseWords(
  context: Context,
  { language, wordsOfCorpus }: { language: string; wordsOfCorpus: string | null },
): Promise<string[] | Refused> {
  const words = new Set(wordsToSpeak(language))
  if (wordsOfCorpus !== null) {
    const corpus = await findCorpus(context, wordsOfCorpus)
    if ('refused' in corpus) return corpus
    for (const word of await wordsKnownTo(context, corpus)) words.add(word)
  }
  return words.size >= wordsMin
    ? [...words]
    : { refused: 'few_words', language, least: wordsMin, lists: languagesWithWords }
}

// Null if nothing could be said.
async function speakSome(
  context: Context,
  { speaker, words, corpus, missing }: Prepared & { missing: number },
): Promise<number | null> {
  const { store, clock, random, stop, onProgress } = context
  const untilMs = clock() + speakLimits.minutes * 60_000
  const unit = (): number => drawUnit(random)
  let [added, failed] = [0, 0]
  let casts: MadeCast[] = []
  const keep = async (): Promise<void> => {
    added += await storeCasts({ corpus, casts, rights: syntheticRights }, { ...store, clock })
    casts = []
    onProgress({ step: 'speak', done: added, total: missing, name: corpus.name })
  }
  while (added + casts.length < missing && !stop.aborted && clock() < untilMs) {
    const cast = await makeCast(speaker, words, unit)
    if (cast) casts.push(cast)
    else failed += 1
    if (failed >= failedMax) break
    if (casts.length >= speakLimits.atOnce) await keep()
  }
  await keep()
  return added === 0 && failed > 0 ? null : added
}
