import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { setFrameStage, typeRight } from './frame-stage.ts'

const stage = setFrameStage()
const line = { atMs: 0, organisation: 'main', actor: 'a', action: 'a', subject: '', detail: '' }
const right = 'That is right, thank you. You can send the form.'
const text = 'Thank you: you also read a word for An archive.'

// Where the pass came at once, Orca found nothing left to say on a busy machine.
test('without thanks, the frame says that it was right, and gives the pass later or if it is closed', async () => {
  const framing = await stage.open()
  const challenge = await stage.show(framing, 'transcription')
  await framing.page.clock.install()
  await typeRight(framing, challenge)
  await framing.page.keyboard.press('Enter')
  await framing.frame.getByRole('status').getByText(right, { exact: true }).waitFor()
  assert.ok(!(await framing.takeEvents()).some(({ is }) => is === 'pass'))
  await framing.page.keyboard.press('Escape')
  assert.equal((await framing.waitForEvent('pass')).pass.key, challenge.id)
  assert.ok(!(await framing.takeEvents()).some(({ is }) => is === 'close'))
})

describe('the frame after a right answer', () => {
  before(() => stage.service.store.corpora.changeThanks('main', 'transcription', 'link', line))

  test('says for a moment whom it was for, with a link, and then gives the pass', async () => {
    const framing = await stage.open()
    const challenge = await stage.show(framing, 'transcription')
    await typeRight(framing, challenge)
    await framing.page.keyboard.press('Enter')
    await framing.frame.getByRole('status').getByText(`${right} ${text}`, { exact: true }).waitFor()
    const link = framing.frame.locator('.credits bdi a')
    assert.deepEqual(
      [
        await link.getAttribute('href'),
        await link.getAttribute('target'),
        await link.getAttribute('rel'),
      ],
      ['https://archive.example/', '_blank', 'noopener'],
    )
    assert.equal(await framing.frame.getByRole('textbox').count(), 0)
    assert.equal((await framing.waitForEvent('pass')).pass.key, challenge.id)
  })

  // Closing is what a visitor may do at any time, and their answer was right.
  test('gives the pass at once if the visitor closes it or leaves it meanwhile', async () => {
    for (const leave of ['Escape', 'button', 'blur']) {
      const framing = await stage.open()
      const challenge = await stage.show(framing, 'transcription')
      await typeRight(framing, challenge)
      await framing.page.keyboard.press('Enter')
      await framing.frame.getByRole('status').getByText(text).waitFor()
      if (leave === 'Escape') await framing.page.keyboard.press('Escape')
      else if (leave === 'button')
        await framing.frame.getByRole('button', { name: 'Close' }).click()
      else await framing.page.frames()[1]?.evaluate("dispatchEvent(new Event('blur'))")
      assert.equal((await framing.waitForEvent('pass')).pass.key, challenge.id, leave)
      const rest = (await framing.takeEvents()).map(({ is }) => is)
      assert.ok(!rest.includes('close') && !rest.includes('pass'), `${leave}: ${rest.join()}`)
    }
  })

  test('waits while the visitor is at the link', async () => {
    const framing = await stage.open()
    const challenge = await stage.show(framing, 'transcription')
    await framing.page.clock.install()
    await typeRight(framing, challenge)
    await framing.page.keyboard.press('Enter')
    await framing.frame.getByRole('status').getByText(text).waitFor()
    await framing.frame.locator('.credits bdi a').hover()
    await framing.page.clock.runFor(5_000)
    assert.ok(!(await framing.takeEvents()).some(({ is }) => is === 'pass'))
    await framing.page.mouse.move(0, 0)
    await framing.page.clock.runFor(2_000)
    assert.equal((await framing.waitForEvent('pass')).pass.key, challenge.id)
  })
})
