import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setStage, stopClock, writeTag } from './browser.ts'
import { stubSite } from './stub-service.ts'
import { answer, readField, rightMessage, typeTexts, waitForTexts } from './visitor.ts'

const stage = setStage()
const element = `<div id="ocapi-challenge" data-ocapi-client="${stubSite.clientId}"></div>`
const add = `document.querySelector('h1 + form').insertAdjacentHTML('beforeend', '${element}')`
const remove = "document.getElementById('ocapi-challenge').remove()"

function fieldsOf(challenge: string): string[][] {
  return [
    ['captchan-challenge-id', challenge],
    ['ocapi-challenge-id', challenge],
    ['captchan-client-id', stubSite.clientId],
    ['ocapi-client-id', stubSite.clientId],
  ]
}

const hiddenFields =
  "[...document.querySelectorAll('[type=hidden]')].map((of) => [of.name, of.value])"

// Single-page applications show their form after the script has run: no challenge appeared, without a word.
test('a placeholder that appears after the script ran gets its widget, and takes it along when it goes', async () => {
  const page = await stage.open({ placeholder: '' })
  assert.match(stage.complaints.join(), /no element has the id ocapi-challenge/)
  for (const isAnswered of [true, false]) {
    await page.evaluate(add)
    await waitForTexts(page)
    const id = [...stage.stub.challenges.keys()].at(-1) ?? ''
    assert.deepEqual(await page.evaluate(hiddenFields), fieldsOf(id))
    if (isAnswered) {
      await answer(page, 'right')
      await page.getByText(rightMessage).waitFor()
    }
    await page.evaluate(remove)
    assert.deepEqual(await page.evaluate(hiddenFields), [])
  }
  assert.equal(stage.stub.challenges.size, 2)
  await page.evaluate(add)
  await typeTexts(page, 'right')
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Send' }).click()])
  assert.equal(stage.partner.sent.length, 1)
  assert.equal(stage.stub.answered.length, 2)
})

test('a whole form that appears with its placeholder gets its widget', async () => {
  const page = await stage.open({ placeholder: '' })
  await page.evaluate(
    `document.querySelector('form').outerHTML = '<section><form>${element}</form></section>'`,
  )
  await waitForTexts(page)
})

test('a placeholder that is moved keeps its challenge; one that comes back asks anew', async () => {
  const page = await stage.open()
  await typeTexts(page, 'right')
  await page.evaluate(`window.held = document.getElementById('ocapi-challenge')
    document.querySelector('form').prepend(held)`)
  assert.equal(await page.getByLabel('Text 1', { exact: true }).inputValue(), 'right')
  await page.evaluate('held.remove()')
  await page.evaluate("document.querySelector('form').append(held)")
  await page.waitForFunction(
    "document.getElementById('ocapi-challenge').shadowRoot.querySelector('input')?.value === ''",
  )
  assert.equal(stage.stub.challenges.size, 2)
  assert.equal(await readField(page), [...stage.stub.challenges.keys()].at(-1))
})

test('a widget that is gone asks for nothing more when its pass expires', async () => {
  const page = await stage.open({ prepare: stopClock })
  await answer(page, 'right')
  await page.getByText(rightMessage).waitFor()
  await page.evaluate(remove)
  await page.clock.fastForward(200_000)
  assert.equal(stage.stub.asked.length, 1)
})

// A cache of pages keeps a copy of the document: it has the inputs of before, and no widget.
test('a copy of the page has each field once', async () => {
  const page = await stage.open()
  await waitForTexts(page)
  await page.evaluate('document.body.replaceWith(document.body.cloneNode(true))')
  await waitForTexts(page)
  const id = [...stage.stub.challenges.keys()].at(-1) ?? ''
  assert.equal(stage.stub.challenges.size, 2)
  assert.deepEqual(await page.evaluate(hiddenFields), fieldsOf(id))
})

test('fields that the page removed are back when the form is sent', async () => {
  const page = await stage.open()
  await answer(page, 'right')
  await page.getByText(rightMessage).waitFor()
  const id = await readField(page)
  await page.evaluate("document.getElementById('ocapi-challenge').textContent = ''")
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Send' }).click()])
  assert.deepEqual(stage.partner.sent[0]?.slice(1), fieldsOf(id))
})

test('a second placeholder gets no widget but a sentence in the console, once, and has its turn later', async () => {
  const page = await stage.open()
  await waitForTexts(page)
  await page.evaluate(add)
  await page.evaluate(add)
  await page.waitForFunction("document.querySelectorAll('#ocapi-challenge').length === 3")
  const isTold = (sentence: string): boolean => /more than one placeholder/.test(sentence)
  assert.equal(stage.complaints.filter(isTold).length, 1)
  assert.equal(stage.stub.challenges.size, 1)
  await page.evaluate(remove)
  await waitForTexts(page)
  assert.equal(stage.stub.challenges.size, 2)
})

test('two copies of the script put one widget into each placeholder that appears', async () => {
  const tag = writeTag(stage.stub, '0.4.2')
  const page = await stage.open({ script: tag + tag, placeholder: '' })
  for (let times = 1; times <= 2; times += 1) {
    await page.evaluate(add)
    await typeTexts(page, 'right')
    assert.equal(stage.stub.challenges.size, times)
    if (times === 1) await page.evaluate(remove)
  }
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Send' }).click()])
  assert.deepEqual([stage.stub.answered.length, stage.partner.sent.length], [1, 1])
})
