import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../model/store.ts'
import type { AuditLine } from '../../model/audit.ts'
import { defaultTextPolicy } from '../../model/corpus.ts'
import { corpus } from './examples.contract.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

/** What every store of corpora must do. */
export function testCorpora(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = (use: (stores: TwoStores<Database>) => Promise<void>): Promise<void> =>
    provideStores(open)(async (stores) => {
      await stores.one.corpora.add(corpus)
      await use(stores)
    })
  const line: AuditLine = {
    atMs: 5,
    organisation: 'main',
    actor: 'test',
    action: 'corpus.rules',
    subject: 'letters',
    detail: 'confidence from 0.97 to 0.9',
  }
  const rules = {
    stopRules: { ...corpus.stopRules, confidenceMin: 0.9, quarantineHours: 0 },
    textPolicy: { ...corpus.textPolicy, case: 'keep', abbreviations: { '&': 'und' } },
  } as const

  describe(`corpora in ${engine}`, () => {
    test('a corpus is found as it was first added', () =>
      withStores(async ({ one }) => {
        await one.corpora.add({ ...corpus, language: 'de' })
        assert.deepEqual(await one.corpora.find('letters'), corpus)
        assert.deepEqual(await one.corpora.list('main'), [corpus])
        assert.deepEqual(await one.corpora.listAll(), [corpus])
        assert.equal(await one.corpora.find('other'), null)
        const stopRules = { ...corpus.stopRules, answersMax: 20 }
        const textPolicy = { ...defaultTextPolicy, abbreviations: { '&': 'und' } }
        const other = { ...corpus, name: 'other', stopRules, textPolicy }
        await one.corpora.add(other)
        assert.deepEqual(await one.corpora.find('other'), other)
      }))

    test('the rules of a corpus are changed for all processes, and the audit records it', () =>
      withStores(async ({ one, other }) => {
        await one.corpora.changeRules('main', 'letters', rules, line)
        const found = await other.corpora.find('letters')
        assert.deepEqual(found, { ...corpus, ...rules })
        assert.deepEqual(await other.secrets.listWholeAudit(9), [line])
      }))

    test('what a corpus tells visitors after a right answer is changed for all processes', () =>
      withStores(async ({ one, other }) => {
        const changed = { ...line, action: 'corpus.thanks', detail: 'from link to name' }
        await one.corpora.changeThanks('main', 'letters', 'name', changed)
        assert.deepEqual(await other.corpora.find('letters'), { ...corpus, thanks: 'name' })
        assert.deepEqual(await other.secrets.listWholeAudit(9), [changed])
      }))

    test('a change of rules marks the fit stale, so that everything is settled again', () =>
      withStores(async ({ one, other }) => {
        const times = { untilMs: 1, labels: 2, fittedAtMs: 3, recalls: 0, isStale: false }
        const fit = { corpus: 'letters', engine: 'e-1', ...times, parameters: '{}' }
        await one.fits.keep(fit, [])
        await one.corpora.changeRules('main', 'letters', rules, line)
        assert.deepEqual(await other.fits.find('main', 'letters'), { ...fit, isStale: true })
      }))
  })
}
