import type { AuditLine } from '../../model/audit.ts'
import type { Context } from '../context.ts'
import type { Named } from '../organisations/acting.ts'

/**
 * The latest lines of the audit, newest first, of the organisation that is acted for. The operator of the
 * service sees those of all organisations, including removed ones.
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
    // A removed organisation has no name any more.
    organisationName: names.get(line.organisation) ?? line.organisation,
  }))
}
