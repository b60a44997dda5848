import { changeRules, ruleText, type ChangedRules } from '../../manage/corpora/change-rules.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Result } from '../command.ts'
import { cell } from '../print.ts'
import { readRulesFlags, rulesFlags } from './rules-flags.ts'

/** `incipit corpus rules NAME`: shows or changes when readings are accepted and how texts are compared. */
export const corpusRules: Command = {
  usage: 'corpus rules NAME',
  summary: 'shows or changes when readings of a corpus are accepted, and how texts are compared',
  flags: { ...rulesFlags, ...organisationFlag },
  words: [1, 1],
  run: async (command, [name = ''], flags) => {
    const change = readRulesFlags(flags)
    if ('refused' in change) return change
    return callUseCase(
      actingFor(command, flags),
      (context) => changeRules(context, { name, change }),
      (done) => shown(name, done),
    )
  },
}

function shown(name: string, { facts, changed }: ChangedRules): Result {
  const lines = Object.keys(facts).map((fact) => fact.padEnd(18) + cell(ruleText(facts, fact)))
  if (changed.length > 0)
    lines.push(
      `The service will settle all readings again; \`incipit labels settle --corpus ${name}\` does it now.`,
    )
  return { text: lines.join('\n'), json: { corpus: name, ...facts, changed } }
}
