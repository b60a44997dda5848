import { defaultTextPolicy, type Corpus } from '../../model/corpus.ts'
import { kindFor, type FileContent } from '../../kinds/kind.ts'
import type { ImportOrder, ImportContext } from './session.ts'
import { canonicalLanguage } from './refuse.ts'
import { directionOf, scriptOf } from '../../text/script.ts'

/** Creates the corpus of an order, with the kind and script of what goes into it; a dry run stores nothing. */
export async function makeCorpus(
  { content, texts }: { content: FileContent; texts: readonly string[] },
  order: Omit<ImportOrder, 'folder'>,
  { corpora, clock, kinds }: Pick<ImportContext, 'corpora' | 'clock' | 'kinds'>,
): Promise<Corpus> {
  const script = scriptOf(texts)
  const kind = kindFor(kinds, content)
  const corpus: Corpus = {
    name: order.corpus,
    organisation: order.organisation,
    kind: kind.name,
    supply: kind.supply,
    language: (order.language && canonicalLanguage(order.language)) ?? 'und',
    script,
    direction: directionOf(script),
    textPolicy: defaultTextPolicy,
    stopRules: kind.stopRules,
    thanks: 'link',
    state: 'open',
    embargoUntilMs: null,
    createdAtMs: clock(),
  }
  if (order.dryRun) return corpus
  await corpora.add(corpus)
  const kept = await corpora.findOf(order.organisation, order.corpus)
  // Another organisation may have taken the name at the same moment.
  if (!kept) throw new Error(`The name “${order.corpus}” is taken by another corpus.`)
  return kept
}
