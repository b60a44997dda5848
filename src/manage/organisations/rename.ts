import type { Organisation } from '../../model/organisation.ts'
import { auditLine } from '../audit/audit-line.ts'
import { readOrganisationName } from '../check-name.ts'
import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'
import { findOrganisation } from './choose.ts'

/** Gives an organisation another name; everything that belongs to it stays with it. */
export async function renameOrganisation(
  context: Context,
  { from, to }: { from: string; to: string },
): Promise<Organisation | Refused> {
  const read = readOrganisationName(to)
  if ('refused' in read) return read
  return withLock(context, async () => {
    const organisation = await findOrganisation(context, from)
    if ('refused' in organisation) return organisation
    const { id, name } = organisation
    const detail = `from ${name} to ${read.name}`
    const of = { organisation: id, action: 'organisation.rename', subject: id, detail }
    const { organisations } = context.store
    const isRenamed = await organisations.rename(id, read.name, auditLine(context, of))
    return isRenamed
      ? { ...organisation, name: read.name }
      : { refused: 'organisation_name_taken', name: read.name }
  })
}
