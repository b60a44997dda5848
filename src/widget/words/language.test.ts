import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bundleWords } from '../../../build/words.ts'
import type { WordsFile } from '../../wire/words.ts'
import { openLanguage } from './language.ts'

const built = await bundleWords()

function read(tag: string): WordsFile {
  const found = built.find(({ language }) => language.tag === tag)
  return JSON.parse(String(found?.bytes)) as WordsFile
}

test('a place takes its value, and one without a value stays', () => {
  const { say } = openLanguage({
    ...read('en'),
    challenge: { round: '{round} of {rounds}: {x}' },
  })
  assert.equal(say('round', { round: 0, rounds: 5 }), '0 of 5: {x}')
})

const scores: [tag: string, count: number, sentence: string][] = [
  ['en', 0, 'Your score: 0 right answers out of 110.'],
  ['en', 1, 'Your score: one right answer out of 110.'],
  ['fr', 0, 'Votre score\u00a0: 0 bonne réponse sur 110.'],
  ['de', 2, 'Ihr Ergebnis: 2 richtige Antworten von 110.'],
  ['es', 1, 'Su puntuación: 1 respuesta correcta de 110.'],
  ['ar', 0, 'نتيجتك: لا إجابات صحيحة من أصل 110.'],
  ['ar', 1, 'نتيجتك: إجابة صحيحة واحدة من أصل 110.'],
  ['ar', 2, 'نتيجتك: إجابتان صحيحتان من أصل 110.'],
  ['ar', 3, 'نتيجتك: 3 إجابات صحيحة من أصل 110.'],
  ['ar', 11, 'نتيجتك: 11 إجابة صحيحة من أصل 110.'],
  ['ar', 100, 'نتيجتك: 100 إجابة صحيحة من أصل 110.'],
]

for (const [tag, count, sentence] of scores) {
  test(`${count} is counted in ${tag} by the plural rule of the language`, () => {
    assert.equal(openLanguage(read(tag)).say('score', { count, rounds: 110 }), sentence)
  })
}

// Chromium has no plural rules for 45 of the languages, and would count in the browser's own.
test('a number is counted by the rule in the file, whatever the browser knows of the language', () => {
  const challenge = { score: { few: 'rare', other: 'many of {count}' } }
  const { say } = openLanguage({ ...read('en'), tag: 'ht', plurals: ['other', 'few'], challenge })
  assert.equal(say('score', { count: 1 }), 'rare')
  assert.equal(say('score', { count: 0 }), 'many of 0')
  assert.equal(say('score', { count: 100 }), 'many of 100')
})

test('a sentence that is filled in from English has no form of the language, and takes its last one', () => {
  const { score } = read('en').challenge
  const { say } = openLanguage({ ...read('ar'), challenge: { ...(score && { score }) } })
  assert.equal(say('score', { count: 3, rounds: 5 }), 'Your score: 3 right answers out of 5.')
})

// Browsers keep the way to a file for ten minutes, also over an upgrade.
test('a file of an earlier version, without plural rules, is read', () => {
  const { plurals: _, ...before } = read('de')
  const { say } = openLanguage(before)
  assert.equal(say('score', { count: 3, rounds: 5 }), 'Ihr Ergebnis: 3 richtige Antworten von 5.')
})

test('without words the widget speaks short English and knows it', () => {
  const { tag, _direction: direction, _isWhole: isWhole, say } = openLanguage(null)
  assert.deepEqual([tag, direction, isWhole], ['en', 'ltr', false])
  assert.equal(say('tryAgain'), 'Try again')
  assert.equal(say('no-items'), 'No items')
  assert.equal(say('text', { number: 2 }), 'Text 2')
  assert.equal(say('score', { count: 2, rounds: 5 }), 'Score 2 / 5')
  assert.equal(say('choosePictures', { keyword: '{keyword}' }), 'Choose pictures {keyword}')
})

test('a sentence that the file lacks is short English, too', () => {
  const { _isWhole: isWhole, say } = openLanguage({ ...read('fr'), challenge: { close: 'Fermer' } })
  assert.deepEqual([isWhole, say('close'), say('playAgain')], [true, 'Fermer', 'Play again'])
})
