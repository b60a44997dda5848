import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { FrameLocator, Page } from 'playwright-core'
import { pressCheckbox } from './solve.ts'
import { letTimePass, placesOf, setWaysStage, taskOf, wayButton } from './ways-stage.ts'

describe('the ways of passing', () => {
  const stage = setWaysStage()

  async function open(
    contract = 'hcaptcha',
    { width = 1_000, language = 'en' } = {},
  ): Promise<{ page: Page; frame: FrameLocator }> {
    const page = await stage.open({ contract, width, language })
    return { page, frame: placesOf(page).dialog }
  }
  const hasCurrent = (frame: FrameLocator, way: number) =>
    wayButton(frame, way).getAttribute('aria-current')

  test('by neither, a visitor passes without a task, and what was typed is there', async () => {
    const { page, frame } = await open()
    letTimePass(page, stage)
    await pressCheckbox(page)
    await wayButton(frame, 2).click()
    await taskOf(frame, 2).waitFor()
    await frame.getByRole('meter', { name: 'How much is done' }).waitFor()
    await page.waitForFunction(`document.querySelector('[name=h-captcha-response]').value !== ''`)
    assert.equal(await page.locator('[name=said]').inputValue(), 'typed before')
    assert.equal(await page.locator('dialog:not([aria-hidden])').count(), 0)
  })

  test('each way is reached from each other with one key, and begins with the focus in its task', async () => {
    const { page, frame } = await open()
    await pressCheckbox(page)
    await taskOf(frame, 0).waitFor()
    for (const [from, to] of [
      [0, 1],
      [1, 2],
      [2, 0],
      [0, 2],
      [2, 1],
      [1, 0],
    ] as const) {
      assert.equal(await hasCurrent(frame, from), 'true')
      await wayButton(frame, to).focus()
      await page.keyboard.press(to % 2 ? 'Enter' : 'Space')
      await taskOf(frame, to).waitFor()
      const content = frame.locator('.content')
      assert.equal(await content.locator(':focus').count(), 1, `${from} to ${to}`)
      assert.equal(await hasCurrent(frame, from), null)
    }
  })

  test('the row of ways follows the challenge for the Tab key, and fits 320 pixels from right to left', async () => {
    const { page } = await open('hcaptcha', { language: 'ar', width: 320 })
    const frame = page.frameLocator('dialog iframe')
    await pressCheckbox(page)
    const row = frame.getByRole('group', { name: 'طرق الاجتياز' })
    await row.getByRole('button').nth(2).click()
    await frame.getByText('جهازك يعمل نيابةً عنك').waitFor()
    const width = await row.evaluate((element) => {
      const { scrollWidth, clientWidth } = (
        element as unknown as {
          ownerDocument: { documentElement: { scrollWidth: number; clientWidth: number } }
        }
      ).ownerDocument.documentElement
      return scrollWidth - clientWidth
    })
    assert.ok(width <= 0, String(width))
  })

  test('work stops with the challenge, in the middle of it', async () => {
    const { page, frame } = await open()
    await pressCheckbox(page)
    await wayButton(frame, 2).click()
    await taskOf(frame, 2).waitFor()
    await wayButton(frame, 0).focus()
    await page.keyboard.press('Enter')
    await taskOf(frame, 0).waitFor()
    await page.waitForFunction('true')
    while (page.workers().length > 0)
      await page
        .workers()[0]
        ?.evaluate('1')
        .catch(() => undefined)
    assert.equal(page.workers().length, 0)
  })

  test('in Ocapi’s contract, too, a visitor passes by neither, and goes from way to way by keyboard', async () => {
    const { page } = await open('0.4.2')
    letTimePass(page, stage)
    const { box, inner } = placesOf(page)
    await box.getByRole('textbox').first().waitFor()
    await box.getByRole('button', { name: 'By ear' }).focus()
    await page.keyboard.press('Enter')
    await taskOf(inner, 1).waitFor()
    assert.equal(await inner.locator('.content :focus').count(), 1)
    await wayButton(inner, 0).focus()
    await page.keyboard.press('Space')
    await taskOf(inner, 0).waitFor()
    await wayButton(inner, 2).focus()
    await page.keyboard.press('Enter')
    await taskOf(inner, 2).waitFor()
    await box.getByText('That is right, thank you.').waitFor()
    assert.match(await page.locator('[name=ocapi-challenge-id]').inputValue(), /^W1_/)
    assert.equal(await page.locator('[name=said]').inputValue(), 'typed before')
  })
})
