import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openDice } from '../../test/setup/answers.ts'
import { canaryRules, findFine, findMisread } from './watch-canaries.ts'
import type { WatchedAnswer } from './watch-usual.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
const expectedError = 0.1

type Crowd = { fromMs?: number; everyMs?: number; items?: number; networks?: number }

/** Canary answers one after another; `wrong` says which of them are. */
function answers(
  count: number,
  wrong: (n: number) => boolean,
  { fromMs = 0, everyMs = minuteMs, items = 20, networks = count }: Crowd = {},
): WatchedAnswer[] {
  return Array.from({ length: count }, (_, n) => ({
    of: 'canary' as const,
    itemId: `item ${n % items}`,
    networkHash: `network ${fromMs} ${n % networks}`,
    givenAtMs: fromMs + n * everyMs,
    isRight: !wrong(n),
    standing: 'fresh' as const,
  }))
}

const always = (): boolean => true
const never = (): boolean => false

function mix(share: number, seed: number): (n: number) => boolean {
  const dice = openDice(seed)
  return () => dice() < share
}

describe('canaries that visitors misread', () => {
  test('raise an alarm within seven answers if all are misread, from the time it began', () => {
    const honest = answers(200, mix(0.1, 3), { everyMs: 10 * minuteMs })
    const fromMs = dayMs * 2
    const lying = answers(7, always, { fromMs })
    const found = findMisread([...honest, ...lying], expectedError)
    assert.ok(found && found.wrong >= 4, JSON.stringify(found))
    assert.ok(found.fromMs <= fromMs && found.fromMs > fromMs - 3 * dayMs)
    assert.equal(findMisread([...honest, ...lying.slice(0, 3)], expectedError), null)
  })

  test('raise an alarm while three in ten visitors lie, though most canaries are read right', () => {
    for (const seed of [1, 2, 3, 4, 5])
      assert.ok(findMisread(answers(150, mix(0.37, seed)), expectedError), `seed ${seed}`)
  })

  test('raise hardly a false alarm in fifty thousand answers of honest visitors', () => {
    const alarms = Array.from({ length: 10 }, (_, seed) =>
      findMisread(answers(5_000, mix(0.1, seed), { items: 100 }), expectedError),
    ).filter((found) => found !== null)
    const most = 50_000 / canaryRules.answersPerFalseAlarm
    assert.ok(alarms.length < most, `${alarms.length} alarms`)
  })

  test('raise no alarm because one item is hard, or its text wrong', () => {
    const some = answers(2_000, (n) => n % 20 === 7, { everyMs: 30 * minuteMs })
    assert.equal(findMisread(some, expectedError), null)
  })

  // A school's single network could have stopped a corpus, and one liar could have done so by himself.
  test('raise no alarm if they are of one network, however many', () => {
    assert.equal(findMisread(answers(500, always, { networks: 1 }), expectedError), null)
  })

  test('do not teach within a week that more errors are usual, so a wave does not set what it is judged by', () => {
    const half = answers(400, (n) => n % 2 === 0, { everyMs: minuteMs })
    assert.ok(findMisread(half, expectedError))
    assert.ok(findMisread(half, 0.9), 'a fit that an attack has taught expects no more')
  })

  // A hold ended, and what had raised no alarm for weeks raised one then.
  test('raise one sooner after a wave, and not for what was before it', () => {
    const bad = (n: number): boolean => n % 5 < 2
    const some = answers(30, bad, { fromMs: dayMs })
    assert.equal(findMisread(some, expectedError), null)
    assert.ok(findMisread(some, expectedError, dayMs))
    assert.equal(findMisread(some, expectedError, 3 * dayMs), null)
  })

  test('raise no alarm once a person has cleared them, and show what is usual', () => {
    const cleared = answers(300, (n) => n % 3 === 0, { everyMs: 10 * minuteMs })
    const after = answers(300, (n) => n % 3 === 0, { fromMs: 4 * dayMs, everyMs: 10 * minuteMs })
    const standing = 'cleared' as const
    const all = [...cleared.map((one) => ({ ...one, standing })), ...after]
    assert.equal(findMisread(all, expectedError), null)
    assert.ok(findMisread([...cleared, ...after], expectedError))
  })
})

describe('canaries that are read as usual again', () => {
  const before = answers(50, never)
  const wave = answers(40, always, { fromMs: dayMs })

  test('say since when, and are sure after some', () => {
    const after = answers(40, mix(0.08, 2), { fromMs: 2 * dayMs })
    const of = { sinceMs: dayMs, expectedError }
    assert.equal(findFine([...before, ...wave], of), null)
    const few = findFine([...before, ...wave, ...after.slice(0, 5)], of)
    assert.deepEqual(few, { fromMs: 2 * dayMs, isSure: false })
    const many = findFine([...before, ...wave, ...after], of)
    assert.ok(many?.isSure && many.fromMs >= 2 * dayMs)
  })

  test('are not sure while a third of the visitors lie', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const goingOn = answers(100, mix(0.4, seed), { fromMs: dayMs })
      const fine = findFine([...before, ...goingOn], { sinceMs: dayMs, expectedError })
      assert.ok(!fine?.isSure, `seed ${seed}`)
    }
  })
})

describe('second answers beside canaries', () => {
  const seconds = (some: WatchedAnswer[]): WatchedAnswer[] =>
    some.map((one) => ({ ...one, of: 'second', networkHash: `second ${one.networkHash}` }))
  const inOrder = (...some: WatchedAnswer[][]): WatchedAnswer[] =>
    some.flat().toSorted((a, b) => a.givenAtMs - b.givenAtMs)
  const everyMs = 60 * minuteMs
  const fromMs = 3 * dayMs

  // An attack of three in ten over four days was seen by canaries alone only after a day or two, and had readings
  // published by then.
  test('show a slow attack in half the time', () => {
    const seenAfter = (some: readonly WatchedAnswer[]): number => {
      let [unseen, seen] = [0, some.length]
      while (unseen + 1 < seen) {
        const middle = (unseen + seen) >> 1
        if (findMisread(some.slice(0, middle), expectedError)) seen = middle
        else unseen = middle
      }
      return (some[seen - 1]?.givenAtMs ?? 0) - fromMs
    }
    let [alone, together] = [0, 0]
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const canaries = [
        ...answers(72, mix(0.1, seed), { everyMs }),
        ...answers(100, mix(0.37, seed + 20), { fromMs, everyMs }),
      ]
      const others = [
        ...answers(216, mix(0.19, seed + 10), { everyMs: everyMs / 3 }),
        ...answers(200, mix(0.55, seed + 30), { fromMs, everyMs: everyMs / 3 }),
      ]
      alone += seenAfter(canaries)
      together += seenAfter(inOrder(canaries, seconds(others)))
    }
    assert.ok(2 * together < alone, `${together / dayMs} of ${alone / dayMs} days`)
  })

  test('raise no alarm by themselves, since a new hand is harder to read', () => {
    const canaries = answers(100, mix(0.1, 1), { fromMs, everyMs })
    const others = seconds(answers(300, mix(0.55, 2), { fromMs, everyMs: everyMs / 3 }))
    assert.equal(findMisread(inOrder(canaries, others), expectedError), null)
  })

  test('raise hardly a false alarm in fifty thousand answers of honest visitors', () => {
    const alarms = Array.from({ length: 10 }, (_, seed) =>
      findMisread(
        inOrder(
          answers(2_000, mix(0.1, seed), { items: 100 }),
          seconds(answers(3_000, mix(0.19, seed + 10))),
        ),
        expectedError,
      ),
    ).filter((found) => found !== null)
    const most = 50_000 / canaryRules.answersPerFalseAlarm
    assert.ok(alarms.length < most, `${alarms.length} alarms`)
  })
})
