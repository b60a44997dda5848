import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reportRules } from '../../src/store/suites/examples.contract.ts'
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
  const { reports, items } = stage.service.store
  const [kept] = await reports.listShown('main', 'transcription', 9)
  assert.equal(kept, undefined, 'one network is not several')
  const second = { challengeId: 'x', itemId, corpus: 'transcription', networkHash: 'y', day: 0 }
  await reports.keepReport({ ...second, reason: 'inappropriate', reportedAtMs: 0 }, reportRules)
  const [shown] = await reports.listShown('main', 'transcription', 9)
  assert.deepEqual([shown?.item.id, shown?.counts.inappropriate], [itemId, 2])
  assert.equal((await items.find(itemId))?.stage, 'open')
  const next = await stage.see(framing)
  assert.notEqual(next.id, reported.id)
  await typeRight(framing, next)
  await press(framing, 'Validate')
  await framing.waitForEvent('pass')
})
