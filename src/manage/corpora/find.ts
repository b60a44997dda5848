import type { Corpus } from '../../model/corpus.ts'
import type { Context } from '../context.ts'
import { findAmong, type Named } from '../organisations/acting.ts'
import type { Refused } from '../refused.ts'

/** A corpus by its name, if whoever acts may see it. */
export async function findCorpus(
  context: Pick<Context, 'actor' | 'store'>,
  name: string,
): Promise<Named<Corpus> | Refused> {
  const { corpora } = context.store
  const one = await findAmong(context, (organisation) => corpora.findOf(organisation, name))
  return one
    ? { ...one.found, organisationName: one.organisation.name }
    : { refused: 'no_such_corpus', corpus: name }
}
