import type { AuditLine } from '../../model/audit.ts'
import { auditLine } from '../../manage/audit/audit-line.ts'
import type { CommandContext, Refusal } from '../command.ts'

// Corpora are not of one organisation; what is done to them stands where what is first made stands.
const organisation = 'main'

/** A line of the audit that tells what is done to a corpus. */
export function corpusLine(
  context: Pick<CommandContext, 'clock'>,
  action: string,
  { corpus, detail }: { corpus: string; detail: string },
): AuditLine {
  return auditLine(context, { organisation, action: `corpus.${action}`, subject: corpus, detail })
}

/** Refuses a name that no corpus has. */
export function noSuchCorpus(name: string): Refusal {
  return {
    refused: `There is no corpus “${name}”; \`incipit corpus list\` shows those there are.`,
  }
}
