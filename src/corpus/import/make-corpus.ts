import { defaultTextPolicy, type Corpus } from '../../model/corpus.ts'
import type { ItemKind } from '../../model/item.ts'
import { defaultStopRules } from '../../model/stop-rules.ts'
import type { ImportOrder, ImportContext } from './session.ts'
import { canonicalLanguage } from './refuse.ts'
import { directionOf, scriptOf } from '../../text/script.ts'

/** Makes the corpus of an order, of the kind and script of what is to go in; in a dry run it is only thought of. */
export async function makeCorpus(
  { kind, texts }: { kind: ItemKind; texts: readonly string[] },
  order: Omit<ImportOrder, 'folder'>,
  { corpora, clock }: Pick<ImportContext, 'corpora' | 'clock'>,
): Promise<Corpus> {
  const script = scriptOf(texts)
  const corpus: Corpus = {
    name: order.corpus,
    kind,
    language: (order.language && canonicalLanguage(order.language)) ?? 'und',
    script,
    direction: directionOf(script),
    textPolicy: defaultTextPolicy,
    stopRules: defaultStopRules[kind],
    state: 'open',
    embargoUntilMs: null,
    createdAtMs: clock(),
  }
  if (!order.dryRun) await corpora.add(corpus)
  return (await corpora.find(order.corpus)) ?? corpus
}
