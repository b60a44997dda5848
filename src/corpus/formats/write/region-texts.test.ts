import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mergeWords, type LineWords } from './region-texts.ts'

function words(...of: [number, string][]): LineWords {
  return { byPlace: new Map(of), goesOn: false }
}

describe('words that were cut out of a line', () => {
  test('stand in their places of its text, and the others stay', () => {
    assert.equal(mergeWords('de  la Sale', words([2, 'Salle'])), 'de  la Salle')
  })

  test('are not put into a line that has fewer words', () => {
    assert.equal(mergeWords('de la', words([2, 'Salle'])), null)
  })

  // Of 243 accepted readings of lines without a text, only 21 were exported: an empty text has no places.
  test('make the text of a line that had none, with gaps where words were not read', () => {
    assert.equal(mergeWords('', words([0, 'de'], [1, 'la'])), 'de la')
    assert.equal(mergeWords(' ', words([4, 'Salle'], [1, 'la'])), '[…] la […] Salle')
    const one = words([0, 'Librorum,'])
    assert.equal(mergeWords('', { ...one, goesOn: true }), 'Librorum, […]')
  })
})
