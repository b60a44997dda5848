import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseLanguage } from './language.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'

const choices: [wanted: string[], chosen: string][] = [
  [['fr'], 'fr'],
  [['fr-CA'], 'fr'],
  [['FR_ca', 'FR'], 'fr'],
  [['', 'fr', 'en'], 'fr'],
  [['br', 'fr-FR', 'en'], 'fr'],
  [['en-GB', 'fr'], 'en'],
  [['frr'], 'en'],
  [['__proto__', 'constructor'], 'en'],
  [[], 'en'],
]

for (const [wanted, chosen] of choices) {
  test(`the widget speaks ${chosen} to a visitor of ${JSON.stringify(wanted)}`, () => {
    assert.equal(chooseLanguage(wanted).tag, chosen)
  })
}

test('every language keeps the places of the English sentences', () => {
  for (const [key, sentence] of Object.entries(en)) {
    assert.deepEqual(readPlaces(fr[key as keyof typeof fr]), readPlaces(sentence), key)
  }
})

function readPlaces(sentence: string): string[] {
  return (sentence.match(/\{\w+\}/g) ?? []).toSorted()
}
