import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertHarmless, worldOf } from './setup/attack-checks.ts'
import { simulate } from './setup/attacked.ts'

// 350 networks of one /48 wrote 113 of 113 lies into a corpus within 30 s, and 700 took the canaries away.
describe('lies about unknown items by somebody who passes', () => {
  test('from 700 networks of one /48 have one voice, and nothing is accepted by it', async () => {
    assertHarmless(await simulate(worldOf('one /48, 700 networks in 30 s')))
  })

  for (const name of ['many providers, half an hour', 'many providers, 30 % honest'])
    test(`stop acceptance within a hundred answers, and for a day at most: ${name}`, async () => {
      const outcome = await simulate(worldOf(name))
      assertHarmless(outcome)
      assert.ok(outcome.alarmAfter && outcome.alarmAfter.answers <= 100, 'it is seen')
      assert.match(outcome.holds[0]?.sentence ?? '', /^acceptance is stopped/)
      assert.ok(outcome.resumedAfterHours <= 24, `${outcome.resumedAfterHours} h`)
    })
})

describe('honest visitors', () => {
  test('stop nothing in a month at a small archive, though a class comes at once', async () => {
    const name = 'thirty days, 30 answers a day, and a class of one network'
    const { holds, right } = await simulate(worldOf(name))
    assert.deepEqual(holds, [])
    assert.ok(right > 100)
  })
})
