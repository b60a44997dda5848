/** A language that the service speaks to visitors, with the words that the service itself says in it. */
export type Language = {
  /** BCP 47 tag. */
  tag: string
  /** What its speakers call it. */
  name: string
  direction: 'ltr' | 'rtl'
  /** Version and name of the file of words that browsers fetch. */
  version: string
  file: string
  /** What the page about the service says. */
  home: Readonly<Record<string, string>>
  /** What the page without scripts says besides the challenge. */
  fallback: Readonly<Record<string, string>>
  /** What a visitor is told after a right answer, by kind. */
  thanks: Readonly<Record<string, string>>
  /** What the demonstration's page says. */
  demo: Readonly<Record<string, string>>
  /** What kinds say whose view is in a script of its own, by their names; sentences may have plural forms. */
  kinds: Readonly<
    Record<string, Readonly<Record<string, string | Partial<Record<Intl.LDMLPluralRule, string>>>>>
  >
  /** The classes of the demonstration's pictures, by their names in the corpus. */
  demoClasses: Readonly<Record<string, string>>
}
