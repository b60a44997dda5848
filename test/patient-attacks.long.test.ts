import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertHarmless, worldOf } from './setup/attack-checks.ts'
import { simulate } from './setup/attacked.ts'

describe('lies of somebody who takes time, or says what is right as well', () => {
  // By canaries alone it was seen after 30 to 150 answers, up to 34 hours, so that lies were published.
  for (const seed of [1, 6])
    test(`are seen before the quarantine is over if they come slowly, over four days: seed ${seed}`, async () => {
      const outcome = await simulate({ ...worldOf('slow, over four days'), seed })
      assertHarmless(outcome)
      assert.ok(outcome.alarmAfter && outcome.alarmAfter.minutes < 24 * 60, 'it is seen')
      // After seed 1 acceptance goes on 49 hours later. A hold that ends at lower odds lets seven lies be published.
      assert.ok(outcome.resumedAfterHours <= 60, `${outcome.resumedAfterHours} h`)
    })

  for (const name of ['right on half of the unknown', 'knows every item met before'])
    test(`are seen: ${name}`, async () => {
      const outcome = await simulate(worldOf(name))
      assertHarmless(outcome)
      assert.ok(outcome.alarmAfter, 'it is seen')
      assert.ok(outcome.resumedAfterHours <= 24, `${outcome.resumedAfterHours} h`)
    })
})
