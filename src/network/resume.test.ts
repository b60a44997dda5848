import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import * as fc from 'fast-check'
import { goodLimits, makeFolderOnDisk, startServer, openWebFor } from '../../test/setup/web.ts'

function textOf(chars: number): string {
  return randomBytes(chars / 2).toString('hex')
}
const file = textOf(30_000)
const third = 10_000
const dayMs = 86_400_000
const modified = 'Thu, 01 Jan 2026 00:00:00 GMT'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** Sends a file from the byte that is asked for, but breaks off after so many bytes. */
function send(
  body: string,
  { cutAt = Infinity, headers = { etag: '"a"' } as Record<string, string> },
): Answer {
  return (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    const isSame = request.headers['if-range'] === (headers['etag'] ?? headers['last-modified'])
    const start = isSame ? from : 0
    const range = `bytes ${start}-${body.length - 1}/${body.length}`
    response.writeHead(start > 0 ? 206 : 200, {
      ...headers,
      'content-length': body.length - start,
      ...(start > 0 ? { 'content-range': range } : {}),
    })
    if (body.length - start <= cutAt) return void response.end(body.slice(start))
    response.write(body.slice(start, start + cutAt), () => response.destroy())
  }
}

/** A server that gives one response after the other, and repeats the last one. */
async function serveAnswers(t: TestContext, answers: readonly Answer[]) {
  const ranges: (string | undefined)[] = []
  const fixture = await startServer(t, (request, response) => {
    ranges.push(request.headers.range)
    const answer = answers[Math.min(ranges.length, answers.length) - 1]
    answer?.(request, response)
  })
  const folder = makeFolderOnDisk(t)
  const waits: number[] = []
  const pause = async (forMs: number): Promise<void> => void waits.push(forMs)
  const fetch = async (loan: { clock?: () => number } = {}): Promise<string> => {
    const web = openWebFor(t, [fixture.host], { folder, pause, ...loan })
    const found = await web.fetch(fixture.url('/all.zip'), goodLimits)
    return 'fault' in found ? found.fault : readFile(found.path, 'utf8')
  }
  return { ...fixture, ranges, folder, waits, fetch }
}

describe('a transfer that breaks off', () => {
  // A ZIP of several gigabytes, which its server cut off at a third, started from its first byte at every
  // import and was never retried.
  test('is tried again after a wait, and goes on where it broke off', async (t) => {
    const { fetch, ranges, waits } = await serveAnswers(t, [send(file, { cutAt: third })])
    assert.ok((await fetch()) === file)
    assert.deepEqual(ranges, [undefined, 'bytes=10000-', 'bytes=20000-'])
    assert.deepEqual(
      waits.filter((ms) => ms > 0),
      [2_000, 4_000],
    )
  })

  test('goes on after the last byte that arrived, in however many pieces', async (t) => {
    const inPieces: Answer = (_request, response) => {
      response.writeHead(200, { etag: '"a"', 'content-length': file.length })
      const sendFrom = (from: number): void => {
        if (from === third) return void response.destroy()
        response.write(file.slice(from, from + 100), () => setImmediate(sendFrom, from + 100))
      }
      sendFrom(0)
    }
    const { fetch, ranges } = await serveAnswers(t, [inPieces, send(file, {})])
    assert.ok((await fetch()) === file)
    assert.deepEqual(ranges, [undefined, 'bytes=10000-'])
  })

  test('goes on by the time the file was modified, where that is all there is', async (t) => {
    const headers = { 'last-modified': modified }
    const { fetch, ranges } = await serveAnswers(t, [send(file, { cutAt: third, headers })])
    assert.ok((await fetch()) === file)
    assert.equal(ranges[1], 'bytes=10000-')
  })

  test('goes on with the next import where it was given up, and leaves nothing beside the file', async (t) => {
    const cut = send(file, { cutAt: 4_000 })
    const { fetch, ranges, folder } = await serveAnswers(t, [cut, cut, cut, send(file, {})])
    assert.equal(await fetch(), 'the connection broke off')
    assert.deepEqual(
      readdirSync(folder).map((name) => name.slice(64)),
      ['.part'],
    )
    assert.ok((await fetch()) === file)
    assert.equal(ranges[3], 'bytes=12000-')
    assert.deepEqual(
      readdirSync(folder).map((name) => name.slice(64)),
      ['', '.json'],
    )
  })

  test('begins anew where nothing tells that the file is the same, and leaves nothing', async (t) => {
    for (const headers of [{}, { etag: 'W/"a"' }, { etag: '"a"', 'accept-ranges': 'none' }]) {
      const { fetch, ranges, folder } = await serveAnswers(t, [
        send(file, { cutAt: third, headers }),
      ])
      assert.equal(await fetch(), 'the connection broke off')
      assert.deepEqual([ranges, readdirSync(folder)], [[undefined, undefined, undefined], []])
    }
  })

  test('begins anew where the file has changed since', async (t) => {
    const other = textOf(20_000)
    const { fetch } = await serveAnswers(t, [
      send(file, { cutAt: third }),
      send(other, { headers: { etag: '"b"' } }),
    ])
    assert.ok((await fetch()) === other)
  })

  const misfits: Record<string, readonly [number, Record<string, string>]> = {
    'of another place': [206, { 'content-range': 'bytes 9999-29999/30000' }],
    'of another size': [206, { 'content-range': 'bytes 10000-29999/30001' }],
    'of a size it does not tell': [206, { 'content-range': 'bytes 10000-29999/*' }],
    'of no place': [206, {}],
    'of several parts': [206, { 'content-type': 'multipart/byteranges; boundary=x' }],
    'of another file': [206, { 'content-range': 'bytes 10000-29999/30000', etag: '"b"' }],
    'that is packed': [
      206,
      { 'content-range': 'bytes 10000-29999/30000', 'content-encoding': 'br' },
    ],
    'that knows no such place': [416, { 'content-range': 'bytes */30000' }],
  }
  for (const [what, [status, headers]] of Object.entries(misfits))
    test(`begins anew behind an answer ${what}`, async (t) => {
      const { fetch, ranges } = await serveAnswers(t, [
        send(file, { cutAt: third }),
        (_request, response) => response.writeHead(status, headers).end('x'.repeat(20_000)),
        send(file, {}),
      ])
      assert.ok((await fetch()) === file)
      assert.deepEqual(ranges, [undefined, 'bytes=10000-', undefined])
    })

  test('does not go on with a file of another place that the address leads to now', async (t) => {
    const seen: string[] = []
    let leadsTo = '/one'
    const { host, url } = await startServer(t, (request, response) => {
      seen.push(`${request.url} ${request.headers.range ?? 'all'}`)
      if (request.url === '/') response.writeHead(302, { location: leadsTo }).end()
      else send(file, { cutAt: request.url === '/one' ? 3_000 : Infinity })(request, response)
    })
    const loan = { folder: makeFolderOnDisk(t), pause: async () => undefined }
    assert.ok('fault' in (await openWebFor(t, [host], loan).fetch(url('/'), goodLimits)))
    leadsTo = '/two'
    const found = await openWebFor(t, [host], loan).fetch(url('/'), goodLimits)
    assert.ok(!('fault' in found))
    assert.deepEqual(seen.slice(-2), ['/ all', '/two all'])
  })

  test('is never taken for the whole file, wherever it is cut and whatever it is asked', async (t) => {
    const answers: Answer[] = []
    const { host, url } = await startServer(t, (request, response) => {
      const answer = answers.shift() ?? send(file, {})
      answer(request, response)
    })
    const pause = async (): Promise<void> => undefined
    const headers = fc.constantFrom<Record<string, string>>(
      { etag: '"a"' },
      { 'last-modified': modified },
      {},
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 29_999 }), headers), { maxLength: 8 }),
        async (cuts) => {
          answers.splice(0)
          for (const [cutAt, given] of cuts) answers.push(send(file, { cutAt, headers: given }))
          const folder = makeFolderOnDisk(t)
          let whole: string | null = null
          for (let run = 0; run < 4 && !whole; run += 1) {
            const web = openWebFor(t, [host], { folder, pause })
            const found = await web.fetch(url('/'), goodLimits)
            whole = 'fault' in found ? null : await readFile(found.path, 'utf8')
          }
          assert.ok(whole === file)
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('a part', () => {
  const leavePart = async (t: TestContext) => {
    const cut = send(file, { cutAt: 4_000 })
    const fixture = await serveAnswers(t, [cut, cut, cut, send(file, {})])
    await fixture.fetch()
    const path = join(fixture.folder, readdirSync(fixture.folder)[0] ?? '')
    return { ...fixture, path, leftAtMs: statSync(join(path, 'body')).mtimeMs }
  }

  test('is deleted where nobody comes back for it in 30 days', async (t) => {
    const { fetch, ranges, leftAtMs } = await leavePart(t)
    assert.ok((await fetch({ clock: () => leftAtMs + 31 * dayMs })) === file)
    assert.equal(ranges[3], undefined)
  })

  test('that a killed import was holding is gone on with once it has been still', async (t) => {
    const { fetch, ranges, path, leftAtMs } = await leavePart(t)
    renameSync(path, path.replace(/\.part$/, '.0123456789ab.part'))
    assert.ok((await fetch({ clock: () => leftAtMs + 181_000 })) === file)
    assert.equal(ranges[3], 'bytes=12000-')
  })

  test('that another import is holding is left to it', async (t) => {
    const { fetch, ranges, folder, path, leftAtMs } = await leavePart(t)
    const held = path.replace(/\.part$/, '.0123456789ab.part')
    renameSync(path, held)
    assert.ok((await fetch({ clock: () => leftAtMs + 179_000 })) === file)
    assert.equal(ranges[3], undefined)
    assert.ok(readdirSync(folder).some((name) => held.endsWith(name)))
  })

  test('that is empty is deleted', async (t) => {
    const { fetch, folder } = await leavePart(t)
    const held = join(folder, `${'a'.repeat(64)}.0123456789ab.part`)
    mkdirSync(held)
    const { mtimeMs } = statSync(held)
    await fetch({ clock: () => mtimeMs + 181_000 })
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith('.part')),
      [],
    )
  })
})
