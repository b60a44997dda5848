import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../model/store.ts'
import type { NetworkRecord, KeptFit } from '../../model/fit.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'
import { corpus } from './examples.contract.ts'

const fit: KeptFit = {
  corpus: 'letters',
  engine: 'engine-1',
  untilMs: 10,
  labels: 7,
  fittedAtMs: 11,
  recalls: 2,
  isStale: true,
  parameters: '{"temperature":0.30000000000000004}',
}

function record(networkHash: string, knownRight = 1 / 3): NetworkRecord {
  return {
    networkHash,
    knownAsked: 3,
    knownRight,
    compared: 0.1 + 0.2,
    agreed: 0,
    isHeld: networkHash === 'b',
  }
}

/** What every engine must do with fits; `open` gives a fresh store. */
export function testFits(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = (use: (stores: TwoStores<Database>) => Promise<void>): Promise<void> =>
    provideStores(open)(async (stores) => {
      await stores.one.corpora.add(corpus)
      await use(stores)
    })

  describe(`fits in ${engine}`, () => {
    test('that are unfinished are found with their parts until they are forgotten', () =>
      withStores(async ({ one, other }) => {
        const { findDraft, readDraftPart } = other.fits
        assert.equal(await findDraft('letters'), null)
        const part = (stage: number, number: number, body: string) => ({ stage, number, body })
        await one.fits.keepDraft('letters', 'first', part(0, 0, 'a'))
        for (const number of [0, 1, 2, 3, 4, 5])
          await one.fits.keepDraft('letters', 'then', part(1, number, `b${number}`))
        await one.fits.keepDraft('letters', 'last', part(2, 0, 'c'))
        await one.fits.keepDraft('letters', 'last', part(2, 0, 'd'))
        await one.fits.keepDraft('letters', 'end', null)
        assert.equal(await findDraft('letters'), 'end')
        assert.equal(await readDraftPart('letters', 1, 5), 'b5')
        await one.fits.forgetDraftParts('letters', { from: 1, to: 2 })
        const left = [readDraftPart('letters', 0, 0), readDraftPart('letters', 1, 5)]
        assert.deepEqual(await Promise.all(left), ['a', null])
        assert.equal(await readDraftPart('letters', 2, 0), 'd')
        await one.fits.forgetDraft('letters')
        assert.equal(await findDraft('letters'), null)
        assert.equal(await readDraftPart('letters', 2, 0), null)
      }))

    test('are found as they were kept, bit for bit, with their records', () =>
      withStores(async ({ one, other }) => {
        assert.equal(await one.fits.find('main', 'letters'), null)
        await one.fits.keep(fit, [record('b'), record('a')])
        assert.deepEqual(await other.fits.find('main', 'letters'), fit)
        assert.deepEqual(await other.fits.recordsOf('main', 'letters', ['a', 'x']), [record('a')])
        const page = await other.fits.listRecords('main', 'letters', '', 1)
        assert.deepEqual(page, [record('a')])
        assert.deepEqual(await other.fits.listRecords('main', 'letters', 'a', 9), [record('b')])
      }))

    test('give way to later ones with all their records', () =>
      withStores(async ({ one, other }) => {
        await one.fits.keep(fit, [record('a'), record('b')])
        const later = { ...fit, untilMs: 20, labels: 9 }
        await other.fits.keep(later, [record('b', 2)])
        assert.deepEqual(await one.fits.find('main', 'letters'), later)
        assert.deepEqual(await one.fits.listRecords('main', 'letters', '', 9), [record('b', 2)])
      }))

    test('stand until all of the next one is kept, even if keeping it was interrupted', () =>
      withStores(async ({ one, other }) => {
        await one.fits.keep(fit, [record('a')])
        const many = Array.from({ length: 2_500 }, (_, n) => record(`new ${n}`))
        const stopped = function* (): Generator<NetworkRecord> {
          yield* many
          throw new Error('killed')
        }
        await assert.rejects(one.fits.keep({ ...fit, labels: 99 }, stopped()), /killed/)
        assert.deepEqual(await other.fits.find('main', 'letters'), fit)
        assert.deepEqual(await other.fits.listRecords('main', 'letters', '', 9), [record('a')])
        await other.fits.keep({ ...fit, labels: 99 }, many)
        assert.equal((await one.fits.listRecords('main', 'letters', '', 9_999)).length, many.length)
      }))

    test('stand when all is settled by them, and are stale from the next mark on', () =>
      withStores(async ({ one, other }) => {
        const isStale = async (): Promise<boolean | undefined> =>
          (await other.fits.find('main', 'letters'))?.isStale
        await one.fits.keep({ ...fit, isStale: false }, [])
        assert.equal(await isStale(), false)
        await one.fits.markStale('letters')
        assert.equal(await isStale(), true)
        await one.fits.keep(fit, [])
        assert.equal(await isStale(), true)
        await one.fits.setStanding('letters', await other.fits.countMarks('letters'))
        assert.equal(await isStale(), false)
      }))

    test('stay stale if they were marked while they were made, the first one too', () =>
      withStores(async ({ one, other }) => {
        const marks = await one.fits.countMarks('letters')
        await other.fits.markStale('letters')
        await one.fits.keep(fit, [])
        await one.fits.setStanding('letters', marks)
        assert.equal((await other.fits.find('main', 'letters'))?.isStale, true)
      }))

    test('leave their times for good', () =>
      withStores(async ({ one, other }) => {
        assert.equal(await one.fits.lastTime('letters'), null)
        await one.fits.keep(fit, [])
        await one.fits.keep({ ...fit, untilMs: 20, fittedAtMs: 21 }, [])
        assert.deepEqual(await other.fits.lastTime('letters'), { untilMs: 20, fittedAtMs: 21 })
      }))
  })
}
