import { drawId } from '../../model/chance.ts'
import type { Organisation } from '../../model/organisation.ts'
import { auditLine } from '../audit/audit-line.ts'
import { readOrganisationName } from '../check-name.ts'
import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'

const idBytes = 6

/** Adds an organisation; whoever acts for one alone may not. */
export async function addOrganisation(
  context: Context,
  { name: given }: { name: string },
): Promise<Organisation | Refused> {
  const read = readOrganisationName(given)
  if ('refused' in read) return read
  if (context.actor.organisation) return { refused: 'no_such_organisation', name: read.name }
  return withLock(context, () => makeOrganisation(context, read.name))
}

/** Makes an organisation of a name that was checked, within the lock. */
export async function makeOrganisation(
  context: Context,
  name: string,
): Promise<Organisation | Refused> {
  const id = `org_${drawId(context.random, idBytes)}`
  const organisation = { id, name, createdAtMs: context.clock() }
  const of = { organisation: id, action: 'organisation.add', subject: id, detail: name }
  const isNew = await context.store.organisations.add(organisation, auditLine(context, of))
  return isNew ? organisation : { refused: 'organisation_name_taken', name }
}
