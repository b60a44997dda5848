import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { setStage } from './browser.ts'

const stage = setStage()
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const thanks = 'Thank you. Here is another challenge.'

const looks: { name: string; context: BrowserContextOptions; html?: string; head?: string }[] = [
  { name: 'wide', context: {} },
  { name: 'dark', context: { colorScheme: 'dark' } },
  { name: 'narrow', context: { viewport: { width: 320, height: 900 } } },
  { name: 'right to left', context: {}, html: 'lang="ar" dir="rtl"' },
  {
    name: 'in letters of twice the size and narrow',
    context: { viewport: { width: 320, height: 900 } },
    head: '<style>html { font-size: 200% }</style>',
  },
  { name: 'in French', context: {}, html: 'lang="fr"' },
]

async function openReport(page: Page): Promise<void> {
  await page.locator('#ocapi-challenge summary').click()
  await page.locator('#ocapi-challenge select').waitFor()
}

for (const { name, ...opening } of looks) {
  test(`the report of a picture ${name} has no accessibility fault, fits, and is large enough to touch`, async () => {
    const page = await stage.open(opening)
    await openReport(page)
    await page.addScriptTag({ path: axePath })
    const found = await page.evaluate<{ violations: { id: string }[] }>('axe.run()')
    assert.deepEqual(
      found.violations.map(({ id }) => id),
      [],
    )
    assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true)
    for (const target of await page
      .locator('#ocapi-challenge :is(summary, select, details button)')
      .all()) {
      const box = await target.boundingBox()
      assert.ok(box && box.height >= 44 && box.width >= 44, await target.innerText())
    }
  })
}

test('a visitor reports the second picture by keyboard alone and goes on with another challenge', async () => {
  const page = await stage.open()
  await page.getByRole('button', { name: 'Another challenge' }).focus()
  // Past the links in the credit, to what this is, and to what is kept.
  for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Enter']) await page.keyboard.press(key)
  await page.locator('#ocapi-challenge select').waitFor()
  for (const key of ['Tab', 'ArrowDown', 'Tab']) await page.keyboard.press(key)
  const [challenge = ''] = [...stage.stub.challenges.keys()]
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText(thanks).waitFor()
  assert.deepEqual(stage.stub.reported, [
    { challenge, image: `text-1-${challenge}`, reason: 'unreadable' },
  ])
  assert.equal(stage.stub.challenges.size, 2)
  assert.deepEqual(stage.stub.answered, [])
  const focused = 'document.querySelector("#ocapi-challenge").shadowRoot.activeElement.id'
  assert.equal(await page.evaluate(focused), 'text-0')
  assert.deepEqual(stage.complaints, [])
})

test('a tile is reported as one that should not be there', async () => {
  stage.stub.next.type = 'classification'
  const page = await stage.open()
  await openReport(page)
  const [challenge = ''] = [...stage.stub.challenges.keys()]
  await page.getByRole('combobox', { name: 'Report a picture' }).selectOption('Picture 9')
  await page.getByRole('button', { name: 'It should not be here' }).click()
  await page.getByText(thanks).waitFor()
  assert.deepEqual(stage.stub.reported, [
    { challenge, image: `tile-8-${challenge}`, reason: 'inappropriate' },
  ])
})

test('until it is opened, the report takes one line and one stop of the Tab key', async () => {
  const page = await stage.open()
  await page.getByLabel('Text 1', { exact: true }).waitFor()
  assert.equal(await page.locator('#ocapi-challenge select').isVisible(), false)
  await page.getByLabel('Text 1', { exact: true }).fill('right')
  await page.getByLabel('Text 2', { exact: true }).fill('right')
  await page.keyboard.press('Enter')
  await page.getByText('That is right').waitFor()
  assert.equal(await page.locator('#ocapi-challenge summary').count(), 0)
})
