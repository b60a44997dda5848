import { defaultOrganisation, type Organisation } from '../../model/organisation.ts'
import { readOrganisationName } from '../check-name.ts'
import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'
import { draftOrganisation } from './add.ts'

/** The organisation of that name, if whoever acts may see it. */
export async function findOrganisation(
  { actor, store }: Pick<Context, 'actor' | 'store'>,
  given: string,
): Promise<Organisation | Refused> {
  const read = readOrganisationName(given)
  if ('refused' in read) return read
  const found = await store.organisations.findByName(read.name)
  const isSeen = found && (actor.organisation === null || actor.organisation.id === found.id)
  return isSeen ? found : { refused: 'no_such_organisation', name: read.name }
}

/**
 * The organisation that something new will belong to: the named one (which is made if the operator names a
 * new one), otherwise the one that is acted for, otherwise the default one.
 */
export async function chooseOrganisation(
  context: Context,
  given: string | null,
): Promise<Organisation | Refused> {
  const { actor, store } = context
  if (given !== null) {
    const found = await findOrganisation(context, given)
    if (!('refused' in found) || found.refused !== 'no_such_organisation') return found
    return actor.organisation ? found : draftOrganisation(context, found.name)
  }
  if (actor.organisation) return actor.organisation
  const main = await store.organisations.find(defaultOrganisation.id)
  if (!main) throw new Error('the default organisation is gone')
  return main
}
