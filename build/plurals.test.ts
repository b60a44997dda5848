import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageCodes } from '../src/text/language-codes.ts'
import { formsOf, pluralsOf } from './plurals.ts'

// CLDR's chart of plural rules (48), read by hand.
const chart: [tag: string, numbers: Record<number, Intl.LDMLPluralRule>][] = [
  ['en', { 0: 'other', 1: 'one', 2: 'other', 100: 'other' }],
  ['fr', { 0: 'one', 1: 'one', 2: 'other', 100: 'other' }],
  ['pt-BR', { 0: 'one', 1: 'one', 2: 'other' }],
  ['pt-PT', { 0: 'other', 1: 'one', 2: 'other' }],
  ['ar', { 0: 'zero', 1: 'one', 2: 'two', 3: 'few', 11: 'many', 100: 'other' }],
  ['ru', { 0: 'many', 1: 'one', 2: 'few', 5: 'many', 21: 'one', 22: 'few' }],
  ['pl', { 1: 'one', 2: 'few', 5: 'many', 21: 'many', 22: 'few' }],
  ['lv', { 0: 'zero', 1: 'one', 2: 'other', 11: 'zero', 21: 'one' }],
  ['cy', { 0: 'zero', 1: 'one', 2: 'two', 3: 'few', 4: 'other', 6: 'many', 7: 'other' }],
  ['sr-ME', { 1: 'one', 2: 'few', 5: 'other', 21: 'one' }],
  ['ja', { 0: 'other', 1: 'other' }],
  ['la', { 0: 'other', 1: 'one', 2: 'other' }],
]

for (const [tag, numbers] of chart)
  test(`a number has in ${tag} the plural category that CLDR names`, () => {
    const plurals = pluralsOf(tag)
    for (const [number, category] of Object.entries(numbers))
      assert.equal(plurals[Number(number)], category, number)
  })

test('a language needs the forms of numbers that are counted, not those of fractions and millions', () => {
  assert.deepEqual([...formsOf('fr').keys()], ['one', 'other'])
  assert.deepEqual([...formsOf('cs').keys()], ['other', 'one', 'few'])
  assert.deepEqual([...formsOf('uk').keys()], ['many', 'one', 'few'])
  assert.equal(formsOf('ar').get('two'), 1)
})

// A Node without all of ICU's data would count like English everywhere.
test('of the languages of the 112 codes only those that CLDR has no rule for are counted like English', () => {
  const without = [...new Set(languageCodes.values())].filter(
    (tag) => Intl.PluralRules.supportedLocalesOf(tag).length === 0,
  )
  assert.deepEqual(without, ['co', 'hmn', 'ht', 'la', 'mi', 'rw', 'sm', 'tg', 'tt'])
})
