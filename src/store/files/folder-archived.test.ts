import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { makeTar, makeZip, type Made } from '../../../test/setup/archive.ts'
import type { Folder } from '../../model/folder.ts'
import { openFolderWithArchives } from './folder-archived.ts'

function makeRoot(t: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), 'incipit-archive-'))
  t.after(() => rmSync(root, { recursive: true }))
  mkdirSync(join(root, 'in'))
  return root
}

async function open(root: string, path = 'in'): Promise<Folder> {
  const folder = await openFolderWithArchives(join(root, path), join(root, 'spool'))
  assert.ok(!('refused' in folder), 'refused' in folder ? folder.refused : '')
  return folder
}

async function refusalOf(root: string, path: string): Promise<string> {
  const folder = await openFolderWithArchives(join(root, path), join(root, 'spool'))
  return 'refused' in folder ? folder.refused : 'opened'
}

/** Everything in a folder: what it holds, or why it is not read. */
async function contentOf(folder: Folder): Promise<Record<string, string>> {
  const content: Record<string, string> = {}
  for (const { path, obstacle } of await folder.list())
    content[path] = obstacle ? `! ${obstacle}` : (await folder.read(path)).toString()
  return content
}

const two: Made[] = [
  { name: './pages/1.txt', body: 'one' },
  { name: 'pages/', type: 'directory' },
  { name: 'pages/zwei.txt', body: 'two'.repeat(100_000) },
]
const read = { 'pages/1.txt': 'one', 'pages/zwei.txt': 'two'.repeat(100_000) }
const kinds: readonly { name: string; make: (of: readonly Made[]) => Buffer }[] = [
  { name: 'a ZIP', make: makeZip },
  { name: 'a TAR', make: makeTar },
  { name: 'a TAR packed by gzip', make: (of) => gzipSync(makeTar(of)) },
]

for (const { name, make } of kinds)
  describe(name, () => {
    test('is read as a folder if it is the path, whatever its name', async (t) => {
      const root = makeRoot(t)
      writeFileSync(join(root, 'in', 'delivery'), make(two))
      const folder = await open(root, 'in/delivery')
      assert.deepEqual(await contentOf(folder), read)
      await folder.close?.()
    })

    test('is read as a folder if it is in one, and leaves nothing behind', async (t) => {
      const root = makeRoot(t)
      writeFileSync(join(root, 'in', 'a.dat'), make(two))
      writeFileSync(join(root, 'in', 'b.txt'), 'beside')
      const folder = await open(root)
      assert.deepEqual(await contentOf(folder), {
        'a.dat/pages/1.txt': read['pages/1.txt'],
        'a.dat/pages/zwei.txt': read['pages/zwei.txt'],
        'b.txt': 'beside',
      })
      await assert.rejects(folder.read('a.dat/pages/3.txt'))
      await folder.close?.()
      assert.deepEqual(
        readdirSync(root).includes('spool') && readdirSync(join(root, 'spool')),
        name.includes('gzip') && [],
      )
    })

    test('is opened in one that is the path, and no deeper', async (t) => {
      const root = makeRoot(t)
      const inner = make([...two, { name: 'in.dat', body: makeZip(two) }])
      writeFileSync(join(root, 'in', 'outer'), make([{ name: 'x.bin', body: inner }]))
      const folder = await open(root, 'in/outer')
      assert.deepEqual(await contentOf(folder), {
        'x.bin/in.dat': '! archive_nested',
        'x.bin/pages/1.txt': read['pages/1.txt'],
        'x.bin/pages/zwei.txt': read['pages/zwei.txt'],
      })
      await folder.close?.()
    })

    test('gives each name that is invalid, or leads elsewhere, as an obstacle', async (t) => {
      const root = makeRoot(t)
      const names = ['../up', 'a/../../b', '/etc/passwd', 'C:/x', 'a\\b', 'a//b', 'a/./b']
      const made = names.map((of) => ({ name: of, body: 'evil' }))
      writeFileSync(join(root, 'in', 'slip'), make([...made, { name: 'good', body: 'good' }]))
      const folder = await open(root, 'in/slip')
      const content = await contentOf(folder)
      assert.deepEqual(content['good'], 'good')
      delete content['good']
      assert.deepEqual([...new Set(Object.values(content))], ['! unsafe_name'])
      assert.equal(Object.keys(content).length, names.length)
      await folder.close?.()
    })

    test('is refused with the fault if it is truncated', async (t) => {
      const root = makeRoot(t)
      const whole = make(two)
      writeFileSync(join(root, 'in', 'half'), whole.subarray(0, whole.length * 0.7))
      assert.match(await refusalOf(root, 'in/half'), /The archive .+half cannot be read: .+[^.]\.$/)
      assert.match(JSON.stringify(await (await open(root)).list()), /archive_broken/)
    })

    test('never does harm, whatever its bytes', async (t) => {
      const root = makeRoot(t)
      const whole = make([{ name: 'a', body: 'one' }])
      const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) })
      const changes = fc.array(change, { minLength: 1, maxLength: 8 })
      await fc.assert(
        fc.asyncProperty(changes, async (some) => {
          const bytes = Buffer.from(whole)
          for (const { at, byte } of some) bytes[at] = byte
          writeFileSync(join(root, 'in', 'a'), bytes)
          const folder = await openFolderWithArchives(join(root, 'in', 'a'), join(root, 'spool'))
          if ('refused' in folder) return
          for (const { path } of await folder.list()) await folder.read(path).catch(() => null)
          await folder.close?.()
        }),
        { numRuns: 60 },
      )
    })
  })

describe('a TAR', () => {
  test('gives links and devices as obstacles', async (t) => {
    const root = makeRoot(t)
    const made: Made[] = [
      { name: 'soft', type: 'symlink', link: '/etc/passwd' },
      { name: 'hard', type: 'link', link: 'good' },
      { name: 'block', type: 'block-device' },
      { name: 'pipe', type: 'fifo' },
      { name: 'good', body: 'good' },
    ]
    writeFileSync(join(root, 'in', 'x'), makeTar(made))
    const folder = await open(root, 'in/x')
    assert.deepEqual(await contentOf(folder), {
      block: '! special_file',
      good: 'good',
      hard: '! link',
      pipe: '! special_file',
      soft: '! link',
    })
    await folder.close?.()
  })

  test('is refused if a member claims to be larger than the archive', async (t) => {
    const root = makeRoot(t)
    for (const size of [2 ** 33, 10 ** 15, -1]) {
      writeFileSync(join(root, 'in', 'x'), makeTar([{ name: 'a', body: 'one', size }]))
      assert.match(await refusalOf(root, 'in/x'), /cannot be read/)
    }
  })
})

describe('a ZIP', () => {
  test('gives what is encrypted, packed otherwise or a link as obstacles', async (t) => {
    const root = makeRoot(t)
    const made: Made[] = [
      { name: 'secret', body: 'x'.repeat(13), size: 1, flags: 1 },
      { name: 'lzma', body: 'x', method: 14 },
      { name: 'soft', body: '/etc/passwd', type: 'symlink' },
      { name: 'good', body: 'good' },
    ]
    writeFileSync(join(root, 'in', 'x'), makeZip(made))
    const folder = await open(root, 'in/x')
    assert.deepEqual(await contentOf(folder), {
      good: 'good',
      lzma: '! packing_unknown',
      secret: '! encrypted',
      soft: '! link',
    })
    await folder.close?.()
  })

  test('does not read a member whose size or checksum is another than it says', async (t) => {
    const root = makeRoot(t)
    for (const lie of [{ crc: 1 }, { size: 3 }, { size: 30_000_000 }]) {
      const made = [{ name: 'a', body: 'x'.repeat(20_000_000), method: 8, ...lie }]
      const bytes = makeZip(made)
      writeFileSync(join(root, 'in', 'x'), bytes)
      const folder = await openFolderWithArchives(join(root, 'in/x'), join(root, 'spool'))
      if (!('refused' in folder)) await assert.rejects(folder.read('a'))
    }
  })

  test('knows names in UTF-8 that are not said to be', async (t) => {
    const root = makeRoot(t)
    writeFileSync(join(root, 'in', 'x'), makeZip([{ name: 'Größe.txt', body: 'x' }]))
    const folder = await open(root, 'in/x')
    assert.deepEqual(
      (await folder.list()).map(({ path }) => path),
      ['Größe.txt'],
    )
    await folder.close?.()
  })
})

describe('what a killed import had unpacked', () => {
  test('is forgotten by the next', async (t) => {
    const root = makeRoot(t)
    writeFileSync(join(root, 'in', 'x.tgz'), gzipSync(makeTar(two)))
    const killed = await open(root)
    await killed.list()
    const [own = ''] = readdirSync(join(root, 'spool'))
    assert.ok(readFileSync(join(root, 'spool', own, '1')).length > 300_000)
    // An id that no process can have.
    const dead = own.replace(`.${process.pid}.`, '.99999999.')
    mkdirSync(join(root, 'spool', dead))
    const next = await open(root)
    assert.deepEqual(readdirSync(join(root, 'spool')), [own])
    await next.close?.()
    await killed.close?.()
    assert.deepEqual(readdirSync(join(root, 'spool')), [])
  })
})
