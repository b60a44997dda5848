import type { AuditLine } from '../../model/audit.ts'
import type { Context } from '../context.ts'

/** The latest lines of the audit, the newest first. */
export function listAudit(
  { store }: Context,
  { count }: { count: number },
): Promise<readonly AuditLine[]> {
  return store.secrets.listAudit(count)
}
