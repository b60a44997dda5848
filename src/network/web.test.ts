import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import {
  goodLimits,
  makeFolderOnDisk,
  startServer,
  openWebFor,
  textAt,
} from '../../test/setup/web.ts'

function nobody(): Promise<never> {
  return Promise.reject(new Error('nothing is to be looked up'))
}

describe('the content from a host', () => {
  test('is refused beyond the limit of bytes, announced or not, compressed or not, and leaves nothing behind', async (t) => {
    const bomb = gzipSync(Buffer.alloc(20_000_000))
    const { host, url } = await startServer(t, (request, response) => {
      if (request.url === '/announced') response.writeHead(200, { 'content-length': 2_000_000 })
      if (request.url === '/bomb') response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end(request.url === '/bomb' ? bomb : Buffer.alloc(2_000_000))
    })
    const folder = makeFolderOnDisk(t)
    const web = openWebFor(t, [host], { folder })
    for (const path of ['/announced', '/unannounced', '/bomb'])
      assert.equal(await textAt(web, url(path)), 'it is larger than 1000000 bytes')
    assert.deepEqual(readdirSync(folder), [])
  })

  test('is decompressed', async (t) => {
    const { host, url } = await startServer(t, (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('unpacked')),
    )
    assert.equal(await textAt(openWebFor(t, [host]), url('/')), 'unpacked')
  })

  // All of these once had a limit of 60 ms, which even a host that answers exceeded on a busy machine.
  test('is refused if the host stops answering or takes too long', async (t) => {
    const { host, url } = await startServer(t, () => undefined)
    const folder = makeFolderOnDisk(t)
    const silent = openWebFor(t, [host], { folder, idleMaxMs: 10 })
    assert.equal(await textAt(silent, url('/')), 'the host has stopped answering')
    const slow = openWebFor(t, [host], { folder })
    assert.match(await textAt(slow, url('/'), { timeMaxMs: 10 }), /^it took longer than/)
    assert.deepEqual(readdirSync(folder), [])
  })

  test('is refused if the host is gone, breaks off or refuses', async (t) => {
    const { host, url } = await startServer(t, (request, response) => {
      if (request.url === '/no') response.writeHead(404).end('sorry')
      if (request.url === '/broken')
        response.writeHead(200, { 'content-length': 100 }).write('half')
      if (request.url === '/broken') setImmediate(() => response.destroy())
      if (request.url === '/odd') response.writeHead(200, { 'content-encoding': 'odd' }).end('?')
      if (request.url === '/untrue')
        response.writeHead(200, { 'content-encoding': 'gzip' }).end('?')
    })
    const folder = makeFolderOnDisk(t)
    const pause = async (): Promise<void> => undefined
    const web = openWebFor(t, [host, 'gone.test'], { folder, resolve: nobody, pause })
    assert.equal(await textAt(web, url('/no')), 'the host answers 404')
    assert.equal(await textAt(web, url('/broken')), 'the connection broke off')
    assert.equal(await textAt(web, url('/odd')), 'it is packed in a way that is not read')
    assert.equal(await textAt(web, url('/untrue')), 'it is packed and broken')
    assert.equal(await textAt(web, 'http://gone.test/'), 'the host gone.test is not found')
    assert.deepEqual(readdirSync(folder), [])
  })
})

describe('a host', () => {
  test('gets one request at a time, with a pause in between', async (t) => {
    let open = 0
    let most = 0
    const { host, url } = await startServer(t, (_request, response) => {
      most = Math.max(most, (open += 1))
      setImmediate(() => {
        open -= 1
        response.end('x')
      })
    })
    const pauses: number[] = []
    const pause = async (forMs: number): Promise<void> => void pauses.push(forMs)
    const web = openWebFor(t, [host], { pause, delayMs: 500 })
    await Promise.all(['/a', '/b', '/c'].map((path) => textAt(web, url(path))))
    assert.deepEqual([most, pauses], [1, [500, 500]])
  })

  test('that is busy gets no request for as long as it asks, within a limit', async (t) => {
    let asked = 0
    const { host, url } = await startServer(t, (request, response) => {
      asked += 1
      if (request.url === '/long') response.writeHead(429, { 'retry-after': '3600' }).end()
      else if (request.url === '/never') response.writeHead(503, { 'retry-after': '1' }).end()
      else if (asked === 1) response.writeHead(429, { 'retry-after': '7' }).end()
      else if (asked === 2)
        response.writeHead(503, { 'retry-after': 'Thu, 01 Jan 1970 00:00:09 GMT' }).end()
      else response.end('now')
    })
    const waits: number[] = []
    const web = openWebFor(t, [host], { pause: async (forMs) => void waits.push(forMs) })
    assert.equal(await textAt(web, url('/')), 'now')
    assert.deepEqual(waits, [7_000, 9_000])
    assert.match(await textAt(web, url('/long')), /asks to be left alone for 3600 seconds/)
    assert.equal(await textAt(web, url('/never')), 'the host is busy; try again later')
  })

  test('gets the name of the program', async (t) => {
    const { host, url } = await startServer(t, (request, response) =>
      response.end(request.headers['user-agent']),
    )
    assert.match(await textAt(openWebFor(t, [host]), url('/')), /^Incipit\/0 /)
  })
})

describe('a copy', () => {
  test('is checked once in an import, and fetched again only if it has changed', async (t) => {
    let body = 'first'
    const given: (string | undefined)[] = []
    const { host, url } = await startServer(t, (request, response) => {
      given.push(request.headers['if-none-match'])
      if (request.headers['if-none-match'] === body) response.writeHead(304).end()
      else response.writeHead(200, { etag: body }).end(body)
    })
    const folder = makeFolderOnDisk(t)
    const web = openWebFor(t, [host], { folder })
    assert.deepEqual([await textAt(web, url('/')), await textAt(web, url('/'))], ['first', 'first'])
    assert.equal(await textAt(openWebFor(t, [host], { folder }), url('/')), 'first')
    body = 'second'
    assert.equal(await textAt(openWebFor(t, [host], { folder }), url('/')), 'second')
    assert.deepEqual(given, [undefined, 'first', 'first'])
  })

  test('that is fresh is used without a request, unless it exceeds the limit', async (t) => {
    const { host, url, asked } = await startServer(t, (_request, response) => response.end('copy'))
    const folder = makeFolderOnDisk(t)
    const fresh = { freshForMs: 1_000 }
    assert.equal(await textAt(openWebFor(t, [host], { folder }), url('/')), 'copy')
    const later = openWebFor(t, [host], { folder, clock: () => 999 })
    assert.equal(await textAt(later, url('/'), fresh), 'copy')
    assert.equal(
      await textAt(later, url('/'), { ...fresh, sizeBytesMax: 3 }),
      'it is larger than 3 bytes',
    )
    assert.equal(asked.length, 1)
    const file = await later.fetch(url('/'), { ...goodLimits, ...fresh })
    assert.ok(!('fault' in file) && file.sizeBytes === 4)
  })
})
