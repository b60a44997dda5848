import { defaultOrganisation, type Organisation } from '../../model/organisation.ts'
import { auditLine } from '../audit/audit-line.ts'
import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'
import { findOrganisation } from './choose.ts'

/** Removes an organisation that nothing belongs to, and keeps its audit; refused for the default one. */
export function removeOrganisation(
  context: Context,
  { name }: { name: string },
): Promise<Organisation | Refused> {
  return withLock(context, async () => {
    const organisation = await findOrganisation(context, name)
    if ('refused' in organisation) return organisation
    const { id } = organisation
    if (id === defaultOrganisation.id)
      return { refused: 'default_organisation', name: organisation.name }
    const of = { organisation: id, action: 'organisation.remove', subject: id }
    const line = auditLine(context, { ...of, detail: organisation.name })
    return (await context.store.organisations.remove(id, line))
      ? organisation
      : { refused: 'organisation_in_use', name: organisation.name }
  })
}
