/** One sentence with its `{places}`, or its forms by the plural category (CLDR's) of `{count}`. */
export type Sentence = string | Partial<Record<Intl.LDMLPluralRule, string>>

/** `GET /words/<version>/<tag>.json`: the scripts' sentences for visitors in one language. */
export type WordsFile = {
  /** BCP 47 tag of the language. */
  tag: string
  direction: 'ltr' | 'rtl'
  /**
   * The plural category of each number from 0; from the end of the list on it is `other`. Files of earlier versions,
   * which browsers still find for ten minutes, have none.
   */
  plurals?: readonly Intl.LDMLPluralRule[]
  /** The sentences of the checkbox, by name. */
  checkbox: Readonly<Record<string, string>>
  /** The sentences of the challenge, its games and its reports, by name. */
  challenge: Readonly<Record<string, Sentence>>
}
