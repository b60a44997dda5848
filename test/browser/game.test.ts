import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { setStage, stopClock } from './browser.ts'

const stage = setStage()

async function play(page: Page, text: string): Promise<void> {
  await page.getByLabel('Text 1', { exact: true }).fill(text)
  await page.getByLabel('Text 2', { exact: true }).fill(text)
  await page.keyboard.press('Enter')
}

function readField(page: Page): Promise<string> {
  return page.locator('input[name=ocapi-challenge-id]').inputValue()
}

test('a game asks all its rounds, shows the score, and can be played again', async () => {
  const page = await stage.open({ attributes: 'data-ocapi-game-mode="3"' })
  await page.evaluate(
    "window.passes = 0; document.addEventListener('ocapi-challenge-validated', () => { window.passes += 1 })",
  )
  await page.getByText('Round 1 of 3.').waitFor()
  await play(page, 'right')
  await page.getByText('That is right! Round 2 of 3.').waitFor()
  const [first] = stage.stub.challenges.keys()
  assert.equal(await readField(page), first)
  await play(page, 'right')
  await page.getByText('That is right! Round 3 of 3.').waitFor()
  const second = [...stage.stub.challenges.keys()][1]
  await play(page, 'wrong')
  await page.getByText('That was not right. Your score: 2 right answers out of 3.').waitFor()
  assert.equal(await readField(page), second, 'a lost round leaves the last pass in the form')
  assert.equal(await page.evaluate('window.passes'), 2)
  await page.getByRole('button', { name: 'Play again' }).click()
  await page.getByText('Round 1 of 3.').waitFor()
  assert.equal(await readField(page), second)
})

// The id of the last pass was also kept as the id of the open challenge. Once expired it returned to
// the form, which was then sent with a challenge that the service no longer knew.
test('a pass of a game is removed from the form when it expires', async () => {
  const page = await stage.open({
    attributes: 'data-ocapi-game-mode="1"',
    prepare: stopClock,
  })
  await play(page, 'right')
  await page.getByText('Your score: one right answer out of 1.').waitFor()
  await page.clock.fastForward(119_000)
  assert.notEqual(await readField(page), '')
  await page.clock.fastForward(2000)
  await page.getByText('Some time has passed. Please answer once more.').waitFor()
  assert.equal(await readField(page), '')
})

test('a game without a given length has five rounds, and "false" means no game', async () => {
  const page = await stage.open({ attributes: 'data-ocapi-game-mode' })
  await page.getByText('Round 1 of 5.').waitFor()
  const plain = await stage.open({ attributes: 'data-ocapi-game-mode="false"' })
  await plain.getByLabel('Text 1', { exact: true }).waitFor()
  assert.equal(await plain.getByText('Round').count(), 0)
})

async function choose(page: Page, isRight: boolean): Promise<void> {
  for (const place of isRight ? [1, 2, 3] : [4])
    await page.getByRole('button', { name: `Picture ${place}`, exact: true }).click()
  await page.getByRole('button', { name: 'Validate' }).click()
}

test('a game of pictures has rounds, a score and another game, too', async () => {
  stage.stub.next.type = 'classification'
  const page = await stage.open({ attributes: 'data-ocapi-game-mode="2"' })
  await page.getByText('Round 1 of 2.').waitFor()
  await choose(page, true)
  await page.getByText('That is right! Round 2 of 2.').waitFor()
  await choose(page, false)
  await page.getByText('That was not right. Your score: one right answer out of 2.').waitFor()
  await page.getByRole('button', { name: 'Play again' }).click()
  await page.getByText('Round 1 of 2.').waitFor()
})

// Whoever could answer a round twice, or another one in its place, would learn which picture is known.
test('to the service a round is a challenge like any other, answered once, so that no game tells more', async () => {
  const plain = await stage.open()
  await plain.getByLabel('Text 1', { exact: true }).waitFor()
  const [asked] = stage.stub.asked.splice(0)
  const page = await stage.open({ attributes: 'data-ocapi-game-mode="3"' })
  for (const [round, text] of ['right', 'wrong', 'right'].entries()) {
    await page.getByText(`Round ${round + 1} of 3.`).waitFor()
    await play(page, text)
  }
  await page.getByText('Your score: 2 right answers out of 3.').waitFor()
  assert.deepEqual(stage.stub.asked, [asked, asked, asked])
  const ids = [...stage.stub.challenges.keys()].slice(1)
  assert.deepEqual(
    stage.stub.answered.map(({ path }) => path.split('/').at(-1)),
    ids,
  )
})
