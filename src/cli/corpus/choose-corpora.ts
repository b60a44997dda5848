import type { Corpus } from '../../model/corpus.ts'
import type { Flags, OpenedStore, Refusal } from '../command.ts'
import { noSuchCorpus } from './corpus-line.ts'

/** The corpus of `--corpus`, or all of them; refused where there is none of that name. */
export async function pickCorpora(
  { corpora }: Pick<OpenedStore, 'corpora'>,
  flags: Flags,
): Promise<readonly Corpus[] | Refusal> {
  const all = await corpora.listAll()
  if (flags['corpus'] === undefined) return all
  const name = String(flags['corpus'])
  const chosen = all.filter((corpus) => corpus.name === name)
  return chosen.length > 0 ? chosen : noSuchCorpus(name)
}
