import type { Corpus } from '../../model/corpus.ts'
import type { Context } from '../context.ts'
import { listAmong, type Named } from '../organisations/acting.ts'
import type { Refused } from '../refused.ts'
import { findCorpus } from './find.ts'

/**
 * The corpus of this name, or, without a name, all that whoever acts may see; refused if there is none of
 * that name.
 */
export async function pickCorpora(
  context: Context,
  { corpus: name }: { corpus: string | null },
): Promise<readonly Named<Corpus>[] | Refused> {
  if (name === null) {
    const all = await listAmong(context, (organisation) => context.store.corpora.list(organisation))
    return all.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  }
  const corpus = await findCorpus(context, name)
  return 'refused' in corpus ? corpus : [corpus]
}
