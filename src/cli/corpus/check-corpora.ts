import { canAsk } from '../../challenge/can-ask.ts'
import type { Context, Store, Refusal } from '../command.ts'
import { noSuchCorpus } from './corpus-line.ts'

/** Refuses a corpus that is not there; tells, as sentences, of those that have too little for a challenge. */
export async function checkCorpora(
  context: Context,
  store: Store,
  names: readonly string[],
): Promise<{ warnings: string[] } | Refusal> {
  const warnings: string[] = []
  for (const name of names) {
    const corpus = await store.records.findCorpus(name)
    if (!corpus) return noSuchCorpus(name)
    if (!(await canAsk({ ...context, ...store }, corpus)))
      warnings.push(`Mind: “${name}” has too few known items for a challenge.`)
  }
  return { warnings }
}
