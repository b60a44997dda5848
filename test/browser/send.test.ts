import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { setStage } from './browser.ts'
import { stubSite } from './stub-service.ts'
import { answer, leave, rightMessage, typeTexts, waitForTexts, wrongMessage } from './visitor.ts'

const stage = setStage()

function lastChallenge(): string {
  return [...stage.stub.challenges.keys()].at(-1) ?? ''
}

/** The last form that was sent, without the fields of the client. */
function lastSent(): Record<string, string> {
  const fields = Object.fromEntries(stage.partner.sent.at(-1) ?? [])
  for (const name of Object.keys(fields)) if (name.endsWith('client-id')) delete fields[name]
  return fields
}

const pressSend = (page: Page) => page.getByRole('button', { name: 'Send' }).click()

// Many visitors type and press the page's own button at once: the form went without an answer, was refused, and
// its next challenge was harder.
describe('a form that is sent before its answer', () => {
  for (const [name, press] of [
    ['its button', pressSend],
    ['Enter in a field of its own', (page: Page) => page.getByLabel('Email').press('Enter')],
    [
      'requestSubmit of a script',
      (page: Page) => page.evaluate("document.querySelector('form').requestSubmit()"),
    ],
  ] as const) {
    test(`by ${name} is answered in one request, and then goes once`, async () => {
      const page = await stage.open()
      await waitForTexts(page)
      const id = lastChallenge()
      await typeTexts(page, 'right')
      await leave(page, () => press(page))
      assert.equal(stage.stub.answered.length, 1)
      assert.equal(stage.stub.challenges.get(id), 'validated')
      assert.equal(stage.partner.sent.length, 1)
      assert.deepEqual(lastSent(), {
        email: 'a@b.example',
        'captchan-challenge-id': id,
        'ocapi-challenge-id': id,
      })
    })
  }

  test('stays if the answer is wrong, and the visitor is led to the next challenge', async () => {
    const page = await stage.open()
    await typeTexts(page, 'wrong')
    await pressSend(page)
    await page.getByText(wrongMessage).waitFor()
    assert.equal(await page.locator('input:focus').getAttribute('id'), 'text-0')
    assert.deepEqual(stage.partner.sent, [])
    const id = lastChallenge()
    await typeTexts(page, 'right')
    await leave(page, () => pressSend(page))
    assert.equal(lastSent()['ocapi-challenge-id'], id)
  })

  test('waits for an answer that is not whole, and does not go by itself later', async () => {
    const page = await stage.open()
    await page.getByLabel('Text 1', { exact: true }).fill('right')
    await pressSend(page)
    await page.getByText('Type a text for each picture').waitFor()
    assert.equal(await page.locator('input:focus').getAttribute('id'), 'text-1')
    await page.getByLabel('Text 2', { exact: true }).fill('right')
    await page.keyboard.press('Enter')
    await page.getByText(rightMessage).waitFor()
    assert.deepEqual(stage.partner.sent, [])
    await leave(page, () => pressSend(page))
    assert.equal(stage.partner.sent.length, 1)
  })

  test('goes once, however often it is pressed, also while an answer is being checked', async () => {
    const page = await stage.open()
    await typeTexts(page, 'right')
    const held = Promise.withResolvers<void>()
    await page.route('**/challenge/**', async (route) => {
      await held.promise
      await route.continue()
    })
    await page.getByRole('button', { name: 'Validate' }).click()
    await pressSend(page)
    await pressSend(page)
    assert.deepEqual(stage.partner.sent, [])
    await leave(page, async () => {
      held.resolve()
    })
    assert.deepEqual([stage.stub.answered.length, stage.partner.sent.length], [1, 1])
  })

  test('waits while the challenge is loading, which it could not answer', async () => {
    const held = Promise.withResolvers<void>()
    const page = await stage.open({
      prepare: async (opened) => {
        await opened.route('**/challenge/**', async (route) => {
          await held.promise
          await route.continue()
        })
      },
    })
    await pressSend(page)
    held.resolve()
    await waitForTexts(page)
    assert.deepEqual(stage.partner.sent, [])
    await answer(page, 'right')
    await page.getByText(rightMessage).waitFor()
    assert.deepEqual(stage.partner.sent, [])
  })

  test('keeps its button’s name, value and target', async () => {
    const button =
      '<button name="do" value="publish" formaction="/elsewhere" formmethod="post">Publish</button>'
    const page = await stage.open({ placeholder: placeholderWith(button) })
    await typeTexts(page, 'right')
    await leave(page, () => page.getByRole('button', { name: 'Publish' }).click())
    assert.equal(new URL(page.url()).pathname, '/elsewhere')
    assert.equal(lastSent()['do'], 'publish')
  })

  test('goes without an answer by a button that needs no valid form', async () => {
    const button = '<button name="do" value="draft" formnovalidate>Save a draft</button>'
    const page = await stage.open({ placeholder: placeholderWith(button) })
    await waitForTexts(page)
    await leave(page, () => page.getByRole('button', { name: 'Save a draft' }).click())
    assert.deepEqual([lastSent()['do'], stage.stub.answered.length], ['draft', 0])
  })

  test('meets the page’s own handlers once, with the answered challenge in it', async () => {
    const page = await stage.open()
    await waitForTexts(page)
    await page.evaluate(`{
      window.seen = []
      const form = document.querySelector('form')
      const see = (where) => (event) => {
        seen.push([where, new FormData(form, event.submitter).get('ocapi-challenge-id')])
      }
      document.addEventListener('submit', see('capture'), true)
      form.addEventListener('submit', see('form'))
      form.addEventListener('submit', (event) => event.preventDefault())
      document.addEventListener('submit', see('bubble'))
    }`)
    const id = lastChallenge()
    await typeTexts(page, 'right')
    await pressSend(page)
    await page.getByText(rightMessage).waitFor()
    await page.waitForFunction('window.seen.length === 3')
    assert.deepEqual(await page.evaluate('window.seen'), [
      ['capture', id],
      ['form', id],
      ['bubble', id],
    ])
    // The form that a page keeps to itself can be sent again, and the visitor is back where they were.
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Send')
    await pressSend(page)
    assert.equal(await page.evaluate('window.seen.length'), 6)
    assert.deepEqual([stage.stub.answered.length, stage.partner.sent.length], [1, 0])
  })

  test('goes once if the page sends it itself when the challenge is validated', async () => {
    for (const press of [
      pressSend,
      (page: Page) => page.getByRole('button', { name: 'Validate' }).click(),
    ]) {
      stage.partner.sent.length = 0
      const page = await stage.open()
      await page.evaluate(
        "document.addEventListener('ocapi-challenge-validated', () => document.querySelector('form').requestSubmit())",
      )
      await typeTexts(page, 'right')
      await leave(page, () => press(page))
      assert.equal(stage.partner.sent.length, 1)
    }
  })

  test('goes after an answer that failed to arrive, once that is tried again', async () => {
    const page = await stage.open()
    await typeTexts(page, 'right')
    stage.stub.failures.push(500)
    await pressSend(page)
    const tryAgain = page.getByRole('button', { name: 'Try again' })
    await tryAgain.waitFor()
    assert.deepEqual(stage.partner.sent, [])
    await leave(page, () => tryAgain.click())
    assert.equal(stage.partner.sent.length, 1)
  })

  // A site chooses whether it accepts a form while the service is down (docs/site/ocapi.md).
  test('goes without a challenge if there is none', async () => {
    const page = await stage.open({ prepare: async () => void stage.stub.failures.push(503) })
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    await leave(page, () => pressSend(page))
    assert.equal(lastSent()['ocapi-challenge-id'], '')
  })

  test('goes with the pass of a game while another round is asked', async () => {
    const page = await stage.open({ attributes: 'data-ocapi-game-mode="3"' })
    await answer(page, 'right')
    await page.getByText('Round 2 of 3.').waitFor()
    const [first] = stage.stub.challenges.keys()
    await leave(page, () => pressSend(page))
    assert.equal(lastSent()['ocapi-challenge-id'], first)
  })

  test('is another form’s affair', async () => {
    const placeholder = `</form><form method="post"><div id="ocapi-challenge" data-ocapi-client="${stubSite.clientId}"></div></form>
      <form method="post"><button name="other" value="1">Other</button>`
    const page = await stage.open({ placeholder })
    await waitForTexts(page)
    await leave(page, () => page.getByRole('button', { name: 'Other', exact: true }).click())
    assert.deepEqual(lastSent(), { other: '1' })
  })
})

function placeholderWith(button: string): string {
  return `<div id="ocapi-challenge" data-ocapi-client="${stubSite.clientId}"></div>${button}`
}
