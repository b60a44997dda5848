import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setStage, stopClock } from './browser.ts'
import { stubSite } from './stub-service.ts'
import {
  answer,
  keepEvents,
  readEvents,
  readField,
  rightMessage,
  typeTexts,
  waitForTexts,
  wrongMessage,
} from './visitor.ts'

const stage = setStage()
const goneMessage = 'That challenge was already used or too old. Here is another one.'

function lastChallenge(): string {
  return [...stage.stub.challenges.keys()].at(-1) ?? ''
}

describe('an answer', () => {
  test('that is right is confirmed, reported to the page once, and its id is sent with the form', async () => {
    const page = await stage.open({ prepare: keepEvents })
    await waitForTexts(page)
    const id = lastChallenge()
    assert.equal(await readField(page), id)
    await answer(page, 'right')
    await page.getByText(rightMessage).waitFor()
    assert.deepEqual(await readEvents(page), [{ challenge_id: id }])
    assert.equal(await readField(page), id)
    assert.equal(stage.stub.challenges.get(id), 'validated')
    assert.deepEqual(stage.complaints, [])
  })

  // "You can send the form" had no button: on a page that stayed after its form was sent, nobody could go on.
  test('that is right can be followed by another challenge', async () => {
    const page = await stage.open()
    await answer(page, 'right')
    await page.getByText(rightMessage).waitFor()
    await page.getByRole('button', { name: 'Another challenge' }).click()
    await waitForTexts(page)
    assert.equal(stage.stub.challenges.size, 2)
    assert.equal(await readField(page), lastChallenge())
  })

  test('that is wrong brings another challenge by itself', async () => {
    const page = await stage.open({ prepare: keepEvents })
    await answer(page, 'wrong')
    await page.getByText(wrongMessage).waitFor()
    assert.equal(stage.stub.challenges.size, 2)
    assert.equal(await readField(page), lastChallenge())
    assert.equal(await page.getByLabel('Text 1', { exact: true }).inputValue(), '')
    assert.deepEqual(await readEvents(page), [])
  })

  // Orca says what is live one by one: it said "Loading a challenge…" after the verdict and the next field. And it
  // says nothing of a field that gets the focus in place of one that is gone.
  test('is only said to be checked until the verdict, while the focus waits on the button', async () => {
    const page = await stage.open()
    await waitForTexts(page)
    const [asked, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    await page.route('**/challenge/**', async (route) => {
      if (route.request().method() === 'GET') {
        asked.resolve()
        await held.promise
      }
      await route.continue()
    })
    await typeTexts(page, 'wrong')
    await page.keyboard.press('Enter')
    await asked.promise
    assert.equal(await page.getByRole('status').textContent(), 'Checking…')
    const focused = 'document.activeElement.shadowRoot.activeElement.textContent'
    assert.equal(await page.evaluate(focused), 'Validate')
    held.resolve()
    await page.getByText(wrongMessage).waitFor()
    await page.waitForFunction(`${focused} === ''`)
  })

  test('to a challenge that is too old brings another with a message', async () => {
    const page = await stage.open()
    await waitForTexts(page)
    stage.stub.challenges.set(lastChallenge(), 'gone')
    await answer(page, 'right')
    await page.getByText(goneMessage).waitFor()
    assert.equal(await readField(page), lastChallenge())
  })

  // When the reply to an answer was lost, trying again showed that the challenge "was too old". That was
  // false: the challenge had been used.
  test('whose reply was lost brings another challenge, with a true sentence about the first', async () => {
    const page = await stage.open()
    await page.route(
      '**/challenge/**',
      async (route) => {
        await route.fetch()
        await route.abort()
      },
      { times: 1 },
    )
    await answer(page, 'right')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText(goneMessage).waitFor()
    assert.equal(stage.stub.answered.length, 2)
    assert.equal(await readField(page), lastChallenge())
  })

  test('is sent once, however often the button is pressed', async () => {
    const page = await stage.open()
    await typeTexts(page, 'right')
    await page.getByRole('button', { name: 'Validate' }).dblclick()
    await page.getByText(rightMessage).waitFor()
    assert.equal(stage.stub.answered.length, 1)
  })

  test('that is incomplete is not sent, and the empty field gets the focus', async () => {
    const page = await stage.open()
    await page.getByLabel('Text 1', { exact: true }).fill('right')
    await page.getByRole('button', { name: 'Validate' }).click()
    await page.getByText('Type a text for each picture').waitFor()
    assert.equal(await page.locator('input:focus').getAttribute('id'), 'text-1')
    assert.equal(stage.stub.answered.length, 0)
  })

  // A text of invisible characters was sent and refused as no answer, and the widget said that the service
  // did not answer. Trying again sent the same text again, without end.
  test('of invisible characters alone counts as an empty field', async () => {
    const page = await stage.open()
    await page.getByLabel('Text 1', { exact: true }).fill('right')
    await page.getByLabel('Text 2', { exact: true }).fill('\u200b \u200e')
    await page.getByRole('button', { name: 'Validate' }).click()
    await page.getByText('Type a text for each picture').waitFor()
    assert.equal(stage.stub.answered.length, 0)
  })
})

describe("the partner's form", () => {
  test('is not sent by Enter in the widget, which validates instead', async () => {
    const page = await stage.open()
    await typeTexts(page, 'right')
    await page.keyboard.press('Enter')
    await page.getByText(rightMessage).waitFor()
    assert.deepEqual(stage.partner.sent, [])
  })

  test('gets the hidden inputs and nothing else of the widget', async () => {
    const page = await stage.open()
    await answer(page, 'right')
    await page.getByText(rightMessage).waitFor()
    const id = lastChallenge()
    await Promise.all([
      page.waitForEvent('load'),
      page.getByRole('button', { name: 'Send' }).click(),
    ])
    assert.deepEqual(stage.partner.sent, [
      [
        ['email', 'a@b.example'],
        ['captchan-challenge-id', id],
        ['ocapi-challenge-id', id],
        ['captchan-client-id', stubSite.clientId],
        ['ocapi-client-id', stubSite.clientId],
      ],
    ])
  })

  for (const [name, script] of [
    ['is reset', "document.querySelector('form').reset()"],
    [
      'is come back to, perhaps with a spent challenge,',
      "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))",
    ],
  ] as const) {
    test(`that ${name} asks for a new challenge`, async () => {
      const page = await stage.open()
      await answer(page, 'right')
      await page.getByText(rightMessage).waitFor()
      await page.evaluate(script)
      await waitForTexts(page)
      assert.equal(stage.stub.challenges.size, 2)
      assert.equal(await readField(page), lastChallenge())
    })
  }
})

describe('when the service does not answer', () => {
  test('the widget says so, no id stays in the form, and trying again works', async () => {
    const page = await stage.open({
      prepare: async () => {
        stage.stub.failures.push(503)
      },
    })
    await page.getByRole('alert').getByText('The challenge service does not answer.').waitFor()
    assert.equal(await readField(page), '')
    await page.getByRole('button', { name: 'Try again' }).click()
    await answer(page, 'right')
    await page.getByText(rightMessage).waitFor()
  })

  test('the typed texts stay, and trying again sends them', async () => {
    const page = await stage.open()
    await typeTexts(page, 'right')
    await stage.stub.stop()
    await page.getByRole('button', { name: 'Validate' }).click()
    await page.getByRole('alert').getByText('does not answer').waitFor()
    assert.equal(await page.getByLabel('Text 2', { exact: true }).inputValue(), 'right')
    await stage.stub.restart()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText(rightMessage).waitFor()
  })

  // The page's clock ran on between the steps of the test: on a busy machine the ten seconds were over
  // before the test had counted them. Now it stands still in between.
  test('ten seconds without an answer are a failure', async () => {
    const page = await stage.open({
      prepare: async (opened) => {
        stage.stub.failures.push('silence')
        await stopClock(opened)
      },
    })
    await page.getByText('Loading a challenge…').waitFor()
    await page.clock.fastForward(9900)
    assert.equal(await page.getByRole('alert').getByText('does not answer').count(), 0)
    await page.clock.fastForward(200)
    await page.getByRole('alert').getByText('does not answer').waitFor()
  })

  // For a site with nothing to ask and a page wrongly set up, the widget said that the service did not
  // answer, and to try again in a moment: nobody who could fix it ever learned of it.
  test('each failure has its own sentence', async () => {
    const sentences = [
      [429, 'There were too many attempts.'],
      ['unknown_client', 'the service does not know this site'],
      ['no_items', 'the service has nothing to ask here'],
      ['bad_request', 'this page is wrongly set up'],
      ['unknown_address', 'this page is wrongly set up'],
      ['not_ready', 'The challenge service does not answer.'],
      [404, 'The challenge service does not answer.'],
    ] as const
    const page = await stage.open({
      prepare: async () => {
        stage.stub.failures.push(...sentences.map(([failure]) => failure))
      },
    })
    for (const [, sentence] of sentences) {
      await page.getByRole('alert').getByText(sentence).waitFor()
      await page.getByRole('button', { name: 'Try again' }).click()
    }
    await waitForTexts(page)
    assert.equal(stage.stub.asked.length, sentences.length + 1)
  })

  test('a picture that does not load can be exchanged', async () => {
    const page = await stage.open({
      prepare: async (opened) => {
        await opened.route('**/picture/text-1-*', (route) => route.abort(), { times: 1 })
      },
    })
    await page.getByRole('alert').getByText('A picture could not be loaded.').waitFor()
    // Orca said nothing of an alert that had a button in it, until somebody came to the button.
    assert.equal(await page.getByRole('alert').getByRole('button').count(), 0)
    const around = page.getByRole('group', { name: 'A picture could not be loaded.' })
    await around.getByRole('button', { name: 'Try again' }).waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('Here is another challenge.').waitFor()
    assert.equal(await page.getByRole('alert').count(), 0)
  })
})

describe('time', () => {
  test('a new challenge is asked when a pass expires, without an event', async () => {
    const page = await stage.open({
      prepare: async (opened) => {
        await keepEvents(opened)
        await stopClock(opened)
      },
    })
    await answer(page, 'right')
    await page.getByText(rightMessage).waitFor()
    await page.clock.fastForward(119_000)
    assert.equal(stage.stub.challenges.size, 1)
    await page.clock.fastForward(2000)
    await page.getByText('Some time has passed. Please answer once more.').waitFor()
    assert.equal(stage.stub.challenges.size, 2)
    assert.equal(await readField(page), lastChallenge())
    assert.equal((await readEvents(page)).length, 1)
  })
})

describe('the keyboard alone', () => {
  test('answers a transcription, and the focus moves to what comes next', async () => {
    const page = await stage.open()
    await waitForTexts(page)
    assert.equal(await page.evaluate('document.activeElement.localName'), 'body')
    await page.getByLabel('Email').focus()
    await page.keyboard.press('Tab')
    await page.keyboard.type('right')
    await page.keyboard.press('Tab')
    await page.keyboard.type('wrong')
    await page.keyboard.press('Enter')
    await page.getByText(wrongMessage).waitFor()
    await page.keyboard.type('right')
    await page.keyboard.press('Tab')
    await page.keyboard.type('right')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.getByText(rightMessage).waitFor()
    assert.equal(
      await page.getByRole('status').evaluate((element) => element.matches(':focus')),
      true,
    )
  })

  test('answers a classification', async () => {
    stage.stub.next.type = 'classification'
    const page = await stage.open()
    await page.getByText('Choose every picture that shows: map').waitFor()
    await page.getByLabel('Email').focus()
    for (let tile = 1; tile <= 9; tile += 1) {
      await page.keyboard.press('Tab')
      if (tile <= 4) await page.keyboard.press('Space')
      if (tile === 4) await page.keyboard.press('Enter')
    }
    assert.equal(await page.locator('button[aria-pressed=true]').count(), 3)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText(rightMessage).waitFor()
  })

  test('keeps the focus where the visitor moved it while a challenge was loading', async () => {
    const page = await stage.open()
    await waitForTexts(page)
    const held = Promise.withResolvers<void>()
    await page.route('**/challenge/**', async (route) => {
      await held.promise
      await route.continue()
    })
    await page.getByRole('button', { name: 'Another challenge' }).click()
    await page.getByLabel('Email').focus()
    held.resolve()
    await page.getByText('Here is another challenge.').waitFor()
    assert.equal(
      await page.getByLabel('Email').evaluate((element) => element.matches(':focus')),
      true,
    )
  })
})
