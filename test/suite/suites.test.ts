import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readSuites } from './suites.ts'

test('every test file is in exactly one suite, and this file is a unit test', () => {
  const { unit, long, others } = readSuites(fileURLToPath(new URL('../../', import.meta.url)))
  assert.ok(unit.includes('test/suite/suites.test.ts'))
  assert.ok(unit.length > others.length && others.length > long.length && long.length > 0)
  assert.equal(
    new Set([...unit, ...long, ...others]).size,
    unit.length + long.length + others.length,
  )
})

test('a file that starts a process or a browser, by itself or through an import, is not a unit test', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'incipit-'))
  t.after(() => rmSync(root, { recursive: true }))
  const put = (path: string, text: string): void => {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  put('test/setup/program.ts', `import { spawn } from 'node:child_process'`)
  put('src/a/pure.test.ts', `import { test } from 'node:test'`)
  put('src/a/spawns.test.ts', `import { spawn } from 'node:child_process'`)
  put('src/a/imports.test.ts', `import { run } from '../../test/setup/program.ts'`)
  put('src/a/visits.test.ts', `import { chromium } from 'playwright-core'`)
  put('src/a/crowd.long.test.ts', '')
  assert.deepEqual(readSuites(root), {
    unit: ['src/a/pure.test.ts'],
    long: ['src/a/crowd.long.test.ts'],
    others: ['src/a/imports.test.ts', 'src/a/spawns.test.ts', 'src/a/visits.test.ts'],
  })
})
