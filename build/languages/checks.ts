import { canIdentify, findOtherLanguage } from './identify.ts'
import { findLeftEnglish } from './left-english.ts'
import { findForeignLetters } from './letters.ts'
import type { CheckedLanguage, Fault } from './language.ts'
import { findShapeFaults } from './shape.ts'

/** A check that a machine can make of a file of sentences, in a column of the table. */
export type Check = {
  name: string
  /** Whether it can be made of a language at all. */
  canCheck: (tag: string) => boolean
  findFaults: (language: CheckedLanguage) => Fault[]
}

/** The checks that need nothing but the packages. */
export const checks: readonly Check[] = [
  { name: 'shape', canCheck: () => true, findFaults: findShapeFaults },
  { name: 'letters', canCheck: () => true, findFaults: findForeignLetters },
  { name: 'no English', canCheck: (tag) => tag !== 'en', findFaults: findLeftEnglish },
  { name: 'identified', canCheck: canIdentify, findFaults: findOtherLanguage },
]
