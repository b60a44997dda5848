import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addSecret, hcaptchaClient } from '../setup/hcaptcha-client.ts'
import { answerTo } from '../setup/service.ts'
import {
  decodePictures,
  press,
  setFrameStage,
  takeRefusals,
  type,
  typeRight,
} from './frame-stage.ts'

const stage = setFrameStage()

test('the frame shows a transcription, and gives the page a pass that siteverify accepts', async () => {
  const framing = await stage.open()
  const { transcription: site } = stage.service.sites
  await framing.begin(site.sitekey)
  assert.equal((await framing.waitForEvent('shown')).expires_in_seconds, 600)
  const challenge = await stage.see(framing)
  await typeRight(framing, challenge)
  await framing.page.keyboard.press('Enter')
  const { pass } = await framing.waitForEvent('pass')
  assert.deepEqual([pass.key, pass.expires_in_seconds], [challenge.id, 120])
  const secret = await addSecret(stage.service.store, site)
  const { verify } = hcaptchaClient(stage.service, site)
  const reply = await verify({ secret, response: pass.token })
  assert.deepEqual(reply.success && [reply.hostname, reply.sitekey], [
    'partner.localhost',
    site.sitekey,
  ])
  for (const { imageId } of challenge.items) {
    const picture = await stage.service.app.inject(`/api/picture/${challenge.id}/${imageId}`)
    assert.equal(picture.statusCode, 404)
  }
})

test('the frame shows the pictures of a classification, and gives a pass for those rightly chosen', async () => {
  const framing = await stage.open()
  const { items, keyword } = await stage.show(framing, 'classification')
  assert.equal(await framing.inside(decodePictures), 9)
  for (const [index, { role, label }] of items.entries())
    if (role === 'known' && label === keyword) await press(framing, `Picture ${index + 1}`)
  await press(framing, 'Validate')
  assert.match((await framing.waitForEvent('pass')).pass.token, /^P1_/)
})

test('the frame asks in the visitor’s language, and marks the language of the class’s name', async () => {
  const named = { pears: 'Birnen', plums: 'Pflaumen' }
  const names = Object.entries(named).map(([ofClass, name]) => ({
    class: ofClass,
    language: 'de',
    name,
  }))
  const line = {
    atMs: 0,
    organisation: 'main',
    actor: 'test',
    action: 'a',
    subject: '',
    detail: '',
  }
  await stage.service.store.classNames.set('main', 'classification', names, line)
  const framing = await stage.open()
  const challenge = await stage.show(framing, 'classification', { languages: ['de-AT', 'en'] })
  const { items, keyword } = challenge
  const name = keyword === 'pears' ? named.pears : named.plums
  const asked = framing.frame.locator('legend')
  assert.equal(
    await asked.textContent(),
    `Wählen Sie alle Bilder aus, auf denen dies zu sehen ist: ${name}`,
  )
  assert.equal(await asked.locator('strong').getAttribute('lang'), 'de')
  for (const [index, { role, label }] of items.entries())
    if (role === 'known' && label === keyword) await press(framing, `Bild ${index + 1}`)
  await press(framing, 'Bestätigen')
  assert.match((await framing.waitForEvent('pass')).pass.token, /^P1_/)
})

// The dialog closed without a word, and Orca says nothing of the focus that goes back to the box.
test('the frame says that an answer was right, for those who hear it', async () => {
  const framing = await stage.open()
  await typeRight(framing, await stage.show(framing, 'transcription'))
  await press(framing, 'Validate')
  await framing.waitForEvent('pass')
  const status = framing.frame.getByRole('status')
  await status.getByText('That is right, thank you. You can send the form.').waitFor()
})

const wrong = 'That was not right. Here is another challenge.'
const gone = 'That challenge was already used or too old. Here is another one.'
for (const [name, sentence] of [
  ['wrong', wrong],
  ['to a challenge already answered', gone],
  ['to a challenge too old', gone],
] as const) {
  test(`the frame asks for another challenge when an answer is ${name}, and keeps the focus`, async () => {
    const framing = await stage.open()
    const first = await stage.show(framing, 'transcription')
    if (name === 'to a challenge already answered') {
      const client = hcaptchaClient(stage.service, stage.service.sites.transcription)
      await client.answer(first.id, answerTo(first, true))
    }
    if (name === 'to a challenge too old') stage.service.moveClock(600_001)
    await type(framing, ['quite wrong', 'quite wrong'])
    await press(framing, 'Validate')
    assert.equal((await framing.waitForEvent('shown')).expires_in_seconds, 600)
    await framing.frame.getByRole('status').getByText(sentence).waitFor()
    assert.notEqual((await stage.see(framing)).id, first.id)
    const field = framing.frame.getByLabel('Text 1', { exact: true })
    assert.equal(await field.inputValue(), '')
    assert.equal(await field.evaluate((element) => element.matches(':focus')), true)
    assert.deepEqual(
      (await framing.takeEvents()).filter(({ is }) => is !== 'size'),
      [],
    )
    takeRefusals(framing)
  })
}

test('Escape and the button close the frame, which is in the visitor’s language', async () => {
  const framing = await stage.open()
  await stage.show(framing, 'transcription', { languages: ['fr-CA', 'en'] })
  await framing.page.keyboard.press('Escape')
  await framing.waitForEvent('close')
  await press(framing, 'Fermer')
  await framing.waitForEvent('close')
  // It is in the upper corner, and so before the first field.
  await framing.frame.getByRole('textbox').first().focus()
  await framing.page.keyboard.press('Shift+Tab')
  await framing.page.keyboard.press('Enter')
  await framing.waitForEvent('close')
  assert.equal(await framing.frame.locator('html').getAttribute('lang'), 'fr')
  assert.equal(await framing.page.frames()[1]?.title(), 'Vérifions que vous êtes humain')
})

// Some browsers and phones write an underscore, or language codes that were replaced in 1989.
for (const [languages, spoken] of [
  [['fr_CA', 'en'], 'fr'],
  [['en_US', 'fr'], 'en'],
  [['in', 'FR_fr'], 'id'],
  [['iw_IL', 'en_US', 'fr'], 'he'],
  [[], 'en'],
] as const) {
  test(`the frame is in ${spoken} when the languages wanted are ${languages.join() || 'none'}`, async () => {
    const framing = await stage.open()
    await stage.show(framing, 'transcription', { languages })
    assert.equal(await framing.frame.locator('html').getAttribute('lang'), spoken)
    assert.equal(framing.sent[0]?.body['language'], languages[0])
  })
}

test('the frame begins with the focus in the first field, so that the keyboard alone is enough', async () => {
  const framing = await stage.open()
  for (const kind of ['transcription', 'classification', 'transcription'] as const) {
    await stage.show(framing, kind)
    const first =
      kind === 'transcription'
        ? framing.frame.getByLabel('Text 1', { exact: true })
        : framing.frame.getByRole('button', { name: 'Picture 1' })
    await framing.frame.locator(':is(input, button):focus').waitFor()
    assert.equal(await first.evaluate((element) => element.matches(':focus')), true, kind)
    assert.equal(await framing.page.evaluate('document.activeElement.localName'), 'iframe')
  }
  const { items } = await stage.see(framing)
  const [one = '', two = ''] = items.map(({ label }) => label ?? 'perdrix')
  await framing.page.keyboard.type(one)
  await framing.page.keyboard.press('Tab')
  await framing.page.keyboard.type(two)
  await framing.page.keyboard.press('Enter')
  await framing.waitForEvent('pass')
  const { answers } = framing.sent.at(-1)?.body ?? {}
  assert.deepEqual(Object.values(answers as object), [one, two])
})

test('the frame works in a page that is isolated from other origins', async () => {
  const framing = await stage.open({
    headers: {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    },
  })
  await stage.show(framing, 'transcription')
  assert.equal(await framing.inside(decodePictures), 2)
})
