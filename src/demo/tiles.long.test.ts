import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Folder } from '../model/folder.ts'
import { demoClasses, makeDemoTiles } from './tiles.ts'

let folder: Folder
let again: Folder

before(async () => {
  const made = await Promise.all([makeDemoTiles(1), makeDemoTiles(1)])
  folder = made[0]
  again = made[1]
})

describe('the demonstration tiles', () => {
  test('lie by class, enough of each, and by themselves where nobody has said', async () => {
    const counts: Record<string, number> = {}
    for (const { path } of await folder.list()) {
      const name = path.split('/')[0] ?? ''
      counts[name] = (counts[name] ?? 0) + 1
    }
    const { images = 0, ...known } = counts
    assert.deepEqual(Object.keys(known).toSorted(), demoClasses.toSorted())
    assert.ok(Object.values(known).every((count) => count >= 14))
    assert.ok(images >= 40)
  })

  test('are all different, and small JPEG files', async () => {
    const seen = new Set<string>()
    for (const { path, sizeBytes } of await folder.list()) {
      const bytes = await folder.read(path)
      assert.equal(bytes.subarray(0, 3).toString('hex'), 'ffd8ff')
      assert.ok(sizeBytes < 60_000)
      seen.add(bytes.toString('base64'))
    }
    assert.equal(seen.size, (await folder.list()).length)
  })

  test('are the same for the same seed, whatever else is drawn at the time', async () => {
    for (const { path } of await folder.list()) {
      assert.deepEqual(await again.read(path), await folder.read(path))
    }
  })
})
