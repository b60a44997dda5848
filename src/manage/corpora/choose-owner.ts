import type { Organisation } from '../../model/organisation.ts'
import type { Context } from '../context.ts'
import { findAmong } from '../organisations/acting.ts'
import { chooseOrganisation } from '../organisations/choose.ts'
import type { Refused } from '../refused.ts'

/**
 * The organisation that an import into a corpus of this name is for: the named one, otherwise the owner of
 * the corpus, otherwise the organisation that is acted for. Refused if another organisation has a corpus of
 * this name.
 */
export async function chooseOwner(
  context: Context,
  { corpus, organisationName }: { corpus: string; organisationName: string | null },
): Promise<Organisation | Refused> {
  const { corpora } = context.store
  const known = await findAmong(context, (organisation) => corpora.findOf(organisation, corpus))
  const owner =
    known && organisationName === null
      ? known.organisation
      : await chooseOrganisation(context, organisationName)
  if ('refused' in owner) return owner
  const taken = await corpora.find(corpus)
  return taken && taken.organisation !== owner.id ? { refused: 'corpus_name_taken', corpus } : owner
}
