import type { AuditLine } from '../../model/audit.ts'
import type { Corpus } from '../../model/corpus.ts'
import { operator } from '../call-use-case.ts'
import { auditLine } from '../../manage/audit/audit-line.ts'
import type { CommandContext, Refusal } from '../command.ts'

/** A line of the audit that tells what is done to a corpus. */
export function corpusLine(
  context: Pick<CommandContext, 'clock'>,
  action: string,
  { corpus, detail }: { corpus: Pick<Corpus, 'name' | 'organisation'>; detail: string },
): AuditLine {
  const { name: subject, organisation } = corpus
  const of = { organisation, action: `corpus.${action}`, subject, detail }
  return auditLine({ ...context, actor: operator }, of)
}

/** Refuses a name that no corpus has. */
export function noSuchCorpus(name: string): Refusal {
  return {
    refused: `There is no corpus “${name}”; \`incipit corpus list\` shows those there are.`,
  }
}
