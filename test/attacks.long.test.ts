import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { attackWorlds, honestWorlds } from './setup/attack-worlds.ts'
import { simulate, type Outcome, type World } from './setup/attacked.ts'

function worldOf(name: string): World {
  const world = { ...attackWorlds, ...honestWorlds }[name]
  assert.ok(world, name)
  return world
}

function assertHarmless({ lies, right, liesPublished }: Outcome): void {
  assert.ok(right > 50, `${right} right readings are accepted`)
  assert.ok(lies <= 0.005 * right, `${lies} lies are accepted beside ${right} right readings`)
  assert.equal(liesPublished, 0)
}

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

describe('honest visitors', () => {
  test('stop nothing in a month at a small archive, though a class comes at once', async () => {
    const name = 'thirty days, 30 answers a day, and a class of one network'
    const { holds, right } = await simulate(worldOf(name))
    assert.deepEqual(holds, [])
    assert.ok(right > 100)
  })
})
