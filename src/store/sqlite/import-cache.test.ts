import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { openImportCache } from './import-cache.ts'

describe('the cache of imports', () => {
  // It was readable for everybody, as SQLite makes its files.
  test('is for its owner alone', { skip: process.platform === 'win32' }, (t) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'incipit-import-cache-'))
    t.after(() => rmSync(dataDir, { recursive: true }))
    const importCache = openImportCache(dataDir)
    importCache.remember('a', { stamp: '', body: '' })
    const rights = ['', '-wal', '-shm'].map(
      (suffix) => statSync(join(dataDir, `imports.sqlite${suffix}`)).mode & 0o777,
    )
    importCache.close()
    assert.deepEqual(rights, [0o600, 0o600, 0o600])
  })

  test('recalls the last entry under a name, also after it is opened again', (t) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'incipit-import-cache-'))
    t.after(() => rmSync(dataDir, { recursive: true }))
    const importCache = openImportCache(dataDir)
    assert.equal(importCache.recall('a'), null)
    importCache.remember('a', { stamp: '1', body: 'old' })
    importCache.remember('a', { stamp: '2', body: 'new' })
    for (let n = 0; n < 2_500; n += 1) importCache.remember(`n${n}`, { stamp: '', body: String(n) })
    assert.deepEqual(importCache.recall('a'), { stamp: '2', body: 'new' })
    assert.equal(importCache.recall('n0')?.body, '0')
    importCache.close()
    const again = openImportCache(dataDir)
    assert.deepEqual(again.recall('a'), { stamp: '2', body: 'new' })
    assert.equal(again.recall('n2499')?.body, '2499')
    again.close()
  })
})
