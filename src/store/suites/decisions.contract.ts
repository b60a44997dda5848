import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../model/store.ts'
import type { AuditLine } from '../../model/audit.ts'
import type { Decision } from '../../model/reading.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'
import { fillLetters } from './readings.contract.ts'

const line: AuditLine = {
  atMs: 1,
  organisation: 'main',
  actor: 'test',
  action: 'corpus.decide',
  subject: 'letters',
  detail: 'a',
}

function decision(change: Partial<Decision>): Decision {
  return {
    itemId: 'a',
    corpus: 'letters',
    decision: 'accept',
    text: 'Mond',
    decidedAtMs: 50,
    ...change,
  }
}

/** What every engine must do with the archive's decisions; `open` gives a fresh store. */
export function testDecisions(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = provideStores(open)

  describe(`decisions in ${engine}`, () => {
    test('are evidence of an item, of which the latest up to a time counts', () =>
      withStores(async ({ one, other }) => {
        await fillLetters(one)
        await one.readings.decide('main', decision({}), line)
        await one.readings.decide(
          'main',
          decision({ decision: 'reject', text: null, decidedAtMs: 60 }),
          line,
        )
        const last = async (untilMs: number) =>
          (await other.readings.evidenceOf('main', ['a'], untilMs))[0]?.decision
        assert.equal((await last(100))?.decision, 'reject')
        assert.deepEqual(await last(55), decision({}))
        assert.equal(await last(49), null)
        const [walked] = await other.readings.walk('main', 'letters', {
          after: '',
          limit: 10,
          untilMs: 100,
        })
        assert.equal(walked?.decision?.decision, 'reject')
        assert.deepEqual(await other.readings.listTouched('letters', 60, '', 9), ['a'])
        assert.deepEqual(await other.readings.listTouched('letters', 61, '', 9), [])
        assert.deepEqual(await other.readings.listTouched('letters', 0, 'a', 9), [])
      }))
  })
}
