import type { AuditLine } from '../../model/audit.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { Context } from '../context.ts'
import { auditLine } from './audit-line.ts'

/** A line of the audit about something done to a corpus. */
export function corpusAuditLine(
  context: Pick<Context, 'clock' | 'actor'>,
  action: string,
  { corpus, detail }: { corpus: Pick<Corpus, 'name' | 'organisation'>; detail: string },
): AuditLine {
  const { name: subject, organisation } = corpus
  return auditLine(context, { organisation, action: `corpus.${action}`, subject, detail })
}
