import assert from 'node:assert/strict'
import { test } from 'node:test'
import { smallBuild } from '../../../test/setup/service.ts'
import { openContracts } from '../app.ts'
import { openWords } from '../words.ts'
import { demoPage, type DemoView } from './demo-page.ts'

const contracts = await openContracts(smallBuild)

const { languages } = await openWords(smallBuild)

function show(
  { lang, contract: name }: { lang: string; contract: string },
  outcome: DemoView['outcome'] = null,
): string {
  const contract = contracts.find((one) => one.name === name)
  const language = languages.find(({ tag }) => tag === lang)
  assert.ok(contract && language)
  const kind = 'transcription'
  const kinds = ['transcription', 'classification']
  const view = { contract, contracts, kind, kinds, language, languages }
  return demoPage({ ...view, sitekey: 'a', outcome })
}

// While the service was down, its script did not load, and the form showed no challenge and no message:
// only the page itself can then tell the visitor why.
for (const [lang, sentence] of [
  ['en', 'The challenge is loading. If nothing appears here, its service cannot be reached'],
  ['de', 'Die Aufgabe wird geladen. Wenn hier nichts erscheint, ist ihr Dienst nicht erreichbar'],
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
    '<script src="/1/0/api.js?hl=fr" integrity="sha384-x" crossorigin="anonymous" defer></script>'
  assert.ok(show({ lang: 'fr', contract: 'hcaptcha' }).includes(tag))
  assert.ok(!show({ lang: 'fr', contract: 'ocapi' }).includes('/1/0/api.js'))
})

test('every link changes one thing and keeps the others', () => {
  const page = show({ lang: 'fr', contract: 'hcaptcha' })
  const links = [...page.matchAll(/<a href="([^"]+)"/g)].map(([, address]) => address)
  assert.deepEqual(links, [
    '/demo?contract=ocapi&amp;kind=transcription&amp;lang=fr',
    '/demo?contract=hcaptcha&amp;kind=transcription&amp;lang=fr',
    '/demo?contract=recaptcha&amp;kind=transcription&amp;lang=fr',
    '/demo?contract=turnstile&amp;kind=transcription&amp;lang=fr',
    '/demo?contract=hcaptcha&amp;kind=transcription&amp;lang=fr',
    '/demo?contract=hcaptcha&amp;kind=classification&amp;lang=fr',
    ...languages
      .filter(({ tag }) => tag !== 'fr')
      .map(({ tag }) => `/demo?contract=hcaptcha&amp;kind=transcription&amp;lang=${tag}`),
  ])
})

test('the page follows the direction of its language, and so does each link to another', () => {
  const arabic = show({ lang: 'ar', contract: 'ocapi' })
  assert.match(arabic, /<html lang="ar" dir="rtl">/)
  assert.match(arabic, /lang="de" dir="ltr" hreflang="de">Deutsch</)
  assert.match(
    show({ lang: 'de', contract: 'ocapi' }),
    /lang="ar" dir="rtl" hreflang="ar">العربية</,
  )
})

test('a visitor is thanked by name, whatever stands in it, or as a reader', () => {
  const thank = (name: string) =>
    show({ lang: 'en', contract: 'ocapi' }, { reading: 'accepted', name })
  assert.match(thank('$& {name}'), /Thank you, \$&amp; \{name\}: your signature/)
  assert.match(thank(''), /Thank you, reader: your signature/)
})
