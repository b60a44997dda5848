import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openLimitsFixture, sitekey, type LimitsFixture } from '../../test/setup/limits.ts'

const minuteSeconds = 60
const hourSeconds = 3_600
const secondMs = 1_000
const picturesEach = 9

type Crowd = {
  people: number
  withinSeconds: number
  address: string
  leaves?: number
  passes?: number
}

/**
 * People come at random within a time. Each answers after 5 to 25 seconds, one in ten wrongly or another
 * share; one in twenty asks for another challenge, and as many leave, or a share that is given. Gives how many requests were refused.
 */
async function simulate(fixture: LimitsFixture, crowd: Crowd): Promise<number> {
  const { limits, findHolder, moveClock } = fixture
  const actor = { holder: await findHolder(crowd.address), sitekey }
  const chance = openChance(crowd.people)
  const agenda: (() => Promise<void>)[][] = []
  let refused = 0
  const plan = (second: number, act: () => Promise<void>): void => {
    const at = Math.floor(second)
    agenda[at] = [...(agenda[at] ?? []), act]
  }
  const take = async (action: 'issue' | 'media' | 'answer'): Promise<void> => {
    if ((await limits.take(action, actor)) !== null) refused += 1
  }
  const come = async (second: number): Promise<void> => {
    await take('issue')
    for (let n = 0; n < picturesEach; n += 1) await take('media')
    const [decides, lasts] = [chance(), chance()]
    const { leaves = 0.05 } = crowd
    if (decides < leaves) return
    if (decides < leaves + 0.05) return plan(second + 8, () => come(second + 8))
    plan(second + 5 + 20 * lasts, () => answer(second + 5 + 20 * lasts))
  }
  const answer = async (second: number): Promise<void> => {
    await take('answer')
    const isRight = chance() < (crowd.passes ?? 0.9)
    await limits.countAnswer(actor.holder, isRight ? 'right' : 'wrong')
    if (!isRight) plan(second + 1, () => come(second + 1))
  }
  for (let n = 0; n < crowd.people; n += 1) {
    const second = crowd.withinSeconds * chance()
    plan(second, () => come(second))
  }
  for (let second = 0; second < agenda.length; second += 1) {
    for (const act of agenda[second] ?? []) await act()
    moveClock(secondMs)
  }
  return refused
}

describe('an honest crowd behind one address', () => {
  const crowds: readonly (readonly [string, Omit<Crowd, 'address'>])[] = [
    [
      'an office of 400, all within ten minutes',
      { people: 400, withinSeconds: 10 * minuteSeconds },
    ],
    ['an office of 400, all within one', { people: 400, withinSeconds: minuteSeconds }],
    ['a carrier’s 5 000 within an hour', { people: 5_000, withinSeconds: hourSeconds }],
  ]
  for (const [what, crowd] of crowds)
    test(`is never refused: ${what}`, async () => {
      for (const address of ['192.0.2.1', '2001:db8::1'])
        assert.equal(await simulate(openLimitsFixture(), { ...crowd, address }), 0)
    })

  // Two hard words each were more than an office reads without 150 mistakes: a third of it was refused.
  test('is never refused, though the words are so hard that four in ten answers are wrong', async () => {
    for (const withinSeconds of [2 * minuteSeconds, 10 * minuteSeconds])
      for (const address of ['192.0.2.1', '2001:db8::1']) {
        const office = { people: 400, withinSeconds, address, passes: 0.6 }
        assert.equal(await simulate(openLimitsFixture(), office), 0)
      }
  })

  // What was left unanswered took away more than a small allowance of one address regains.
  test('is never refused, though one in five is left unanswered all day long', async () => {
    const day = { people: 30_000, withinSeconds: 8 * hourSeconds, address: '192.0.2.1' }
    assert.equal(await simulate(openLimitsFixture(), { ...day, leaves: 0.2 }), 0)
  })

  test('is never refused, though an office of 400 opens five pages each in an hour and answers nothing', async () => {
    const office = { people: 2_000, withinSeconds: hourSeconds, address: '192.0.2.1' }
    assert.equal(await simulate(openLimitsFixture(), { ...office, leaves: 1 }), 0)
  })

  test('is refused if it is larger than any crowd the limits are made for', async () => {
    const crowd = { people: 10_000, withinSeconds: 10 * minuteSeconds, address: '192.0.2.1' }
    assert.ok((await simulate(openLimitsFixture(), crowd)) > 1_000)
  })
})

// Not random, so that the same crowd comes in every run.
function openChance(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 0x7fffffff) / 0x7fffffff
}
