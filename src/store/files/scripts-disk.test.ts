import assert from 'node:assert/strict'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import type { ScriptFiles, Scripts } from '../../model/script.ts'
import { versionOf } from './script-version.ts'
import { openScriptsOnDisk } from './scripts-disk.ts'

function filesOf(contents: Record<string, string>): ScriptFiles {
  return new Map(Object.entries(contents).map(([name, text]) => [name, Buffer.from(text)]))
}

function textsOf(files: ScriptFiles | null): Record<string, string> | null {
  return files && Object.fromEntries([...files].map(([name, bytes]) => [name, String(bytes)]))
}

const contents = { 'challenge.html': '<script>', 'challenge.js': '1' }
const files = filesOf(contents)

describe('scripts on disk', () => {
  let folder: string
  let scripts: Scripts
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'incipit-'))
    scripts = openScriptsOnDisk(folder)
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  test('are kept by a version that says what they are', async () => {
    const version = await scripts.put(files)
    assert.match(version, /^[0-9a-f]{16}$/)
    assert.equal(await scripts.put(files), version)
    assert.deepEqual(textsOf(await scripts.get(version)), contents)
    assert.deepEqual(textsOf(await openScriptsOnDisk(folder).get(version)), contents)
    assert.deepEqual(readdirSync(join(folder, 'drafts')), [])
  })

  test('have a version of their names as of their bytes, in any order', () => {
    assert.equal(versionOf(new Map([...files].toReversed())), versionOf(files))
    for (const other of [
      { 'challenge.html': '<script>', 'challenge.js': '2' },
      { 'challenge.html': '<script>1', 'challenge.js': '' },
      { 'challenge.htm': '<script>', 'challenge.js': '1' },
    ])
      assert.notEqual(versionOf(filesOf(other)), versionOf(files))
  })

  test('are there once when many processes put them at the same time', async () => {
    const stores = Array.from({ length: 20 }, () => openScriptsOnDisk(folder))
    const versions = new Set(await Promise.all(stores.map((store) => store.put(files))))
    assert.equal(versions.size, 1)
    assert.deepEqual(textsOf(await scripts.get(versionOf(files))), contents)
    assert.deepEqual(readdirSync(folder).toSorted(), [versionOf(files), 'drafts'].toSorted())
    assert.deepEqual(readdirSync(join(folder, 'drafts')), [])
  })

  const spoil: Record<string, (at: string) => void> = {
    'with another byte': (at) => writeFileSync(join(at, 'challenge.js'), '2'),
    'without one of them': (at) => unlinkSync(join(at, 'challenge.js')),
    'with one more': (at) => writeFileSync(join(at, 'more.js'), ''),
    'that are a link': (at) => {
      unlinkSync(join(at, 'challenge.js'))
      symlinkSync('/etc/hostname', join(at, 'challenge.js'))
    },
    'over a megabyte': (at) => writeFileSync(join(at, 'challenge.js'), Buffer.alloc(1024 ** 2 + 1)),
    'that are no folder': (at) => {
      rmSync(at, { recursive: true })
      writeFileSync(at, '')
    },
  }
  for (const [name, change] of Object.entries(spoil)) {
    test(`${name} are not given, and are mended when they are put again`, async () => {
      const version = await scripts.put(files)
      change(join(folder, version))
      assert.equal(await scripts.get(version), null)
      await scripts.put(files)
      assert.deepEqual(textsOf(await scripts.get(version)), contents)
      assert.deepEqual(readdirSync(join(folder, 'drafts')), [])
    })
  }

  test('are looked for by what can be a version alone', async () => {
    mkdirSync(join(folder, 'other'))
    for (const version of ['', '..', 'drafts', 'other', '../'.repeat(6), '0'.repeat(16)])
      assert.equal(await scripts.get(version), null, version)
  })
})
