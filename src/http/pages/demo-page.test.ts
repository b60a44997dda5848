import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoPage, type DemoView } from './demo-page.ts'

const scripts = {
  ocapi: {
    version: '0.4.2',
    path: '/ocapi/0.4.2/ocapi-0.4.2.js',
    integrity: 'sha384-x',
    sizeBytes: 1,
    base: '/v2',
    status: 'stable',
  },
  hcaptcha: { version: '0', path: '/1/0/api.js', integrity: 'sha384-y', sizeBytes: 1 },
} as const
function show(change: Pick<DemoView, 'lang' | 'contract'>): string {
  return demoPage({ kind: 'transcription', sitekey: 'a', scripts, outcome: null, ...change })
}

// While the service was down its script did not come, and the form stood there without a challenge
// and without a word: only what the page itself holds can then tell the visitor why.
for (const [lang, sentence] of [
  ['en', 'The challenge is loading. If nothing appears here, its service cannot be reached'],
  ['fr', 'Le défi se charge. Si rien n’apparaît ici, son service est injoignable'],
] as const) {
  test(`the page in ${lang} holds a sentence in the place of a challenge that does not come`, () => {
    const ocapi = show({ lang, contract: 'ocapi' })
    assert.match(ocapi, new RegExp(`<div id="ocapi-challenge"[^>]*>${sentence}`))
    const hcaptcha = show({ lang, contract: 'hcaptcha' })
    assert.match(hcaptcha, new RegExp(`<div class="h-captcha"[^>]*></div><p [^>]*>${sentence}`))
  })
}

test('the page of hCaptcha’s contract loads its script by integrity, in the page’s language', () => {
  const tag =
    '<script src="/1/0/api.js?hl=fr" integrity="sha384-y" crossorigin="anonymous" defer></script>'
  assert.ok(show({ lang: 'fr', contract: 'hcaptcha' }).includes(tag))
  assert.ok(!show({ lang: 'fr', contract: 'ocapi' }).includes('/1/0/api.js'))
})

test('every link changes one thing and keeps the others', () => {
  const page = show({ lang: 'fr', contract: 'hcaptcha' })
  const links = [...page.matchAll(/<a href="([^"]+)"/g)].map(([, address]) => address)
  assert.deepEqual(links, [
    '/demo?contract=ocapi&amp;kind=transcription&amp;lang=fr',
    '/demo?contract=hcaptcha&amp;kind=transcription&amp;lang=fr',
    '/demo?contract=hcaptcha&amp;kind=transcription&amp;lang=fr',
    '/demo?contract=hcaptcha&amp;kind=classification&amp;lang=fr',
    '/demo?contract=hcaptcha&amp;kind=transcription&amp;lang=en',
  ])
})
