/** The largest number that a sentence for visitors counts: a game has ten rounds, and a minute 60 seconds. */
export const countMax = 100

/**
 * The plural category of each number from 0 to `countMax` in a language, by CLDR's rules. Node has them for every
 * language that CLDR has a rule for, browsers for fewer. Without a rule, one thing has a form, and any other number
 * of things.
 */
export function pluralsOf(tag: string): Intl.LDMLPluralRule[] {
  const hasRule = Intl.PluralRules.supportedLocalesOf(tag).length > 0
  const rules = new Intl.PluralRules(hasRule ? tag : 'en')
  return Array.from({ length: countMax + 1 }, (_, count) => rules.select(count))
}

/** The plural forms that a sentence needs in a language: how many numbers have each. */
export function formsOf(tag: string): ReadonlyMap<Intl.LDMLPluralRule, number> {
  const forms = new Map<Intl.LDMLPluralRule, number>()
  for (const category of pluralsOf(tag)) forms.set(category, (forms.get(category) ?? 0) + 1)
  return forms
}
