import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { concertRules } from './concert.ts'
import { coincidenceRules, openCoincidence, type AnsweredItem } from './coincidence.ts'

type World = {
  seed: number
  kind: 'yes or no' | 'word'
  items: number
  networks: number
  colluders: number
  answersPerItem: number
  knownShare: number
  /** Of the honest, how many say the same whatever they are shown. */
  yesSayers?: number
  /** How a posterior is made: of the votes, or as colluders would have it. */
  winners?: 'most' | 'colluders'
}

const errorRates = { honest: 0.06, hard: 0.35, sloppy: 0.24, told: 0.1 }

const chanceOf = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    const mixed = Math.imul(state ^ (state >>> 15), state | 1)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const nameOf = (world: World, n: number): string => `${n < world.colluders ? 'bot' : 'person'} ${n}`

// Items are hard or easy, some readers are sloppy, and some misreadings are common: all that makes honest
// networks be wrong alike.
const worldOf = (world: World): AnsweredItem[] => {
  const chance = chanceOf(world.seed)
  return Array.from({ length: world.items }, (_, number) => {
    const keyOf = new Map<string, string>()
    const right = world.kind === 'word' ? `right ${number}` : chance() < 0.5 ? 'yes' : 'no'
    const isHard = chance() < 0.15
    while (keyOf.size < Math.min(world.answersPerItem, world.networks)) {
      const n = Math.floor(chance() * world.networks)
      keyOf.set(nameOf(world, n), saidBy({ n, number, right, isHard }, world, chance))
    }
    const isKnown = chance() < world.knownShare
    const wins = world.winners === 'colluders' ? planOf(world.kind, number, right) : right
    const probabilityOf = (key: string): number =>
      isKnown ? Number(key === right) : key === wins ? 0.9 : 0.05
    return { keyOf, probabilityOf, isKnown }
  })
}

type Asked = { n: number; number: number; right: string; isHard: boolean }

const saidBy = (
  { n, number, right, isHard }: Asked,
  world: World,
  chance: () => number,
): string => {
  const misreading = planOf(world.kind, number, right)
  if (n < world.colluders) return misreading
  if (n < world.colluders + (world.yesSayers ?? 0)) return chance() < 0.95 ? 'yes' : 'no'
  const rate = n % 10 === 9 ? errorRates.sloppy : errorRates.honest
  if (chance() >= (isHard ? Math.max(rate, errorRates.hard) : rate)) return right
  return world.kind === 'word' && chance() < 0.6 ? `own ${chance()}` : misreading
}

const planOf = (kind: World['kind'], number: number, right: string): string =>
  kind === 'word' ? `misread ${number}` : right === 'yes' ? 'no' : 'yes'

// As known items that decide tell it: bots pass these nine times of ten.
const errorRateIn =
  (world: World) =>
  (cluster: string): number => {
    const n = Number(cluster.split(' ')[1])
    if (n >= world.colluders && n < world.colluders + (world.yesSayers ?? 0)) return 0.5
    const isSloppy = cluster.startsWith('person') && n % 10 === 9
    return isSloppy ? (errorRates.sloppy + errorRates.told) / 2 : errorRates.told
  }

const heldIn = (world: World): string[] => {
  const coincidence = openCoincidence({
    coincidence: world.kind === 'word' ? 0.4 : 1,
    errorRateOf: errorRateIn(world),
  })
  for (const item of worldOf(world)) coincidence.add(item)
  return [...coincidence.findHeld().keys()]
}

const few: World = {
  seed: 1,
  kind: 'word',
  items: 400,
  networks: 40,
  colluders: 0,
  answersPerItem: 8,
  knownShare: 0.1,
}
const kinds = ['yes or no', 'word'] as const

describe('networks that are wrong in concert', () => {
  for (const kind of kinds)
    for (const share of [0.05, 0.2, 0.3])
      test(`are all found, and nobody else: ${share * 100} % of forty, ${kind}`, () => {
        const world = { ...few, kind, colluders: share * few.networks }
        const bots = Array.from({ length: world.colluders }, (_, n) => nameOf(world, n))
        assert.deepEqual(heldIn(world).toSorted(), bots.toSorted())
      })

  for (const kind of kinds)
    test(`are told from the honest by known items where they have won all others: ${kind}`, () => {
      const world = { ...few, kind, colluders: 12, winners: 'colluders' } as const
      assert.deepEqual(
        heldIn(world).filter((name) => name.startsWith('person')),
        [],
      )
    })

  test('are never the most, where there is no known item to say otherwise', () => {
    const world = { ...few, colluders: 12, winners: 'colluders', knownShare: 0 } as const
    assert.deepEqual(heldIn(world), [])
  })

  test('are held, too, where each fails known items in its own way that it could not tell from others', () => {
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

  test('are told with those that they agreed with', () => {
    const coincidence = openCoincidence({ coincidence: 0.4, errorRateOf: () => 0.1 })
    for (const item of worldOf({ ...few, colluders: 4 })) coincidence.add(item)
    const concert = coincidence.findHeld().get('bot 0')
    assert.deepEqual(concert?.with, ['bot 1', 'bot 2', 'bot 3'])
    assert.ok(concert.pValue < concertRules.falseAlarm)
  })
})

describe('honest networks', () => {
  // In a hundred and twenty worlds of forty networks fewer than one in a thousand may be held.
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

  // Whatever a sloppy reader got wrong, bots that were always wrong had said too: against the product of their
  // error rates, which for bots was ten times too low, that was a concert.
  test('are not held for being wrong now and then where bots always are', () => {
    for (let seed = 0; seed < 10; seed++) {
      const world = { ...few, seed, kind: 'yes or no', items: 800, colluders: 4 } as const
      assert.deepEqual(
        heldIn(world).filter((name) => name.startsWith('person')),
        [],
      )
    }
  })

  test('who say yes to all they are shown are wrong alike, but in concert with nobody', () => {
    const world = { ...few, kind: 'yes or no', yesSayers: 6, items: 1_000 } as const
    assert.deepEqual(heldIn(world), [])
  })

  test('who all read a known item otherwise than the archive are not held for it', () => {
    const coincidence = openCoincidence({ coincidence: 0.4, errorRateOf: () => 0.1 })
    const keyOf = new Map(Array.from({ length: 8 }, (_, n) => [`person ${n}`, 'otherwise']))
    for (let n = 0; n < 40; n++)
      coincidence.add({ keyOf, probabilityOf: () => (n % 4 === 0 ? 0 : 1), isKnown: true })
    assert.equal(coincidence.findHeld().size, 0)
  })

  test('of whom an item has thousands cost no more than the first forty', () => {
    const coincidence = openCoincidence({ coincidence: 1, errorRateOf: () => 0.1 })
    let asked = 0
    const keyOf = new Map(Array.from({ length: 5_000 }, (_, n) => [`person ${n}`, 'yes']))
    const probabilityOf = (): number => (asked += 1)
    coincidence.add({ keyOf, probabilityOf, isKnown: false })
    assert.equal(asked, coincidenceRules.networksPerItemMax)
  })
})
