import { drawId } from '../../model/chance.ts'
import type { Organisation } from '../../model/organisation.ts'
import { auditLine } from '../audit/audit-line.ts'
import { readOrganisationName } from '../check-name.ts'
import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'

const idBytes = 6

/** Adds an organisation; refused for anyone who acts for a single organisation. */
export async function addOrganisation(
  context: Context,
  { name: given }: { name: string },
): Promise<Organisation | Refused> {
  const read = readOrganisationName(given)
  if ('refused' in read) return read
  if (context.actor.organisation) return { refused: 'no_such_organisation', name: read.name }
  return withLock(context, async () => {
    const organisation = draftOrganisation(context, read.name)
    return (await keepOrganisation(context, organisation)) ?? organisation
  })
}

/** Makes an organisation with a checked name; call it within the lock. */
export function draftOrganisation(
  { random, clock }: Pick<Context, 'random' | 'clock'>,
  name: string,
): Organisation {
  return { id: `org_${drawId(random, idBytes)}`, name, createdAtMs: clock() }
}

/**
 * Keeps an organisation that may be a draft, right before the first thing that is to belong to it: what is
 * refused before leaves no empty organisation behind. Refused if another has taken its name meanwhile.
 */
export async function keepOrganisation(
  context: Context,
  organisation: Organisation,
): Promise<Refused | null> {
  const { id, name } = organisation
  if (await context.store.organisations.find(id)) return null
  const of = { organisation: id, action: 'organisation.add', subject: id, detail: name }
  const isNew = await context.store.organisations.add(organisation, auditLine(context, of))
  return isNew ? null : { refused: 'organisation_name_taken', name }
}
