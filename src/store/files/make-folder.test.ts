import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { makeFolder } from './make-folder.ts'

test('a folder is made with those it lies in, for its owner alone, and may be there', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'incipit-'))
  t.after(() => rmSync(root, { recursive: true }))
  const deep = join(root, 'a', 'b', 'c')
  makeFolder(deep)
  makeFolder(deep)
  for (const path of [deep, join(root, 'a')]) assert.equal(statSync(path).mode & 0o777, 0o700)
})

// With `--data /proc/x` every command ran for ever at full speed.
test('a folder that cannot be made is said at once', () => {
  for (const path of ['/proc/incipit', '/proc/incipit/a/b']) {
    assert.throws(() => makeFolder(path), { syscall: 'mkdir' })
    assert.equal(existsSync(path), false)
  }
})

test('a file in the place of a folder is said', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'incipit-'))
  t.after(() => rmSync(root, { recursive: true }))
  writeFileSync(join(root, 'a'), '')
  assert.throws(() => makeFolder(join(root, 'a')), { code: 'EEXIST' })
  assert.throws(() => makeFolder(join(root, 'a', 'b')), { code: 'ENOTDIR' })
})
