import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findFaults, press, setFrameStage, typeRight } from './frame-stage.ts'

const stage = setFrameStage()
const thanks = 'Thank you. Here is another challenge.'

test('the service stores a report of a picture in the frame, and the visitor passes the next challenge', async () => {
  const framing = await stage.open({ style: 'width: 656px; height: 500px' })
  const reported = await stage.show(framing, 'transcription')
  await framing.frame.getByText('Report a picture').click()
  assert.deepEqual(await findFaults(framing), [])
  await framing.frame.getByRole('combobox').selectOption('Picture 2')
  await press(framing, 'It should not be here')
  await framing.frame.getByText(thanks).waitFor()
  const itemId = reported.items[1]?.itemId ?? ''
  const rules = { reportersMax: { unreadable: 9, inappropriate: 2 }, perDayMax: 9 }
  const second = { challengeId: 'x', itemId, corpus: 'transcription', networkHash: 'y', day: 0 }
  const { reports, items } = stage.service.store
  assert.equal(await reports.keepReport({ ...second, reason: 'inappropriate' }, rules), true)
  assert.equal((await items.find(itemId))?.stage, 'reported')
  const next = await stage.see(framing)
  assert.notEqual(next.id, reported.id)
  await typeRight(framing, next)
  await press(framing, 'Validate')
  await framing.waitForEvent('pass')
})
