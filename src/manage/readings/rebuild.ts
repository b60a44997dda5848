import { rebuildCorpus, type Rebuilt } from '../../labels/rebuild-corpus.ts'
import type { Context } from '../context.ts'
import { pickCorpora } from '../corpora/pick.ts'
import type { Refused } from '../refused.ts'
import type { BusyCorpus } from './busy.ts'

/** The result of rebuilding a corpus. */
export type RebuiltCorpus = Rebuilt & { isBusy: false }

/**
 * Makes fits and readings of a corpus, or of all, again from the log, and corrects what differs unless it
 * only checks.
 */
export async function rebuildAll(
  context: Context,
  { corpus: name, onlyChecks }: { corpus: string | null; onlyChecks: boolean },
): Promise<readonly (RebuiltCorpus | BusyCorpus)[] | Refused> {
  const { store, clock, random, kinds } = context
  const corpora = await pickCorpora(context, { corpus: name })
  if ('refused' in corpora) return corpora
  const all: (RebuiltCorpus | BusyCorpus)[] = []
  for (const corpus of corpora) {
    const rebuilt = await rebuildCorpus(corpus, { ...store, clock, random, kinds }, { onlyChecks })
    all.push(rebuilt ? { ...rebuilt, isBusy: false } : { corpus: corpus.name, isBusy: true })
  }
  return all
}
