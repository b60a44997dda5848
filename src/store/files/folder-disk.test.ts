import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import type { Folder, FolderFile } from '../../model/folder.ts'
import { openFolderOnDisk } from './folder-disk.ts'

function makeRoot(t: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), 'incipit-'))
  chmodSync(root, 0o755)
  t.after(() => rmSync(root, { recursive: true }))
  return root
}

async function open(path: string): Promise<Folder> {
  const folder = await openFolderOnDisk(path)
  assert.ok(!('refused' in folder))
  return folder
}

async function sizesIn(folder: Folder): Promise<FolderFile[]> {
  return (await folder.list()).map(({ path, sizeBytes, obstacle }) => ({
    path,
    sizeBytes,
    ...(obstacle ? { obstacle } : {}),
  }))
}

function makePipe(path: string): void {
  return assert.equal(spawnSync('/bin/sh', ['-c', 'mkfifo "$0"', path]).status, 0)
}

// Nothing is forbidden to root, so the test runs as nobody.
const nobody = 65_534
async function asNobody<T>(use: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return use()
  process.seteuid?.(nobody)
  try {
    return await use()
  } finally {
    process.seteuid?.(0)
  }
}

describe('a folder on disk', () => {
  test('lists every plain file below it with its size, and reads it', async (t) => {
    const root = makeRoot(t)
    mkdirSync(join(root, 'b', 'c'), { recursive: true })
    writeFileSync(join(root, 'b', 'c', '1.txt'), 'one')
    writeFileSync(join(root, 'a.txt'), '')
    const folder = await open(root)
    assert.deepEqual(await sizesIn(folder), [
      { path: 'a.txt', sizeBytes: 0 },
      { path: 'b/c/1.txt', sizeBytes: 3 },
    ])
    assert.equal((await folder.read('b/c/1.txt')).toString(), 'one')
    await assert.rejects(folder.read('b/c/2.txt'))
  })

  test('has one file if the path is that of a file', async (t) => {
    const root = makeRoot(t)
    writeFileSync(join(root, '1.txt'), 'one')
    writeFileSync(join(root, '2.txt'), 'two')
    const folder = await open(join(root, '1.txt'))
    assert.deepEqual(await sizesIn(folder), [{ path: '1.txt', sizeBytes: 3 }])
    assert.equal((await folder.read('1.txt')).toString(), 'one')
  })

  // One unreadable folder stopped the import of all others.
  test('reports a folder in it that cannot be read, and lists the rest', async (t) => {
    const root = makeRoot(t)
    mkdirSync(join(root, 'closed'))
    writeFileSync(join(root, 'closed', '1.txt'), 'one')
    chmodSync(join(root, 'closed'), 0)
    mkdirSync(join(root, 'listed'))
    writeFileSync(join(root, 'listed', '2.txt'), 'two')
    chmodSync(join(root, 'listed'), 0o744)
    writeFileSync(join(root, '3.txt'), 'three')
    const listed = await asNobody(async () => sizesIn(await open(root)))
    assert.deepEqual(listed, [
      { path: '3.txt', sizeBytes: 5 },
      { path: 'closed', sizeBytes: 0, obstacle: 'folder_unreadable' },
      { path: 'listed/2.txt', sizeBytes: 0, obstacle: 'file_unreadable' },
    ])
  })

  // Links, pipes and sockets were silently left out.
  test('reports links, which it does not follow, and what is neither a file nor a folder', async (t) => {
    const root = makeRoot(t)
    writeFileSync(join(root, '1.txt'), 'one')
    symlinkSync(join(root, '1.txt'), join(root, 'to a file'))
    symlinkSync(root, join(root, 'to a folder'))
    symlinkSync('/nowhere', join(root, 'to nothing'))
    makePipe(join(root, 'pipe'))
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(join(root, 'socket'), resolve))
    const listed = await (await open(root)).list()
    await new Promise((resolve) => server.close(resolve))
    assert.deepEqual(
      listed.map(({ path, obstacle }) => [path, obstacle]),
      [
        ['1.txt', undefined],
        ['pipe', 'special_file'],
        ['socket', 'special_file'],
        ['to a file', 'link'],
        ['to a folder', 'link'],
        ['to nothing', 'link'],
      ],
    )
  })

  // A pipe given as the path was opened for reading, and the import hung.
  test('is refused with a sentence if there is nothing to read', async (t) => {
    const root = makeRoot(t)
    makePipe(join(root, 'pipe'))
    writeFileSync(join(root, 'closed.txt'), 'one')
    chmodSync(join(root, 'closed.txt'), 0)
    const refusalOf = async (path: string): Promise<string> => {
      const folder = await openFolderOnDisk(path)
      return 'refused' in folder ? folder.refused : 'opened'
    }
    const table = [
      [join(root, 'nowhere'), /nowhere does not exist\.$/],
      [join(root, 'closed.txt', 'below'), / does not exist\.$/],
      [join(root, 'pipe'), /neither a file nor a folder/],
      ['/dev/null', /neither a file nor a folder/],
    ] as const
    for (const [path, sentence] of table) assert.match(await refusalOf(path), sentence)
    const closed = await asNobody(() => refusalOf(join(root, 'closed.txt')))
    assert.match(closed, /closed\.txt cannot be read\.$/)
  })
})
