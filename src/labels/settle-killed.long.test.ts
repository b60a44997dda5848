import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import {
  givenFrom,
  keepLog,
  killedAt,
  makeLog,
  openSettling,
  readMade,
  type Made,
} from '../../test/setup/settling.ts'
import { corpus } from '../store/suites/examples.contract.ts'
import { settleCorpus, settleItems } from './settle-corpus.ts'

const hourMs = 3_600_000

describe('what is killed while it settles', () => {
  const unknown = 1_100
  const log = makeLog(1_600, unknown)
  let whole: Promise<Made> | undefined

  const settleWhole = async (t: TestContext): Promise<Made> => {
    const { store, context } = await openSettling(t, unknown)
    await keepLog(store, log)
    await settleCorpus(corpus, context)
    return readMade(store)
  }

  for (const commit of [1, 2, 3])
    test(`goes on to the same readings (killed at commit ${commit} of a fit)`, async (t) => {
      const fixture = await openSettling(t, unknown)
      await keepLog(fixture.store, log)
      const killed = { ...fixture.context, readings: killedAt(fixture.store.readings, commit) }
      await assert.rejects(settleCorpus(corpus, killed), /killed/)
      assert.equal((await fixture.store.fits.find('main', 'letters'))?.isStale, true)
      await settleCorpus(corpus, fixture.context)
      assert.deepEqual(await readMade(fixture.store), await (whole ??= settleWhole(t)))
    })

  test('loses no label on the way from batch to batch', async (t) => {
    const fixture = await openSettling(t, unknown)
    await keepLog(fixture.store, log.slice(0, 1_400))
    await settleCorpus(corpus, fixture.context)
    await keepLog(fixture.store, givenFrom(makeLog(520, unknown, 2), fixture.context.clock()))
    fixture.moveClock(hourMs)
    const killed = { ...fixture.context, readings: killedAt(fixture.store.readings, 2) }
    await assert.rejects(settleCorpus(corpus, killed), /killed/)
    await settleCorpus(corpus, fixture.context)
    const kept = await readMade(fixture.store)
    const ids = Array.from({ length: unknown }, (_, n) => `item-${n}`)
    await settleItems(corpus, ids, fixture.context)
    assert.deepEqual(await readMade(fixture.store), kept)
  })
})
