import { rulesFacts, type RulesFacts } from '../../corpus/formats/write/rules-facts.ts'
import type { Command } from '../command.ts'
import { corpusLine, noSuchCorpus } from './corpus-line.ts'
import { cell } from '../print.ts'
import { isRefused } from '../read-flags.ts'
import { readRules, rulesFlags } from './rules-flags.ts'
import { withStoreLock } from '../with-store.ts'

/** `incipit corpus rules NAME`: shows or changes when readings are accepted and how texts are compared. */
export const corpusRules: Command = {
  usage: 'corpus rules NAME',
  summary: 'shows or changes when readings of a corpus are accepted, and how texts are compared',
  flags: rulesFlags,
  words: [1, 1],
  run: (context, [name = ''], flags) =>
    withStoreLock(context, async (store) => {
      const corpus = await store.corpora.find(name)
      if (!corpus) return noSuchCorpus(name)
      const rules = readRules(flags, corpus)
      if (isRefused(rules)) return rules
      const before = rulesFacts(corpus)
      const after = rulesFacts(rules)
      const changed = Object.keys(after).filter(
        (fact) => textOf(before, fact) !== textOf(after, fact),
      )
      const json = { corpus: name, ...after, changed }
      const shown = Object.keys(after).map((fact) => fact.padEnd(18) + cell(textOf(after, fact)))
      if (changed.length === 0) return { text: shown.join('\n'), json }
      const told = changed.map(
        (fact) => `${fact} from ${textOf(before, fact)} to ${textOf(after, fact)}`,
      )
      const line = corpusLine(context, 'rules', { corpus, detail: told.join(', ') })
      await store.corpora.changeRules(corpus.organisation, name, rules, line)
      const anew = `All readings are settled anew by the service, or at once by \`incipit labels settle --corpus ${name}\`.`
      return { text: [...shown, anew].join('\n'), json }
    }),
}

function textOf(facts: RulesFacts, fact: string): string {
  const value = facts[fact] ?? ''
  if (typeof value !== 'object') return String(value)
  const pairs = Object.entries(value).map(([short, long]) => `${short}=${long}`)
  return pairs.toSorted().join(' ') || 'none'
}
