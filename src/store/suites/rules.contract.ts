import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Fits } from '../../model/fit.ts'
import type { AuditLine } from '../../model/secret.ts'
import type { Records, Secrets } from '../../model/stores.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'
import { corpus } from './records.contract.ts'

type Stores = {
  records: Pick<Records, 'addCorpus' | 'findCorpus' | 'changeRules'>
  fits: Fits
  secrets: Pick<Secrets, 'listAudit'>
}

/** What every store of the rules of corpora promises. */
export function testRules(name: string, open: () => Promise<TwoStores<Stores>>): void {
  const withStores = provideStores(open)
  const line: AuditLine = {
    atMs: 5,
    organisation: 'main',
    action: 'corpus.rules',
    subject: 'letters',
    detail: 'confidence from 0.97 to 0.9',
  }
  const rules = {
    stopRules: { ...corpus.stopRules, confidenceMin: 0.9, quarantineHours: 0 },
    textPolicy: { ...corpus.textPolicy, case: 'keep', abbreviations: { '&': 'und' } },
  } as const

  describe(`the rules of a corpus in ${name}`, () => {
    test('are changed for all processes, and the audit tells of it', () =>
      withStores(async ({ one, other }) => {
        await one.records.addCorpus(corpus)
        await one.records.changeRules('letters', rules, line)
        const found = await other.records.findCorpus('letters')
        assert.deepEqual(found, { ...corpus, ...rules })
        assert.deepEqual(await other.secrets.listAudit(9), [line])
      }))

    test('that change make the fit stale, so that all is settled anew', () =>
      withStores(async ({ one, other }) => {
        const times = { untilMs: 1, labels: 2, fittedAtMs: 3, recalls: 0, isStale: false }
        const fit = { corpus: 'letters', engine: 'e-1', ...times, parameters: '{}' }
        await one.records.addCorpus(corpus)
        await one.fits.keep(fit, [])
        await one.records.changeRules('letters', rules, line)
        assert.deepEqual(await other.fits.find('letters'), { ...fit, isStale: true })
      }))
  })
}
