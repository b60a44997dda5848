import { createHash } from 'node:crypto'
import type { Kind } from '../../kinds/kind.ts'
import { defaultTextPolicy, type Corpora, type Corpus } from '../../model/corpus.ts'
import type { Item } from '../../model/item.ts'
import type { Rights, Sources } from '../../model/source.ts'
import type { Clock, Pictures } from '../../model/stores.ts'
import { directionOf, scriptOf } from '../../text/script.ts'
import { sourceIdOf } from '../import/item.ts'
import type { MadeCast } from './make-cast.ts'

/** Every showing lasts as long; the store wants a place for each item. */
const placeMs = 5_250

/** What a new corpus of synthetic speech is. */
export type SpokenCorpus = {
  name: string
  organisation: string
  language: string
  kind: Kind
  words: readonly string[]
}

/** Makes a corpus for synthetic speech, or finds the one that there is. */
export async function keepSpokenCorpus(
  { name, organisation, language, kind, words }: SpokenCorpus,
  { corpora, clock }: { corpora: Pick<Corpora, 'add' | 'findOf'>; clock: Clock },
): Promise<Corpus> {
  const script = scriptOf(words)
  await corpora.add({
    name,
    organisation,
    kind: kind.name,
    supply: kind.supply,
    language,
    script,
    direction: directionOf(script),
    textPolicy: defaultTextPolicy,
    stopRules: kind.stopRules,
    // No archive's: nobody is to be thanked for.
    thanks: 'nothing',
    state: 'open',
    embargoUntilMs: null,
    createdAtMs: clock(),
  })
  const kept = await corpora.findOf(organisation, name)
  // Another organisation may have taken the name at the same moment.
  if (!kept) throw new Error(`The name “${name}” is taken by another corpus.`)
  return kept
}

/** Adds casts to a corpus, all or none; the same ones are added once. Says how many are new. */
export async function storeCasts(
  { corpus, casts, rights }: { corpus: Corpus; casts: readonly MadeCast[]; rights: Rights },
  context: {
    sources: Pick<Sources, 'add'>
    pictures: Pick<Pictures, 'putAll'>
    clock: Clock
  },
): Promise<number> {
  if (casts.length === 0) return 0
  const digest = createHash('sha256')
  for (const { kept } of casts) digest.update(kept)
  const sha256 = digest.digest('hex')
  const sourceId = sourceIdOf(corpus.name, sha256)
  const mediaIds = await context.pictures.putAll(casts.map(({ kept }) => kept))
  const items = casts.map(({ label }, place): Item => {
    const region = { is: 'span', fromMs: place * placeMs, toMs: (place + 1) * placeMs } as const
    return {
      id: sourceIdOf(sourceId, String(place)),
      corpus: corpus.name,
      sourceId,
      kind: corpus.kind,
      status: 'known',
      stage: 'open',
      level: 'line',
      region,
      regionName: `${place}`,
      label,
      confidence: null,
      mediaId: mediaIds[place] ?? null,
      lineId: null,
      place: null,
      readingOrder: null,
      machineScore: null,
    }
  })
  const source = {
    id: sourceId,
    corpus: corpus.name,
    origin: `synthetic speech ${sha256.slice(0, 12)}`,
    imageSha256: sha256,
    format: 'cast',
    extent: { durationMs: casts.length * placeMs },
    ...rights,
    iiif: null,
    importedAtMs: context.clock(),
  }
  return (await context.sources.add(corpus.organisation, source, items)).added
}
