import { rulesFacts, type RulesFacts } from '../../corpus/formats/write/rules-facts.ts'
import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'
import { corpusAuditLine } from '../audit/corpus-audit-line.ts'
import { findCorpus } from './find.ts'
import { applyRulesChange, type RulesChange } from './rules-change.ts'

/** The current rules of a corpus, and the names of those that were changed. */
export type ChangedRules = { facts: RulesFacts; changed: readonly string[] }

/**
 * Changes when readings of a corpus are accepted and how texts are compared; only returns the rules if no
 * change is given.
 */
export function changeRules(
  context: Context,
  { name, change }: { name: string; change: RulesChange },
): Promise<ChangedRules | Refused> {
  return withLock(context, async () => {
    const corpus = await findCorpus(context, name)
    if ('refused' in corpus) return corpus
    const rules = applyRulesChange(corpus, change)
    if ('refused' in rules) return rules
    const before = rulesFacts(corpus)
    const facts = rulesFacts(rules)
    const changed = Object.keys(facts).filter(
      (fact) => ruleText(before, fact) !== ruleText(facts, fact),
    )
    if (changed.length === 0) return { facts, changed }
    const changes = changed.map(
      (fact) => `${fact} from ${ruleText(before, fact)} to ${ruleText(facts, fact)}`,
    )
    const line = corpusAuditLine(context, 'rules', { corpus, detail: changes.join(', ') })
    await context.store.corpora.changeRules(corpus.organisation, name, rules, line)
    return { facts, changed }
  })
}

/** A rule as the audit and people read it. */
export function ruleText(facts: RulesFacts, fact: string): string {
  const value = facts[fact] ?? ''
  if (typeof value !== 'object') return String(value)
  const pairs = Object.entries(value).map(([short, long]) => `${short}=${long}`)
  return pairs.toSorted().join(' ') || 'none'
}
