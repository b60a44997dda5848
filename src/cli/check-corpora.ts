import { canAsk } from '../challenge/can-ask.ts'
import type { Context, Keep, Refusal } from './command.ts'
import { noSuchCorpus } from './corpus-line.ts'

/** Refuses a corpus that is not there; tells, as sentences, of those that have too little for a challenge. */
export const checkCorpora = async (
  context: Context,
  keep: Keep,
  names: readonly string[],
): Promise<{ warnings: string[] } | Refusal> => {
  const warnings: string[] = []
  for (const name of names) {
    const corpus = await keep.records.findCorpus(name)
    if (!corpus) return noSuchCorpus(name)
    if (!(await canAsk({ ...context, ...keep }, corpus)))
      warnings.push(`Mind: “${name}” has too few known items for a challenge.`)
  }
  return { warnings }
}
