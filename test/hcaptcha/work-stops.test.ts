import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { pressCheckbox } from './solve.ts'
import { placesOf, setWaysStage, taskOf, wayButton } from './ways-stage.ts'

// A press beside the dialog hid the frame and told it nothing: the device worked on, for a pass that was dropped.
describe('work stops at once', () => {
  // More than any device does while a test waits.
  const stage = setWaysStage({ puzzles: 1_000, floorSeconds: 600 })

  async function begin(contract: string): Promise<{ page: Page; stopped: Promise<unknown> }> {
    const page = await stage.open({ contract, prepare: (opened) => opened.clock.install() })
    const { dialog, box, inner } = placesOf(page)
    if (contract.startsWith('0')) await wayButton(box, 2).click()
    else {
      await pressCheckbox(page)
      await wayButton(dialog, 2).click()
    }
    await taskOf(contract.startsWith('0') ? inner : dialog, 2).waitFor()
    while (page.workers().length === 0) await page.waitForEvent('worker')
    return {
      page,
      stopped: Promise.all(page.workers().map((worker) => worker.waitForEvent('close'))),
    }
  }

  // Not the second press of a double click, which a quick machine takes it for.
  async function pressBeside(page: Page): Promise<void> {
    await page.clock.fastForward(1000)
    await page.mouse.click(990, 790)
  }

  for (const contract of ['hcaptcha', 'recaptcha', 'turnstile'])
    test(`when the visitor presses beside the dialog of ${contract}’s contract`, async () => {
      const { page, stopped } = await begin(contract)
      await pressBeside(page)
      await stopped
      assert.equal(await page.locator('dialog:not([aria-hidden])').count(), 0)
    })

  for (const [name, end] of [
    ['the visitor presses Escape', (page) => page.keyboard.press('Escape')],
    [
      'the visitor presses the button to close',
      (page) => placesOf(page).dialog.getByRole('button', { name: 'Close', exact: true }).click(),
    ],
    ['the page closes the challenge', (page) => page.evaluate('hcaptcha.close()')],
    ['the page resets the widget', (page) => page.evaluate('hcaptcha.reset()')],
    ['the page removes the widget', (page) => page.evaluate('hcaptcha.remove()')],
  ] as const satisfies [string, (page: Page) => Promise<unknown>][])
    test(`when ${name}`, async () => {
      const { page, stopped } = await begin('hcaptcha')
      await end(page)
      await stopped
    })

  test('and a challenge after it begins as ever', async () => {
    const { page, stopped } = await begin('hcaptcha')
    await pressBeside(page)
    await stopped
    await pressCheckbox(page)
    await taskOf(placesOf(page).dialog, 0).waitFor()
  })

  // While the frame was there, the form's reset changed nothing.
  test('when a form of Ocapi’s contract is reset, which then asks anew', async () => {
    const { page, stopped } = await begin('0.4.2')
    await page.getByRole('button', { name: 'Reset' }).click()
    await stopped
    await placesOf(page).box.getByRole('textbox').first().waitFor()
  })

  test('when the page takes Ocapi’s element away', async () => {
    const { page, stopped } = await begin('0.3.1')
    await page.evaluate(`document.querySelector('#captchan-challenge').remove()`)
    await stopped
  })
})
