import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoPage } from './demo-page.ts'

const release = {
  version: '0.4.2',
  path: '/ocapi/0.4.2/ocapi-0.4.2.js',
  integrity: 'sha384-x',
  sizeBytes: 1,
  base: '/v2',
  status: 'stable',
} as const

// While the service was down its script did not come, and the form stood there without a challenge
// and without a word: only what the page itself holds can then tell the visitor why.
for (const [lang, sentence] of [
  ['en', 'The challenge is loading. If nothing appears here, its service cannot be reached'],
  ['fr', 'Le défi se charge. Si rien n’apparaît ici, son service est injoignable'],
] as const) {
  test(`the page in ${lang} holds a sentence in the place of a challenge that does not come`, () => {
    const page = demoPage({ kind: 'transcription', lang, client: 'a', release, outcome: null })
    assert.match(page, new RegExp(`<div id="ocapi-challenge"[^>]*>${sentence}`))
  })
}
