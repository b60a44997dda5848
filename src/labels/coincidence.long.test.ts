import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { collusionRules } from './collusion.ts'
import { coincidenceRules, openCoincidence, type AnsweredItem } from './coincidence.ts'

type ChallengeContext = {
  seed: number
  kind: 'yes or no' | 'word'
  items: number
  networks: number
  colluders: number
  answersPerItem: number
  knownShare: number
  /** How many of the honest say the same whatever they are shown. */
  alwaysYes?: number
  /** How a posterior is made: from the votes, or as colluders would want it. */
  winners?: 'most' | 'colluders'
}

const errorRates = { honest: 0.06, hard: 0.35, sloppy: 0.24, usual: 0.1 }

function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    const mixed = Math.imul(state ^ (state >>> 15), state | 1)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function nameOf(context: ChallengeContext, n: number): string {
  return `${n < context.colluders ? 'bot' : 'person'} ${n}`
}

// Items are hard or easy, some readers are sloppy, and some misreadings are common: everything that makes
// honest networks wrong alike.
function contextOf(context: ChallengeContext): AnsweredItem<string>[] {
  const chance = chanceOf(context.seed)
  return Array.from({ length: context.items }, (_, number) => {
    const keyOf = new Map<string, string>()
    const right = context.kind === 'word' ? `right ${number}` : chance() < 0.5 ? 'yes' : 'no'
    const isHard = chance() < 0.15
    while (keyOf.size < Math.min(context.answersPerItem, context.networks)) {
      const n = Math.floor(chance() * context.networks)
      keyOf.set(nameOf(context, n), answerOf({ n, number, right, isHard }, context, chance))
    }
    const isKnown = chance() < context.knownShare
    const wins = context.winners === 'colluders' ? planOf(context.kind, number, right) : right
    const probabilityOf = (key: string): number =>
      isKnown ? Number(key === right) : key === wins ? 0.9 : 0.05
    return { keyOf, probabilityOf, isKnown }
  })
}

type Asked = { n: number; number: number; right: string; isHard: boolean }

function answerOf(
  { n, number, right, isHard }: Asked,
  context: ChallengeContext,
  chance: () => number,
): string {
  const misreading = planOf(context.kind, number, right)
  if (n < context.colluders) return misreading
  if (n < context.colluders + (context.alwaysYes ?? 0)) return chance() < 0.95 ? 'yes' : 'no'
  const rate = n % 10 === 9 ? errorRates.sloppy : errorRates.honest
  if (chance() >= (isHard ? Math.max(rate, errorRates.hard) : rate)) return right
  return context.kind === 'word' && chance() < 0.6 ? `own ${chance()}` : misreading
}

function planOf(kind: ChallengeContext['kind'], number: number, right: string): string {
  return kind === 'word' ? `misread ${number}` : right === 'yes' ? 'no' : 'yes'
}

// As measured by the known items that decide: bots pass nine times in ten.
function errorRateIn(context: ChallengeContext) {
  return (networkHash: string): number => {
    const n = Number(networkHash.split(' ')[1])
    if (n >= context.colluders && n < context.colluders + (context.alwaysYes ?? 0)) return 0.5
    const isSloppy = networkHash.startsWith('person') && n % 10 === 9
    return isSloppy ? (errorRates.sloppy + errorRates.usual) / 2 : errorRates.usual
  }
}

function heldIn(context: ChallengeContext): string[] {
  const coincidence = openCoincidence({
    coincidence: context.kind === 'word' ? 0.4 : 1,
    errorRateOf: errorRateIn(context),
  })
  for (const item of contextOf(context)) coincidence.add(item)
  return [...coincidence.findHeld().keys()]
}

const few: ChallengeContext = {
  seed: 1,
  kind: 'word',
  items: 400,
  networks: 40,
  colluders: 0,
  answersPerItem: 8,
  knownShare: 0.1,
}
const kinds = ['yes or no', 'word'] as const

describe('networks that are wrong in collusion', () => {
  for (const kind of kinds)
    for (const share of [0.05, 0.2, 0.3])
      test(`are all found, and nobody else: ${share * 100} % of forty, ${kind}`, () => {
        const context = { ...few, kind, colluders: share * few.networks }
        const bots = Array.from({ length: context.colluders }, (_, n) => nameOf(context, n))
        assert.deepEqual(heldIn(context).toSorted(), bots.toSorted())
      })

  for (const kind of kinds)
    test(`are distinguished from the honest by known items even if they have won all others: ${kind}`, () => {
      const context = { ...few, kind, colluders: 12, winners: 'colluders' } as const
      assert.deepEqual(
        heldIn(context).filter((name) => name.startsWith('person')),
        [],
      )
    })

  test('are never the majority if no known item says otherwise', () => {
    const context = { ...few, colluders: 12, winners: 'colluders', knownShare: 0 } as const
    assert.deepEqual(heldIn(context), [])
  })

  test('are also held if each fails, in its own way, known items that look like unknown ones', () => {
    const coincidence = openCoincidence({ coincidence: 0.4, errorRateOf: () => 0.1 })
    for (let n = 0; n < 12; n++) {
      const keyOf = new Map([
        ['bot', `nonsense ${n}`],
        ['person', 'right'],
      ])
      const probabilityOf = (key: string): number => Number(key === 'right')
      coincidence.add({ keyOf, probabilityOf, isKnown: true })
    }
    assert.deepEqual([...coincidence.findHeld().keys()], ['bot'])
  })

  test('are reported with those that they agreed with', () => {
    const coincidence = openCoincidence({ coincidence: 0.4, errorRateOf: () => 0.1 })
    for (const item of contextOf({ ...few, colluders: 4 })) coincidence.add(item)
    const collusion = coincidence.findHeld().get('bot 0')
    assert.deepEqual(collusion?.with, ['bot 1', 'bot 2', 'bot 3'])
    assert.ok(collusion.pValue < collusionRules.falseAlarm)
  })
})

describe('honest networks', () => {
  // In 120 simulations of forty networks, fewer than one network in a thousand may be held.
  test('are not held, however hard the items and sloppy the readers', () => {
    let held = 0
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.nat(),
          kind: fc.constantFrom(...kinds),
          answersPerItem: fc.integer({ min: 2, max: 20 }),
          knownShare: fc.constantFrom(0, 0.05, 0.5),
        }),
        (change) => {
          held += heldIn({ ...few, ...change }).length
        },
      ),
      { numRuns: 120, seed: 5 },
    )
    assert.ok(held <= 4, `${held} of 4,800 are held`)
  })

  // Bots that were always wrong had also given whatever a sloppy reader got wrong. Compared with the product
  // of their error rates, which was ten times too low for bots, that looked like collusion.
  test('are not held for being wrong now and then when bots always are', () => {
    for (let seed = 0; seed < 10; seed++) {
      const context = { ...few, seed, kind: 'yes or no', items: 800, colluders: 4 } as const
      assert.deepEqual(
        heldIn(context).filter((name) => name.startsWith('person')),
        [],
      )
    }
  })

  test('who say yes to all they are shown are wrong alike, but in collusion with nobody', () => {
    const context = { ...few, kind: 'yes or no', alwaysYes: 6, items: 1_000 } as const
    assert.deepEqual(heldIn(context), [])
  })

  test('are not held for all reading a known item differently from the archive', () => {
    const coincidence = openCoincidence({ coincidence: 0.4, errorRateOf: () => 0.1 })
    const keyOf = new Map(Array.from({ length: 8 }, (_, n) => [`person ${n}`, 'otherwise']))
    for (let n = 0; n < 40; n++)
      coincidence.add({ keyOf, probabilityOf: () => (n % 4 === 0 ? 0 : 1), isKnown: true })
    assert.equal(coincidence.findHeld().size, 0)
  })

  test('cost no more than the first forty when an item has thousands', () => {
    const coincidence = openCoincidence({ coincidence: 1, errorRateOf: () => 0.1 })
    let asked = 0
    const keyOf = new Map(Array.from({ length: 5_000 }, (_, n) => [`person ${n}`, 'yes']))
    const probabilityOf = (): number => (asked += 1)
    coincidence.add({ keyOf, probabilityOf, isKnown: false })
    assert.equal(asked, coincidenceRules.networksPerItemMax)
  })
})
