import { listAudit } from '../../manage/audit/list.ts'
import type { Named } from '../../manage/organisations/acting.ts'
import { instantOf } from '../../manage/instants.ts'
import type { AuditLine } from '../../model/audit.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Result } from '../command.ts'
import { cell } from '../print.ts'
import { isRefused, readWhole } from '../read-flags.ts'

const linesShown = 100
const linesShownMax = 10_000

/** `incipit audit`: shows what was done to sites, secrets and corpora, newest first. */
export const audit: Command = {
  usage: 'audit',
  summary: 'shows the changes of sites, secrets and corpora, newest first',
  flags: {
    ...organisationFlag,
    count: { type: 'string', meaning: `how many lines, at most ${linesShownMax} [${linesShown}]` },
  },
  words: [0, 0],
  run: async (command, _, flags) => {
    const count = readWhole(flags, 'count', [1, linesShownMax])
    if (isRefused(count)) return count
    return callUseCase(
      actingFor(command, flags),
      (context) => listAudit(context, { count: count ?? linesShown }),
      shown,
    )
  },
}

function shown(lines: readonly Named<AuditLine>[]): Result {
  const facts = lines.map(
    ({ atMs, organisationName: organisation, action, subject, detail, actor }) => {
      return { at: instantOf(atMs), organisation, action, subject, detail, actor }
    },
  )
  const text = facts.map(({ at, organisation, action, subject, detail }) =>
    [at, organisation, action, subject, detail].map(cell).join('  '),
  )
  return { text: text.join('\n') || 'There are no changes yet.', json: facts }
}
