import type { AuditLine } from '../../model/audit.ts'
import type { Context } from '../context.ts'

const detailLengthMax = 1_000

/** A line of the audit, as of now, in the name of whoever acts; a long detail is cut. */
export function auditLine(
  { clock, actor }: Pick<Context, 'clock' | 'actor'>,
  of: Omit<AuditLine, 'atMs' | 'actor'>,
): AuditLine {
  const isLong = of.detail.length > detailLengthMax
  const detail = isLong ? `${of.detail.slice(0, detailLengthMax - 1)}…` : of.detail
  return { ...of, atMs: clock(), actor: actor.name, detail }
}
