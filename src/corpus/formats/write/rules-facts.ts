import type { Corpus, TextPolicy } from '../../../model/corpus.ts'

/** How readings of a corpus are settled, and how texts are compared in it. */
export type Rules = Pick<Corpus, 'stopRules' | 'textPolicy'>

/** The same rules under names that archives know. */
export type RulesFacts = Readonly<Record<string, string | number | TextPolicy['abbreviations']>>

/** Lists the rules of a corpus under the names that exports and commands use. */
export function rulesFacts({ stopRules, textPolicy }: Rules): RulesFacts {
  return {
    confidence: stopRules.confidenceMin,
    networks: stopRules.networksMin,
    answers: stopRules.answersMin,
    answers_max: stopRules.answersMax,
    quarantine_hours: stopRules.quarantineHours,
    match_case: textPolicy.case,
    match_diacritics: textPolicy.diacritics,
    match_ligatures: textPolicy.ligatures,
    match_long_s: textPolicy.longS,
    edits: textPolicy.editsMax,
    abbreviations: textPolicy.abbreviations,
  }
}
