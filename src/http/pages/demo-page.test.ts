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
  const choices = { contract, contracts, kind, kinds, isGame: false, language, languages }
  const place = { base: 'https://captcha.example', root: '.', hasHomePage: true }
  return demoPage({ ...choices, ...place, sitekey: 'a', outcome })
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
    '<script src="./1/0/api.js?hl=fr" integrity="sha384-x" crossorigin="anonymous" defer></script>'
  assert.ok(show({ lang: 'fr', contract: 'hcaptcha' }).includes(tag))
  assert.ok(!show({ lang: 'fr', contract: 'ocapi' }).includes('src="./1/0/api.js'))
})

test('every link changes one thing and keeps the others', () => {
  const page = show({ lang: 'fr', contract: 'hcaptcha' })
  assert.match(page, /<a class="brand" href="\.\/\?lang=fr">/)
  const links = [...page.matchAll(/<a href="([^"]+)"/g)].map(([, address]) => address)
  assert.deepEqual(links, [
    ...languages.map(({ tag }) => `?contract=hcaptcha&amp;kind=transcription&amp;lang=${tag}`),
    '?contract=ocapi&amp;kind=transcription&amp;lang=fr',
    '?contract=hcaptcha&amp;kind=transcription&amp;lang=fr',
    '?contract=recaptcha&amp;kind=transcription&amp;lang=fr',
    '?contract=turnstile&amp;kind=transcription&amp;lang=fr',
    '?contract=hcaptcha&amp;kind=transcription&amp;lang=fr',
    '?contract=hcaptcha&amp;kind=classification&amp;lang=fr',
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
    show({ lang: 'en', contract: 'ocapi' }, { reading: 'accepted', exchange: null, name })
  assert.match(thank('$& {name}'), /Thank you, \$&amp; \{name\}: your signature/)
  assert.match(thank(''), /Thank you, reader: your signature/)
})

test('right and wrong have words and a sign of their own, the tab says them first, and the form stays', () => {
  for (const [reading, tone, sentence] of [
    ['accepted', 'right', 'Thank you, Ada: your signature was taken.'],
    ['missing', 'wrong', 'Not taken: the box was not ticked.'],
  ] as const) {
    const page = show(
      { lang: 'en', contract: 'hcaptcha' },
      { reading, exchange: null, name: 'Ada' },
    )
    assert.ok(page.includes(`<title>${sentence} · Incipit</title>`))
    assert.match(page, new RegExp(`<p class="outcome ${tone}"[^>]*><span>${sentence}</span></p>`))
    assert.match(page, /name="name"[^>]* value="Ada"/)
  }
})

test('each contract has its lines to copy, with the address of the service and the sitekey', () => {
  for (const { name, demo } of contracts) {
    const page = show({ lang: 'en', contract: name })
    const [inPage = '', onServer = ''] = [...page.matchAll(/<pre id=[^>]*>([^<]+)<\/pre>/g)].map(
      ([, text = '']) => text,
    )
    assert.match(inPage, /src=&quot;https:\/\/captcha\.example\//)
    assert.match(inPage, /=&quot;a&quot;/)
    assert.match(onServer, /^curl https:\/\/captcha\.example\//)
    assert.ok(page.includes(`<code dir="ltr">${demo.field}</code>`))
  }
})

test('the game is offered where the contract’s widget has it', () => {
  const isOffered = (contract: string): boolean =>
    show({ lang: 'en', contract }).includes('>A game of five</a>')
  assert.deepEqual([isOffered('ocapi'), isOffered('hcaptcha')], [true, false])
})
