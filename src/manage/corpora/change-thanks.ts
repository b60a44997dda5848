import type { Thanks } from '../../model/corpus.ts'
import { corpusAuditLine } from '../audit/corpus-audit-line.ts'
import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'
import { findCorpus } from './find.ts'

/** What visitors of a corpus are told after a right answer; from the next challenge on. */
export function changeThanks(
  context: Context,
  { name, thanks }: { name: string; thanks: Thanks },
): Promise<{ name: string; thanks: Thanks } | Refused> {
  return withLock(context, async () => {
    const corpus = await findCorpus(context, name)
    if ('refused' in corpus) return corpus
    const { organisation, thanks: before } = corpus
    if (thanks === before) return { name, thanks }
    const detail = `from ${before} to ${thanks}`
    const line = corpusAuditLine(context, 'thanks', { corpus, detail })
    await context.store.corpora.changeThanks(organisation, name, thanks, line)
    return { name, thanks }
  })
}
