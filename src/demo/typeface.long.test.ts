import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTypefaces } from './typeface.ts'
import { demoWordsOf } from './words.ts'

// opentype.js's own path text ran some numbers together, so half of a word was missing. We write the
// outlines ourselves, and every step must have a known shape.
test('every letter of every word is drawn, in every face', async () => {
  const step = /^(M|L|Q|C)(-?\d+(\.\d)?( -?\d+(\.\d)?){1,5})$/
  for (const face of Object.values(await openTypefaces())) {
    for (const language of ['en', 'fr', 'de', 'la'] as const) {
      for (const word of demoWordsOf(language)) {
        const { path, ink, advancePixels } = face.setWord(word, 60)
        const steps = path.replaceAll('Z', '').split(/(?=[MLQC])/)
        assert.ok(steps.length > word.length * 6)
        assert.ok(steps.every((one) => step.test(one)))
        assert.ok(ink.right - ink.left > advancePixels * 0.8 && ink.top < 0)
      }
    }
  }
})
