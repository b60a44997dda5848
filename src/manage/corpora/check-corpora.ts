import { canAsk } from '../../challenge/can-ask.ts'
import { isDemoCorpus } from '../../model/demonstration.ts'
import type { Difficulty } from '../../model/site.ts'
import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'

/**
 * Refuses a corpus that the organisation does not have, or that is the demonstration's. Returns those that
 * have too few items for a challenge of this difficulty.
 */
export async function checkCorpora(
  context: Context,
  organisation: string,
  { names, difficulty }: { names: readonly string[]; difficulty: Difficulty },
): Promise<{ thin: string[] } | Refused> {
  const { store, clock, random, kinds } = context
  const thin: string[] = []
  for (const name of names) {
    if (isDemoCorpus(name)) return { refused: 'demo_corpus', corpus: name }
    const corpus = await store.corpora.findOf(organisation, name)
    if (!corpus) return { refused: 'no_such_corpus', corpus: name }
    const level = difficulty === 'auto' ? 'easy' : difficulty
    if (!(await canAsk({ ...store, clock, random, kinds }, corpus, level))) thin.push(name)
  }
  return { thin }
}
