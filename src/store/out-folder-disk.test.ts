import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import type { OutFolder } from '../model/out-folder.ts'
import { openOutFolder } from './out-folder-disk.ts'

const lendPlace = (t: TestContext): string => {
  const place = mkdtempSync(join(tmpdir(), 'incipit-out-'))
  t.after(() => rmSync(place, { recursive: true }))
  return place
}

const begin = async (path: string): Promise<OutFolder> => {
  const folder = await openOutFolder(path)
  assert.ok(!('refused' in folder))
  return folder
}

test('a folder is seen when it is finished, whole, and not before', async (t) => {
  const place = lendPlace(t)
  const folder = await begin(join(place, 'home'))
  const file = await folder.add('pages/1.xml')
  for (const piece of ['<a>', Buffer.from('ü'), '</a>']) await file?.write(piece)
  await file?.close()
  assert.throws(() => readdirSync(join(place, 'home')), { code: 'ENOENT' })
  await folder.finish()
  assert.equal(readFileSync(join(place, 'home/pages/1.xml'), 'utf8'), '<a>ü</a>')
  assert.deepEqual(readdirSync(place), ['home'])
})

test('a folder that is abandoned leaves nothing behind', async (t) => {
  const place = lendPlace(t)
  const folder = await begin(join(place, 'home'))
  await (await folder.add('a'))?.close()
  await folder.abandon()
  assert.deepEqual(readdirSync(place), [])
})

test('an empty folder is taken, and one with something in it is not', async (t) => {
  const place = lendPlace(t)
  await (await begin(place)).abandon()
  mkdirSync(join(place, 'empty'))
  await (await begin(join(place, 'empty'))).finish()
  writeFileSync(join(place, 'file'), '')
  for (const path of [place, join(place, 'file')]) {
    const refused = await openOutFolder(path)
    assert.ok('refused' in refused && refused.refused.includes('not empty'), path)
  }
})

test('a path that leads out of the folder, or is taken, is not written', async (t) => {
  const place = lendPlace(t)
  const folder = await begin(join(place, 'home'))
  await (await folder.add('a'))?.close()
  for (const path of ['../b', 'x/../../b', '.', '', 'a', 'a/b', 'c/', 'd'.repeat(300)])
    assert.equal(await folder.add(path), null, path)
  await (await folder.add('/etc/passwd'))?.close()
  await folder.finish()
  assert.deepEqual(readdirSync(place), ['home'])
  assert.deepEqual(readdirSync(join(place, 'home')).toSorted(), ['a', 'etc'])
})
