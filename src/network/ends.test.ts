import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { describe, test } from 'node:test'
import { makeFolderOnDisk, startServer, openWebFor, textAt } from '../../test/setup/web.ts'

const gibibyte = 1024 ** 3
function never(): Promise<never> {
  return new Promise(() => undefined)
}

describe('an import that is stopped', () => {
  // A server that sent one byte a second kept an import running until it was killed.
  test('ends a download at once that would go on for hours', async (t) => {
    const stop = new AbortController()
    const { host, url } = await startServer(t, (_request, response) => {
      response.writeHead(200, { 'content-length': 1_000_000 }).write('a')
      setImmediate(() => stop.abort())
    })
    const folder = makeFolderOnDisk(t)
    const web = openWebFor(t, [host], { folder, stopped: stop.signal })
    assert.equal(await textAt(web, url('/')), 'the import was stopped')
    assert.deepEqual(readdirSync(folder), [])
  })

  test('waits neither for a busy host nor for a name', async (t) => {
    for (const path of ['/busy', '/name']) {
      const stop = new AbortController()
      const { host, url } = await startServer(t, (_request, response) => {
        response.writeHead(503, { 'retry-after': '100' }).end()
        setImmediate(() => stop.abort())
      })
      const resolve = () => {
        stop.abort()
        return never()
      }
      const web = openWebFor(t, [host, 'archive.test'], { stopped: stop.signal, resolve })
      const address = path === '/name' ? 'http://archive.test/' : url(path)
      assert.equal(await textAt(web, address), 'the import was stopped')
    }
  })

  test('asks for nothing more', async (t) => {
    const { host, url, asked } = await startServer(t, (_request, response) => response.end('a'))
    const web = openWebFor(t, [host], { stopped: AbortSignal.abort() })
    assert.equal(await textAt(web, url('/')), 'the import was stopped')
    assert.deepEqual(asked, [])
  })
})

describe('a disk', () => {
  const full = 'the disk has no room for it beside what is kept free'

  // An endless response without a length filled the disk, since the only limit was far above its free space.
  test('is not filled by an answer that does not end, and what came of it is gone', async (t) => {
    const { host, url } = await startServer(t, (_request, response) => {
      response.writeHead(200, { etag: '"endless"' })
      const chunk = Buffer.alloc(1024 * 1024)
      const more = (): void => void (response.writable && response.write(chunk, more))
      more()
    })
    const folder = makeFolderOnDisk(t)
    let looks = 0
    const readDisk = async () => {
      looks += 1
      return { sizeBytes: 10 * gibibyte, freeBytes: looks < 3 ? 2 * gibibyte : gibibyte }
    }
    const web = openWebFor(t, [host], { folder, readDisk })
    assert.equal(await textAt(web, url('/'), { sizeBytesMax: 20 * gibibyte }), full)
    assert.equal(looks, 3)
    assert.deepEqual(readdirSync(folder), [])
  })

  const disks = [
    // In GiB: the size of the disk, its free space, the size of the file; then whether the file is taken.
    [10, 3, 2, true],
    [10, 2.9, 2, false],
    [100, 7, 2, true],
    [100, 6.9, 2, false],
    [10_000, 12, 2, true],
    [10_000, 11.9, 2, false],
  ] as const
  for (const [size, free, announced, isTaken] of disks)
    test(`of ${size} GiB with ${free} free ${isTaken ? 'takes' : 'refuses'} ${announced} GiB`, async (t) => {
      const { host, url } = await startServer(t, (_request, response) => {
        response.writeHead(200, { 'content-length': announced * gibibyte }).write('a')
        setImmediate(() => response.destroy())
      })
      const readDisk = async () => ({ sizeBytes: size * gibibyte, freeBytes: free * gibibyte })
      const web = openWebFor(t, [host], { readDisk, pause: async () => undefined })
      const text = await textAt(web, url('/'), { sizeBytesMax: 20 * gibibyte })
      assert.equal(text, isTaken ? 'the connection broke off' : full)
    })

  test('is not begun to be filled by what is announced to be over the limit', async (t) => {
    const { host, url } = await startServer(t, (_request, response) =>
      response.writeHead(200, { 'content-length': 21 * gibibyte, etag: '"a"' }).write('a'),
    )
    const folder = makeFolderOnDisk(t)
    const web = openWebFor(t, [host], { folder })
    const text = await textAt(web, url('/'), { sizeBytesMax: 20 * gibibyte })
    assert.equal(text, 'it is larger than 20 GiB')
    assert.deepEqual(readdirSync(folder), [])
  })
})

// We cannot set the system's own timeout for a silent name server.
test('a name that nobody answers for is waited for within a time of our own', async (t) => {
  const web = openWebFor(t, ['archive.test'], { resolve: never, lookupMaxMs: 10 })
  assert.equal(
    await textAt(web, 'http://archive.test/'),
    'nobody says where the host archive.test is',
  )
})

// One cloud serves its secrets from the shared carrier range, which an operator may allow.
describe('where the clouds tell a machine its secrets', () => {
  const numerics = [
    '100.100.100.200',
    '::ffff:100.100.100.200',
    '168.63.129.16',
    '169.254.169.254',
    '169.254.170.2',
    '169.254.170.23',
    '169.254.42.42',
    '192.0.0.192',
    'fd00:42::42',
    'fd00:c1::a9fe:a9fe',
    'fd00:ec2::23',
    'fd00:ec2::254',
    'fd00:0ec2:0::254',
    'fd20:ce::254',
  ]
  for (const numeric of numerics)
    test(`nothing is fetched, allowed or not: ${numeric}`, async (t) => {
      const host = numeric.includes(':') ? `[${numeric}]` : numeric
      for (const allowed of [[], [host], ['archive.test']]) {
        const web = openWebFor(t, allowed, { resolve: async () => [numeric] })
        for (const address of [`http://${host}/`, 'http://archive.test/'])
          assert.match(await textAt(web, address), /not a public address$/)
      }
    })
})
