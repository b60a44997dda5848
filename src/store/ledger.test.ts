import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { openLedger } from './ledger.ts'

describe('the ledger of imports', () => {
  test('recalls what was remembered last under a name, also when it is opened again', (t) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'incipit-ledger-'))
    t.after(() => rmSync(dataDir, { recursive: true }))
    const ledger = openLedger(dataDir)
    assert.equal(ledger.recall('a'), null)
    ledger.remember('a', { stamp: '1', body: 'old' })
    ledger.remember('a', { stamp: '2', body: 'new' })
    for (let n = 0; n < 2_500; n += 1) ledger.remember(`n${n}`, { stamp: '', body: String(n) })
    assert.deepEqual(ledger.recall('a'), { stamp: '2', body: 'new' })
    assert.equal(ledger.recall('n0')?.body, '0')
    ledger.close()
    const again = openLedger(dataDir)
    assert.deepEqual(again.recall('a'), { stamp: '2', body: 'new' })
    assert.equal(again.recall('n2499')?.body, '2499')
    again.close()
  })
})
