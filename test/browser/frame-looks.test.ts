import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ToFrame } from '../../src/wire/frame.ts'
import type { ChallengeBody } from '../../src/wire/challenge.ts'
import { readStyle } from './browser.ts'
import { findFaults, press, setFrameStage, type } from './frame-stage.ts'
import type { Framing } from './framing-page.ts'

const stage = setFrameStage()
const dark: ToFrame['colors'] = {
  ground: '#1d1f22',
  paper: '#26292d',
  ink: '#eceae4',
  quiet: '#b6b2a8',
  line: '#3d4046',
  edge: '#83868d',
  accent: '#8ecbd8',
  'on-accent': '#1d1f22',
  right: '#8fd6a4',
  wrong: '#f3a08f',
}

test('the frame reports the size it needs, at first and when its width or its content changes', async () => {
  const framing = await stage.open({ style: 'width: 656px; height: 20px' })
  await stage.show(framing, 'transcription')
  const wide = await framing.readSize()
  assert.equal(wide.widthPixels, 640)
  await framing.page.evaluate('document.querySelector("iframe").style.width = "300px"')
  await framing.page.waitForFunction(`size.heightPixels > ${wide.heightPixels}`)
  const narrow = await framing.readSize()
  await framing.page.evaluate(
    `document.querySelector("iframe").style.height = "${narrow.heightPixels}px"`,
  )
  // The frame is laid out in another process, a little later.
  const isTall = `new Promise((resolve) => {
    const look = () => (innerHeight === ${narrow.heightPixels} ? resolve() : requestAnimationFrame(look))
    look()
  })`
  await framing.inside(isTall)
  const fits = await framing.inside(
    'document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth',
  )
  const isFilled = await framing.inside(
    'document.elementFromPoint(2, innerHeight - 2) === document.body.firstElementChild',
  )
  assert.deepEqual({ fits, isFilled }, { fits: true, isFilled: true })
  await stage.show(framing, 'classification')
  assert.equal((await framing.readSize()).widthPixels, 464)
})

// A browser does not paint a frame that is out of sight, and reports no change of size there. The focus
// inside the frame was also lost when its dialog was then opened.
for (const style of [
  'position: fixed; left: -10000px; width: 656px; height: 320px',
  'visibility: hidden; opacity: 0; width: 656px; height: 320px',
]) {
  test(`the frame reports its size before it is visible, and has the focus once it is: ${style}`, async () => {
    const framing = await stage.open({ style })
    await stage.show(framing, 'transcription')
    const { widthPixels, heightPixels } = await framing.readSize()
    assert.ok(widthPixels === 640 && heightPixels > 150, `${widthPixels} ${heightPixels}`)
    await framing.page.evaluate(`{
      document.querySelector('iframe').style = 'width: 656px; height: 320px'
      document.querySelector('dialog').close()
      document.querySelector('dialog').showModal()
      document.querySelector('iframe').focus()
    }`)
    await framing.frame.locator('input:focus').waitFor()
    await framing.page.keyboard.type('un')
    const field = framing.frame.getByLabel('Text 1', { exact: true })
    assert.equal(await field.inputValue(), 'un')
  })
}

const looks: [name: string, options: Framing, change: Partial<ToFrame>][] = [
  ['light', {}, {}],
  ['dark', {}, { colors: dark, colorScheme: 'dark' }],
  ['dark on a light page of a visitor who prefers dark', { colorScheme: 'dark' }, {}],
  ['narrow', { style: 'width: 320px; height: 480px' }, {}],
  ['in forced colours', { forcedColors: 'active' }, {}],
]
for (const [name, options, change] of looks) {
  for (const kind of ['transcription', 'classification'] as const) {
    test(`the frame has no accessibility fault, ${kind} ${name}`, async () => {
      const framing = await stage.open(options)
      await stage.show(framing, kind, change)
      assert.deepEqual(await findFaults(framing), [])
      for (const target of await framing.frame.locator(':is(button, input):visible').all()) {
        const box = await target.boundingBox()
        assert.ok(box && box.height >= 44 && box.width >= 44, await target.innerText())
      }
    })
  }
}

test('the frame has the colours of the page’s theme, whatever the visitor’s browser prefers', async () => {
  const framing = await stage.open({ colorScheme: 'dark' })
  const box = framing.frame.locator('.box')
  await stage.show(framing, 'transcription')
  assert.equal(await readStyle(box, 'backgroundColor'), 'rgb(253, 252, 249)')
  assert.equal(await readStyle(box, 'colorScheme'), 'light')
  await stage.show(framing, 'transcription', { colors: dark, colorScheme: 'dark' })
  assert.equal(await readStyle(box, 'backgroundColor'), 'rgb(29, 31, 34)')
  assert.equal(
    await readStyle(framing.frame.locator('body > div'), 'backgroundColor'),
    'rgb(29, 31, 34)',
  )
  assert.equal(await readStyle(box, 'colorScheme'), 'dark')
})

test('the field follows the direction of the text to be typed, and credits follow their own', async () => {
  const framing = await stage.open()
  const credits = [{ text: 'المكتبة الوطنية', url: null, licence: 'CC0' }]
  await framing.page.route('**/api/challenge', async (route) => {
    const { challenge } = (await (await route.fetch()).json()) as { challenge: ChallengeBody }
    const arabic = { ...challenge, language: 'ar', direction: 'rtl', credits }
    await route.fulfill({ json: { challenge: arabic } })
  })
  await stage.show(framing, 'transcription')
  const field = framing.frame.getByLabel('Text 1', { exact: true })
  assert.equal(await field.getAttribute('dir'), 'rtl')
  assert.equal(await readStyle(field, 'direction'), 'rtl')
  // As two texts, a name that was broken into lines was mixed up with its licence.
  const credit = framing.frame.locator('.credits bdi')
  assert.equal(await credit.innerText(), 'المكتبة الوطنية · CC0')
  assert.deepEqual(await findFaults(framing), [])
})

test('right and wrong are told apart by a sign, also in forced colours', async () => {
  const framing = await stage.open({ forcedColors: 'active' })
  await stage.show(framing, 'transcription')
  await type(framing, ['quite wrong', 'quite wrong'])
  await press(framing, 'Validate')
  await framing.frame.locator('[data-tone=wrong]').waitFor()
  const signs = await framing.inside(`['wrong', 'right'].map((tone) => {
    const status = document.body.firstElementChild.shadowRoot.querySelector('.status')
    status.dataset.tone = tone
    const { content, borderStyle } = getComputedStyle(status, '::before')
    return [content, borderStyle]
  })`)
  assert.deepEqual(signs, [
    // The empty text after the slash keeps a screen reader from reading the sign aloud.
    ['"!" / ""', 'solid'],
    ['""', 'solid'],
  ])
})

test('the frame fits 320 pixels when letters have twice the usual size', async () => {
  const framing = await stage.open({ viewport: { width: 320, height: 600 }, style: 'width: 320px' })
  const [, frame = framing.page] = framing.page.frames()
  const context = framing.page.context()
  // Only some builds of Chromium draw the frame in a process of its own.
  const session = await context
    .newCDPSession(frame)
    .catch(() => context.newCDPSession(framing.page))
  await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 32 } })
  for (const kind of ['transcription', 'classification'] as const) {
    await stage.show(framing, kind)
    assert.equal(await readStyle(framing.frame.locator('.box'), 'fontSize'), '32px')
    const fits = 'document.documentElement.scrollWidth <= innerWidth'
    assert.equal(await framing.inside(fits), true, kind)
  }
})
