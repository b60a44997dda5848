import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setStage } from './browser.ts'

const stage = setStage()

const text = 'Thank you: you also read a word for Archives of Somewhere.'

describe('after a right answer', () => {
  test('a line says for whom it was, with a link that leaves the page alone', async () => {
    stage.stub.next.thanks = [{ text, url: 'https://archive.example/' }]
    const page = await stage.open()
    await page.getByText('Archives of Somewhere · CC0').waitFor()
    assert.equal(await page.getByText(text).count(), 0)
    await page.getByLabel('Text 1', { exact: true }).fill('right')
    await page.getByLabel('Text 2', { exact: true }).fill('right')
    await page.keyboard.press('Enter')
    await page.getByText('You can send the form.').waitFor()
    assert.deepEqual(
      await page
        .locator('.credits bdi')
        .evaluateAll((parts) => parts.map((part) => part.innerHTML)),
      [`<a href="https://archive.example/" target="_blank" rel="noopener">${text}</a>`],
    )
  })

  test('a corpus that wants no thanks has its credit there, as before', async () => {
    const page = await stage.open()
    await page.getByLabel('Text 1', { exact: true }).fill('right')
    await page.getByLabel('Text 2', { exact: true }).fill('right')
    await page.keyboard.press('Enter')
    await page.getByText('You can send the form.').waitFor()
    assert.equal(await page.locator('.credits bdi').innerText(), 'Archives of Somewhere · CC0')
  })

  test('a wrong answer is thanked for nothing, and neither is a game that ends with one', async () => {
    stage.stub.next.thanks = [{ text, url: null }]
    const page = await stage.open({ attributes: 'data-ocapi-game-mode="1"' })
    await page.getByText('Round 1 of 1.').waitFor()
    for (const [given, thanked] of [
      ['wrong', 0],
      ['right', 1],
    ] as const) {
      await page.getByLabel('Text 1', { exact: true }).fill(given)
      await page.getByLabel('Text 2', { exact: true }).fill(given)
      await page.keyboard.press('Enter')
      await page.getByText('Your score').waitFor()
      assert.equal(await page.getByText(text).count(), thanked, given)
      await page.getByRole('button', { name: 'Play again' }).click()
      await page.getByText('Round 1 of 1.').waitFor()
    }
  })
})
