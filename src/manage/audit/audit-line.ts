import type { AuditLine } from '../../model/audit.ts'
import type { Context } from '../context.ts'

const detailLengthMax = 1_000

/** A line of the audit as of now; a long detail is cut. */
export function auditLine(
  { clock }: Pick<Context, 'clock'>,
  of: Omit<AuditLine, 'atMs'>,
): AuditLine {
  const isLong = of.detail.length > detailLengthMax
  const detail = isLong ? `${of.detail.slice(0, detailLengthMax - 1)}…` : of.detail
  return { ...of, atMs: clock(), detail }
}
