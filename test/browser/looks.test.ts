import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { readStyle, setStage } from './browser.ts'

const stage = setStage()
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

type Kind = 'transcription' | 'classification'
const kinds: Kind[] = ['transcription', 'classification']

/** The label of the widget's second button in each language. */
function anotherIn(language: string): string {
  const file = new URL(`../../src/widget/words/${language}.json`, import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { challenge: { another: string } }).challenge
    .another
}

type Look = {
  name: string
  context: BrowserContextOptions
  language?: string
  html?: string
  head?: string
}

const looks: Look[] = [
  { name: 'wide', context: {} },
  { name: 'dark', context: { colorScheme: 'dark' } },
  { name: 'narrow', context: { viewport: { width: 320, height: 600 } } },
  { name: 'right to left', context: {}, language: 'ar', html: 'lang="ar" dir="rtl"' },
  {
    name: 'in letters of twice the size and narrow',
    context: { viewport: { width: 320, height: 600 } },
    head: '<style>html { font-size: 200% }</style>',
  },
  { name: 'in forced colours', context: { forcedColors: 'active' } },
]

async function findFaults(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axePath })
  const found = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    'axe.run()',
  )
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  )
}

for (const { name, language = 'en', ...opening } of looks) {
  for (const kind of kinds) {
    test(`a ${kind} ${name} has no accessibility fault, fits the screen, and is large enough to touch`, async () => {
      stage.stub.next.type = kind
      const head = `${opening.head ?? ''}<style>@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }</style>`
      const page = await stage.open({ ...opening, head })
      await page.getByRole('button', { name: anotherIn(language) }).waitFor()
      assert.deepEqual(await findFaults(page), [])
      assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true)
      for (const target of await page
        .locator('#ocapi-challenge :is(button, input):visible')
        .all()) {
        const box = await target.boundingBox()
        assert.ok(box && box.height >= 44 && box.width >= 44, await target.innerText())
      }
    })
  }
}

for (const [name, failure] of [
  ['fails', 503],
  ['is wrong', null],
] as const) {
  test(`a challenge that ${name} has no accessibility fault`, async () => {
    const page = await stage.open({
      prepare: async () => {
        if (failure) stage.stub.failures.push(failure)
      },
    })
    if (failure) await page.getByRole('alert').getByText('does not answer').waitFor()
    else {
      await page.getByLabel('Text 1', { exact: true }).fill('x')
      await page.getByLabel('Text 2', { exact: true }).fill('x')
      await page.keyboard.press('Enter')
      await page.getByText('That was not right.').waitFor()
    }
    assert.deepEqual(await findFaults(page), [])
  })
}

test('the accessibility check finds a planted fault', async () => {
  const page = await stage.open({ placeholder: '<img src="/nothing.png">' })
  assert.match((await findFaults(page)).join(), /image-alt/)
})

test('a visitor who prefers dark gets a dark widget', async () => {
  const page = await stage.open({ context: { colorScheme: 'dark' } })
  await page.getByLabel('Text 1', { exact: true }).waitFor()
  const ground = await readStyle(page.locator('.box'), 'backgroundColor')
  assert.equal(ground, 'rgb(29, 31, 34)')
})

// On a page written from right to left, the legend was on the right, labels and status on the left:
// each line, and each credit, followed its own letters. The whole widget now follows its own language.
test('a widget in English is aligned left on a page from right to left, from legend to buttons', async () => {
  stage.stub.next.credits = [{ text: 'المكتبة الوطنية', url: null, licence: 'CC0' }]
  const page = await stage.open({ html: 'lang="en" dir="rtl"' })
  await page.getByLabel('Text 1', { exact: true }).fill('right')
  await page.keyboard.press('Enter')
  await page.getByText('Type a text for each picture').waitFor()
  const legend = page.getByText('Type the text you read in each picture')
  const credit = page.locator('.credits p')
  for (const part of [page.getByRole('status'), legend, page.getByText('Text 1'), credit]) {
    assert.equal(await readStyle(part, 'direction'), 'ltr')
    assert.match(await readStyle(part, 'textAlign'), /^(left|start)$/)
    assert.notEqual(await readStyle(part, 'unicodeBidi'), 'plaintext')
  }
  const validate = await page.getByRole('button', { name: 'Validate' }).boundingBox()
  const another = await page.getByRole('button', { name: 'Another challenge' }).boundingBox()
  assert.ok(validate && another && validate.x < another.x)
})

test('the fields for a text from right to left have that direction', async () => {
  Object.assign(stage.stub.next, { direction: 'rtl', language: 'ar' })
  const page = await stage.open()
  const field = page.getByLabel('Text 1', { exact: true })
  assert.equal(await field.getAttribute('dir'), 'rtl')
  assert.equal(await field.getAttribute('lang'), 'ar')
})
