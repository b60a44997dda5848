import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import type { OutFolder } from '../../model/out-folder.ts'
import { draftOf } from './out-draft.ts'
import { openOutFolder } from './out-folder-disk.ts'

function makePlace(t: TestContext): string {
  const place = mkdtempSync(join(tmpdir(), 'incipit-out-'))
  t.after(() => rmSync(place, { recursive: true }))
  return place
}

function countOpen(place: string): number {
  const links = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`)
    } catch {
      return ''
    }
  })
  return links.filter((path) => path.startsWith(place)).length
}

async function begin(path: string): Promise<OutFolder> {
  const folder = await openOutFolder(path)
  assert.ok(!('refused' in folder))
  return folder
}

test('a folder is seen when it is finished, whole, and not before', async (t) => {
  const place = makePlace(t)
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
  const place = makePlace(t)
  const folder = await begin(join(place, 'home'))
  await (await folder.add('a'))?.close()
  await folder.abandon()
  assert.deepEqual(readdirSync(place), [])
})

// An export that failed or was cancelled left its file open until the garbage collector closed it.
test(
  'a folder that is abandoned closes the files that are still open',
  { skip: !existsSync('/proc/self/fd') },
  async (t) => {
    const place = makePlace(t)
    const folder = await begin(join(place, 'home'))
    await (await folder.add('a'))?.write('a')
    await folder.add('b')
    assert.equal(countOpen(place), 2)
    await folder.abandon()
    assert.equal(countOpen(place), 0)
  },
)

test('an empty folder is taken, and one with something in it is not', async (t) => {
  const place = makePlace(t)
  await (await begin(place)).abandon()
  mkdirSync(join(place, 'empty'))
  await (await begin(join(place, 'empty'))).finish()
  writeFileSync(join(place, 'file'), '')
  const refused = await openOutFolder(place)
  assert.ok('refused' in refused && refused.refused.includes('not empty'))
})

// An export through a link failed at its very end, with a message about the data folder: the finished
// folder could not replace a link.
test('a link and a file are refused for what they are', async (t) => {
  const place = makePlace(t)
  writeFileSync(join(place, 'file'), '')
  mkdirSync(join(place, 'empty'))
  symlinkSync('empty', join(place, 'link'))
  symlinkSync('nowhere', join(place, 'dangling'))
  const cases = { file: 'is not a folder', link: 'is a link', dangling: 'is a link' }
  for (const [name, why] of Object.entries(cases)) {
    const refused = await openOutFolder(join(place, name))
    assert.ok('refused' in refused && refused.refused.includes(why), name)
  }
  assert.equal(readdirSync(place).length, 4)
})

test('no folder is made in the data folder, by whatever path it is reached', async (t) => {
  const place = makePlace(t)
  const data = join(place, 'data')
  mkdirSync(data)
  symlinkSync('data', join(place, 'link'))
  for (const path of ['data', 'data/out', 'link/out/deep', 'x/../data/out']) {
    const refused = await openOutFolder(join(place, path), data)
    assert.ok('refused' in refused && refused.refused.includes('is inside the data folder'), path)
  }
  for (const path of ['database', 'home']) {
    const folder = await openOutFolder(join(place, path), data)
    assert.ok(!('refused' in folder), path)
    await folder.finish()
  }
})

// A killed export left a hidden folder of its own size beside its target for ever.
test('what killed runs left for the same place is removed, and nothing else', async (t) => {
  const place = makePlace(t)
  const kept = basename(draftOf(join(place, 'home')))
  const dead = spawnSync('true').pid
  const left = kept.replace(`-${process.pid}-`, `-${dead}-`)
  const others = [kept, left.replace('home', 'house'), `${left}0`, '.home-0123456789ab', 'home-1']
  for (const name of [left, ...others]) mkdirSync(join(place, name, 'pages'), { recursive: true })
  await (await begin(join(place, 'home'))).finish()
  assert.deepEqual(readdirSync(place).toSorted(), ['home', ...others].toSorted())
})

test('a path that leads out of the folder, or is taken, is not written', async (t) => {
  const place = makePlace(t)
  const folder = await begin(join(place, 'home'))
  await (await folder.add('a'))?.close()
  for (const path of ['../b', 'x/../../b', '.', '', 'a', 'a/b', 'c/', 'd'.repeat(300)])
    assert.equal(await folder.add(path), null, path)
  await (await folder.add('/etc/passwd'))?.close()
  await folder.finish()
  assert.deepEqual(readdirSync(place), ['home'])
  assert.deepEqual(readdirSync(join(place, 'home')).toSorted(), ['a', 'etc'])
})
