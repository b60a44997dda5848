import type { AuditLine } from '../../model/audit.ts'
import type { Context } from '../context.ts'
import type { Named } from '../organisations/acting.ts'

/**
 * The latest lines of the audit, the newest first, of the organisation that whoever acts acts for; the operator
 * of the service is shown those of all, also of organisations that are removed.
 */
export async function listAudit(
  { store, actor }: Context,
  { count }: { count: number },
): Promise<readonly Named<AuditLine>[]> {
  const lines = actor.organisation
    ? await store.secrets.listAudit(actor.organisation.id, count)
    : await store.secrets.listWholeAudit(count)
  const names = new Map((await store.organisations.list()).map(({ id, name }) => [id, name]))
  return lines.map((line) => ({
    ...line,
    // One that is removed has no name any more.
    organisationName: names.get(line.organisation) ?? line.organisation,
  }))
}
