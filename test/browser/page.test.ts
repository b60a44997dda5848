import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { readStyle, setStage, writeTag } from './browser.ts'
import { stubSite } from './stub-service.ts'
import { answer, rightMessage, waitForTexts } from './visitor.ts'

const stage = setStage()

test('a page’s policy may forbid everything but the service, and require trusted types', async () => {
  const host = stage.stub.origin
  const page = await stage.open({
    policy: `default-src 'none'; script-src ${host}; connect-src ${host}; img-src ${host}; require-trusted-types-for 'script'; trusted-types 'none'`,
  })
  await answer(page, 'right')
  await page.getByText(rightMessage).waitFor()
  assert.equal(await readStyle(page.getByText(rightMessage), 'fontWeight'), '600')
  assert.deepEqual(stage.complaints, [])
})

test('a page refuses a payload whose bytes do not match its integrity value', async () => {
  const src = `${stage.stub.origin}/ocapi/0.4.2/ocapi-0.4.2.js`
  const other = stage.stub.payloads.at(-1)?.integrity ?? ''
  const page = await stage.open({
    script: `<script src="${src}" integrity="${other}" crossorigin="anonymous"></script>`,
  })
  assert.equal(await page.locator('form input[type=hidden]').count(), 0)
  assert.match(stage.complaints.join(), /integrity/)
})

for (const attribute of ['async', 'defer']) {
  test(`a page may load the payload with ${attribute}`, async () => {
    const script = writeTag(stage.stub, '0.4.2').replace(' src=', ` ${attribute} src=`)
    const page = await stage.open({ script })
    await waitForTexts(page)
  })
}

test('the console says when the placeholder is outside a form, has no client, or is missing', async () => {
  const placeholder = '</form><div id="ocapi-challenge"></div>'
  await (await stage.open({ placeholder })).getByRole('alert').getByText('wrongly set up').waitFor()
  assert.deepEqual(stage.stub.asked, [])
  await stage.open({ placeholder: '' })
  const logged = stage.complaints.join('\n')
  assert.match(logged, /not inside a <form>/)
  assert.match(logged, /no data-ocapi-client or data-captchan-client/)
  assert.match(logged, /no element has the id ocapi-challenge or captchan-challenge/)
})

// An invalid base URL raised an error on the console, and the page showed nothing. Now the widget
// says that the page is at fault, and still adds its inputs to the form.
for (const url of ['http://[', 'localhost:8080/v2', 'javascript:alert(1)']) {
  test(`the widget says that a page whose base URL is ${url} is wrongly set up`, async () => {
    const page = await stage.open({ attributes: `data-ocapi-base-url="${url}"` })
    await page.getByRole('alert').getByText('this page is wrongly set up').waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('alert').getByText('this page is wrongly set up').waitFor()
    assert.equal(await page.locator('form input[type=hidden]').count(), 4)
    assert.match(stage.complaints.join(), /the base URL is not an address of http or https/)
    assert.deepEqual(stage.stub.asked, [])
  })
}

const waiting = 'The challenge is loading.'
const waitingPlaceholder = `<div id="ocapi-challenge" data-ocapi-client="${stubSite.clientId}">${waiting}</div>`

// While the service was down its script did not load, so the visitor saw a form without a challenge
// or any explanation. The page itself now has a sentence for that.
test('a sentence in the placeholder is visible when the script does not load', async () => {
  const script = writeTag(stage.stub, '0.4.2')
  await stage.stub.stop()
  const page = await stage.open({ script, placeholder: waitingPlaceholder })
  await page.getByText(waiting).waitFor()
  assert.match(await readAloud(page), /The challenge is loading/)
})

test('a sentence in the placeholder is neither visible nor read aloud once the widget is there', async () => {
  const head = '<style>#ocapi-challenge, #ocapi-challenge * { display: block !important }</style>'
  const page = await stage.open({ placeholder: waitingPlaceholder, head })
  await waitForTexts(page)
  assert.doesNotMatch(await page.locator('body').innerText(), /The challenge is loading/)
  const spoken = await readAloud(page)
  assert.doesNotMatch(spoken, /The challenge is loading/)
  assert.equal(spoken.match(/Type the text you read/g)?.length, 1)
})

// The texts that the browser gives to a screen reader.
async function readAloud(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  return nodes
    .filter(({ ignored, role }) => !ignored && role?.value === 'StaticText')
    .map(({ name }) => String(name?.value))
    .join('\n')
}

test('a page gets one widget when it loads the payload twice, or has both placeholders', async () => {
  const tag = writeTag(stage.stub, '0.4.2')
  const page = await stage.open({
    script: tag + tag,
    placeholder: `<div id="captchan-challenge" data-captchan-client="old"></div>
      <div id="ocapi-challenge" data-ocapi-client="${stubSite.clientId}"></div>`,
  })
  await waitForTexts(page)
  assert.equal(await page.locator('form input[type=hidden]').count(), 4)
  assert.equal(stage.stub.asked.length, 1)
})

test('a page in French is asked in French', async () => {
  const page = await stage.open({ html: 'lang="fr-FR"' })
  await page.getByRole('button', { name: 'Valider' }).waitFor()
  assert.match(stage.stub.asked[0] ?? '', /\?language=fr-FR&pictures=inline&way=default$/)
})

test('the widget works in short English, and says so, when its words do not load', async () => {
  stage.stub.wordsFail = true
  try {
    const page = await stage.open({ html: 'lang="fr"' })
    await page.getByText('The sentences of this box could not be loaded.').waitFor()
    await page.getByLabel('Text 1', { exact: true }).fill('right')
    await page.getByLabel('Text 2', { exact: true }).fill('right')
    await page.getByRole('button', { name: 'Validate' }).click()
    await page.getByRole('status').getByText('Right').waitFor()
  } finally {
    stage.stub.wordsFail = false
  }
})

test('a page in a language without a translation is asked in the language of the browser', async () => {
  const page = await stage.open({ html: 'lang="xx"', context: { locale: 'fr-FR' } })
  await page.getByRole('button', { name: 'Valider' }).waitFor()
  assert.match(stage.stub.asked[0] ?? '', /\?language=xx&pictures=inline&way=default$/)
})

test('the styles of the page do not reach the widget', async () => {
  const page = await stage.open({
    head: '<style>* { display: none !important } html, head, body, main, form, #ocapi-challenge { display: block !important } input, button { color: red }</style>',
  })
  await waitForTexts(page)
  await page.getByRole('button', { name: 'Validate' }).waitFor()
})

test('the widget shows a credit as a link only if its address is http or https', async () => {
  stage.stub.next.credits = [
    { text: 'Good', url: 'https://archive.example/', licence: 'CC0' },
    { text: 'Bad', url: 'javascript:alert(1)', licence: '<b>' },
  ]
  const page = await stage.open()
  await page.getByText('Bad · <b>').waitFor()
  assert.deepEqual(
    await page
      .locator('.credits a:not([href*="/about"])')
      .evaluateAll((links) => links.map((link) => link.outerHTML)),
    ['<a href="https://archive.example/" target="_blank" rel="noopener">Good</a>'],
  )
})
