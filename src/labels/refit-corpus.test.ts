import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { keepLog, openSettling, makeLog, readMade, givenFrom } from '../../test/setup/settling.ts'
import { corpus } from '../store/suites/examples.contract.ts'
import { rebuildCorpus } from './rebuild-corpus.ts'
import { settleCorpus } from './settle-corpus.ts'

const line = {
  atMs: 0,
  organisation: 'main',
  actor: 'test',
  action: 'x',
  subject: 'letters',
  detail: '',
}

describe('a corpus that needs a refit', () => {
  // A fit leaves out the labels of its last seconds, but counted them as seen. Four hundred that came just
  // before the first fit were settled by one that knew nothing, until a third more came.
  test('is refitted next time if many labels were too young for the last fit', async (t) => {
    const fixture = await openSettling(t, 20)
    const { store, context } = fixture
    await keepLog(store, givenFrom(makeLog(200, 20), context.clock() - 10_000))
    fixture.moveClock(300_000)
    await keepLog(store, givenFrom(makeLog(9, 20, 2), context.clock() - 10_000))
    assert.equal((await settleCorpus(corpus, context)).labelsSinceFit, 9)
    const young = makeLog(200, 20, 3).flatMap((entry) => givenFrom([entry], context.clock() - 1))
    await keepLog(store, young)
    const again = await settleCorpus(corpus, context, { again: true })
    assert.deepEqual([again.isRefitted, again.labelsSinceFit], [true, 209])
    fixture.moveClock(60_000)
    const next = await settleCorpus(corpus, context)
    assert.deepEqual([next.isRefitted, next.labelsSinceFit], [true, 0])
    assert.equal((await store.fits.find('main', 'letters'))?.labels, 409)
  })

  // Nine people read the word alike, each in a challenge whose known word was wrong in the archive. When that
  // was discovered, the word stayed contested, because all nine had failed.
  test('accepts what visitors read who failed on an item that no longer decides', async (t) => {
    const fixture = await openSettling(t, 20)
    const { store, context } = fixture
    const known = [{ itemId: 'known-0', given: 'Maus', isRight: false }]
    const failed = makeLog(9, 1, 2).map(({ answer, labels }, n) => {
      const of = {
        challengeId: `by known-0 ${n}`,
        verdict: 'fail',
        networkHash: `own ${n}`,
      } as const
      const other = { ...of, given: 'Reichsthaler0', weight: 0 }
      return {
        answer: { ...answer, ...of, known },
        labels: labels.map((one) => ({ ...one, ...other })),
      }
    })
    await keepLog(store, [
      ...makeLog(300, 20).filter(({ labels: [one] }) => one?.itemId !== 'item-0'),
      ...failed,
    ])
    await settleCorpus(corpus, context)
    assert.equal((await store.readings.find('main', 'item-0'))?.state, 'contested')
    const move = {
      itemId: 'known-0',
      to: 'doubtful',
      label: 'Maus',
      atMs: context.clock(),
    } as const
    await store.pool.move([move], line)
    await store.fits.markStale('letters')
    fixture.moveClock(60_000)
    await settleCorpus(corpus, context)
    const { state, text } = (await store.readings.find('main', 'item-0')) ?? {}
    assert.deepEqual([state, text], ['accepted', 'Reichsthaler0'])
    const rebuilt = await rebuildCorpus(corpus, context, { onlyChecks: true })
    assert.deepEqual([rebuilt?.isFitSame, rebuilt?.readings.different], [true, 0])
  })

  // The parameters of a fit were parsed as JSON before anything was checked, so one damaged cell ended every
  // settling of the service for good.
  test('is refitted if the kept fit is damaged, with the same fit and readings', async (t) => {
    const fixture = await openSettling(t, 5)
    await keepLog(fixture.store, makeLog(60, 5))
    await settleCorpus(corpus, fixture.context)
    const made = await readMade(fixture.store)
    for (const parameters of ['{', 'null', '']) {
      assert.ok(made.fit)
      await fixture.store.fits.keep({ ...made.fit, parameters }, [])
      assert.equal((await settleCorpus(corpus, fixture.context)).isRefitted, true)
      assert.deepEqual(await readMade(fixture.store), made)
    }
  })
})
