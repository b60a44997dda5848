import { cleanText } from '../../text/clean-text.ts'
import type { Rules } from '../../corpus/formats/write/rules-facts.ts'
import { abbreviationLimits, type TextPolicy } from '../../model/corpus.ts'
import type { StopRules } from '../../model/stop-rules.ts'
import type { Refused } from '../refused.ts'

/** Changes to the rules of a corpus; a rule that is not given stays. */
export type RulesChange = {
  stopRules: Partial<StopRules>
  textPolicy: Partial<Omit<TextPolicy, 'abbreviations'>>
  /** New expansions of abbreviations; an empty one removes the abbreviation. */
  abbreviations: readonly { short: string; long: string }[]
}

/** The least and the greatest value of each rule. */
export const ruleLimits = {
  confidenceMin: [0.5, 0.9999],
  networksMin: [1, 20],
  answersMin: [2, 20],
  answersMax: [2, 100],
  quarantineHours: [0, 8_760],
} as const satisfies Record<keyof StopRules, readonly [least: number, most: number]>

/** The rules of a corpus after a change; refused if they would not be valid. */
export function applyRulesChange(
  { stopRules, textPolicy }: Rules,
  change: RulesChange,
): Rules | Refused {
  const changed = { ...stopRules, ...change.stopRules }
  const refusal = checkStopRules(changed)
  if (refusal) return refusal
  const read = addAbbreviations(textPolicy.abbreviations, change.abbreviations)
  if ('refused' in read) return read
  const { abbreviations } = read
  return { stopRules: changed, textPolicy: { ...textPolicy, ...change.textPolicy, abbreviations } }
}

function checkStopRules(rules: StopRules): Refused | null {
  for (const [rule, [least, most]] of Object.entries(ruleLimits)) {
    const value = rules[rule as keyof StopRules]
    const isFit = rule === 'confidenceMin' || Number.isInteger(value)
    if (!isFit || !(value >= least && value <= most))
      return { refused: 'rule_range', rule, least, most }
  }
  const { answersMin, answersMax, networksMin } = rules
  return answersMax < Math.max(answersMin, networksMin) ? { refused: 'answers_max' } : null
}

type Abbreviations = TextPolicy['abbreviations']

function addAbbreviations(
  kept: Abbreviations,
  given: RulesChange['abbreviations'],
): { abbreviations: Abbreviations } | Refused {
  const all = new Map(Object.entries(kept))
  const { count, chars } = abbreviationLimits
  for (const one of given) {
    const short = cleanText(one.short) ?? ''
    const long = cleanText(one.long) ?? ''
    if (short === '' || short.includes(' ')) return { refused: 'no_abbreviation', ...one }
    if (Math.max(short.length, long.length) > chars)
      return { refused: 'abbreviation_length', most: chars }
    if (long === '') all.delete(short)
    else all.set(short, long)
  }
  if (all.size > count) return { refused: 'abbreviations', most: count }
  return { abbreviations: Object.fromEntries([...all].toSorted(([a], [b]) => (a < b ? -1 : 1))) }
}
