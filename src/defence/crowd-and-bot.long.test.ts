import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openLimitsFixture, sitekey, type LimitsFixture } from '../../test/setup/limits.ts'
import { countersInMemory } from '../../test/setup/counters.ts'
import type { Policy } from '../model/policy.ts'
import { openPolicy } from './policy.ts'

const minuteSeconds = 60
const hourSeconds = 3_600
const pairsOf = { easy: 1, moderate: 1, difficult: 2 } as const
const people = '192.0.2.1'

/** How many people come to one address within a time; each passes nine of ten challenges. */
type Crowd = { people: number; withinSeconds: number }

/** A program that asks as often as all the people together: from where, and how often it is right about one pair. */
type Bot = { address: string; right: number }

/** What became of one of the two: requests refused, challenges answered, pairs asked in them, passes. */
type Tally = { refused: number; challenges: number; pairs: number; passes: number }

type Actor = Tally & { address: string; right: number }

/** Lets a crowd and a bot come, second by second, on the limits and with the difficulty `auto`. */
async function simulate(fixture: LimitsFixture, crowd: Crowd, bot: Bot | null) {
  const chance = openChance(crowd.people)
  let now = 0
  const policy = openPolicy(countersInMemory(() => now))
  const none: Tally = { refused: 0, challenges: 0, pairs: 0, passes: 0 }
  const visitors: Actor = { ...none, address: people, right: 0.9 }
  const program: Actor | null = bot && { ...none, ...bot }
  const visitsASecond = crowd.people / crowd.withinSeconds
  const again = { visitors: 0, due: 0 }
  for (let second = 0; second < crowd.withinSeconds; second += 1) {
    again.due += visitsASecond
    const visits = Math.floor(again.due) + again.visitors
    again.due -= Math.floor(again.due)
    again.visitors = 0
    for (let n = 0; n < visits; n += 1) {
      if (!(await visit(fixture, visitors, { chance, policy }))) again.visitors += 1
      if (program) await visit(fixture, program, { chance, policy })
    }
    fixture.moveClock(1_000)
    now += 1_000
  }
  return { visitors, program }
}

type Visit = { chance: () => number; policy: Policy }

/** One visit; says whether it needs no other: it passed, or was refused. */
async function visit(
  { limits, findHolder }: LimitsFixture,
  actor: Actor,
  { chance, policy }: Visit,
): Promise<boolean> {
  const holder = await findHolder(actor.address)
  const isRefused = (await limits.take('issue', { holder, sitekey })) !== null
  if (isRefused || (await limits.take('answer', { holder, sitekey })) !== null) {
    actor.refused += 1
    return true
  }
  const pairs = pairsOf[await policy.levelFor({ difficulty: 'auto' }, holder.networkHash)]
  const isRight = chance() < actor.right ** pairs
  actor.challenges += 1
  actor.pairs += pairs
  if (isRight) actor.passes += 1
  await limits.countAnswer(holder, isRight ? 'right' : 'wrong')
  await policy.learn(holder.networkHash, isRight)
  return isRight
}

const crowds = {
  'a school of 400 within ten minutes': { people: 400, withinSeconds: 10 * minuteSeconds },
  'a carrier’s 5 000 within an hour': { people: 5_000, withinSeconds: hourSeconds },
} as const
const guesses = 1 / 36
const reads = 0.8

/** What a test prints besides its result: docs/operator/limits.md has these figures. */
function figuresOf({ visitors, program }: Awaited<ReturnType<typeof simulate>>): string {
  const { refused, challenges, pairs, passes } = visitors
  const crowd = `refused ${refused}, ${pairs} pairs in ${challenges} challenges, ${passes} passes`
  return `people: ${crowd}; bot: ${program?.passes ?? 0} passes`
}

describe('an honest crowd behind one address, and a bot that asks as often', () => {
  for (const [what, crowd] of Object.entries(crowds)) {
    test(`${what}: nobody is refused because of a bot elsewhere, which guesses a few passes`, async (t) => {
      const bot = { address: '198.51.100.1', right: guesses }
      const both = await simulate(openLimitsFixture(), crowd, bot)
      t.diagnostic(figuresOf(both))
      assert.equal(both.visitors.refused, 0)
      assert.ok((both.program?.passes ?? 0) < 20)
    })

    // A limit cannot tell the two apart: this is what its price is.
    test(`${what}: a bot behind the same address that guesses has people refused`, async (t) => {
      const both = await simulate(openLimitsFixture(), crowd, { address: people, right: guesses })
      t.diagnostic(figuresOf(both))
      assert.ok(both.visitors.refused > 0.05 * crowd.people)
      assert.ok((both.program?.passes ?? 0) < 20)
    })

    test(`${what}: a bot behind the same address that reads most of it is limited like the people`, async (t) => {
      const both = await simulate(openLimitsFixture(), crowd, { address: people, right: reads })
      t.diagnostic(figuresOf(both))
      assert.ok((both.program?.passes ?? 0) < crowd.people)
    })

    // It asked nearly all of them for two, as if they had failed.
    test(`${what}: the difficulty “auto” asks the people for one pair`, async (t) => {
      const alone = await simulate(openLimitsFixture(), crowd, null)
      t.diagnostic(figuresOf(alone))
      assert.equal(alone.visitors.pairs, alone.visitors.challenges)
    })
  }
})

// Not random, so that the same crowd comes in every run.
function openChance(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 0x7fffffff) / 0x7fffffff
}
