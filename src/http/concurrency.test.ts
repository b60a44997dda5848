import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, test, type TestContext } from 'node:test'
import { openService, type ServiceFixture } from '../../test/setup/service.ts'
import { openConcurrency } from '../defence/concurrency.ts'
import { openBeginnings, openFairQueue } from '../defence/fair-queue.ts'
import { drawVariant } from '../picture/variant.ts'
import { addresses } from './app.ts'
import { openProxies } from './proxies.ts'

/** Work that waits until it is let through, and a promise of so many that wait. */
function openGate() {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  let waiting = 0
  let arrived = (): void => undefined
  const pass = async (): Promise<void> => {
    waiting += 1
    arrived()
    await opened
  }
  const untilWaiting = async (count: number): Promise<void> => {
    for (let seen = waiting; seen < count; seen = waiting)
      await new Promise<void>((resolve) => (arrived = resolve))
  }
  return { open, pass, untilWaiting, count: () => waiting }
}

/** Waits until so many were refused. */
async function untilRefused(requests: readonly Promise<number>[], count: number): Promise<void> {
  let refused = 0
  await new Promise<void>((resolve) => {
    const look = (status: number): void => {
      if (status === 429 && (refused += 1) === count) resolve()
    }
    for (const request of requests) void request.then(look)
  })
}

async function listen(t: TestContext, service: ServiceFixture): Promise<number> {
  t.after(() => service.close())
  return Number(new URL(await service.app.listen({ port: 0, host: '127.0.0.1' })).port)
}

/** Sends requests down one connection without waiting for replies, and gives their statuses in the end. */
async function pipeline(port: number, requests: readonly string[]): Promise<number[]> {
  let got = ''
  const socket = connect(port, '127.0.0.1', () => socket.write(requests.join('')))
  socket.on('data', (chunk) => {
    got += String(chunk)
    if (statusesIn(got).length === requests.length) socket.end()
  })
  await once(socket, 'close')
  return statusesIn(got)
}

function statusesIn(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))
}

describe('a service of which one hand asks for much at a time', () => {
  // One connection could have any number of requests under way.
  test('refuses requests over the limit before it does anything for them, in every contract alike', async (t) => {
    const gate = openGate()
    const service = await openService((store) => ({
      concurrency: openConcurrency(1),
      isTrustedProxy: openProxies('127.0.0.1'),
      tickets: {
        ...store.tickets,
        put: async (ticket) => {
          await gate.pass()
          return store.tickets.put(ticket)
        },
      },
    }))
    const port = await listen(t, service)
    const path = `/challenge/${service.sites.transcription.sitekey}`
    const ask = (from: string): string =>
      `GET ${path} HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${from}\r\n\r\n`
    const url = `http://127.0.0.1:${port}`
    const headers = { 'x-forwarded-for': '192.0.2.1' }
    const sent = pipeline(
      port,
      Array.from({ length: 20 }, () => ask('192.0.2.1')),
    )
    await gate.untilWaiting(5)
    const refused = await fetch(`${url}${path}`, { headers })
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '1'])
    assert.equal(refused.headers.get('access-control-allow-origin'), '*')
    assert.equal(refused.headers.get('access-control-expose-headers'), 'Retry-After')
    assert.equal(((await refused.json()) as { error: string }).error, 'rate_limited')
    const verify = await fetch(`${url}/siteverify`, { method: 'POST', headers })
    assert.equal(verify.status, 429)
    assert.deepEqual(await verify.json(), { success: false, 'error-codes': ['rate-limited'] })
    const other = await fetch(`${url}/health/live`, { headers: { 'x-forwarded-for': '192.0.9.1' } })
    assert.equal(other.status, 200)
    gate.open()
    const statuses = await sent
    assert.deepEqual([gate.count(), statuses.filter((status) => status === 429).length], [5, 15])
    assert.equal((await fetch(`${url}${path}`, { headers })).status, 200)
  })

  test('works on the request of another network next, whatever waits of the first', async (t) => {
    const gate = openGate()
    const queue = openFairQueue({ atOnceMax: 1, waitingMaxEach: 10, waitingMax: 100 })
    const order: string[] = []
    const service = await openService((store) => ({
      requestQueue: queue,
      findHolder: async (address) => ({ networkHash: address, prefixes: [], slicePoint: 0 }),
      tickets: {
        ...store.tickets,
        put: async (ticket) => {
          order.push((JSON.parse(ticket.body) as { networkHash: string }).networkHash)
          await gate.pass()
          return store.tickets.put(ticket)
        },
      },
    }))
    t.after(() => service.close())
    const url = `/challenge/${service.sites.transcription.sitekey}`
    const ask = async (remoteAddress: string): Promise<number> =>
      (await service.app.inject({ url, remoteAddress })).statusCode
    const many = Array.from({ length: 30 }, () => ask('192.0.2.1'))
    await gate.untilWaiting(1)
    const other = ask('198.51.100.1')
    await untilRefused(many, 19)
    gate.open()
    assert.equal(await other, 200)
    const statuses = await Promise.all(many)
    assert.equal(statuses.filter((status) => status === 200).length, 11)
    assert.deepEqual(order.slice(0, 3).toSorted(), ['192.0.2.1', '192.0.2.1', '198.51.100.1'])
  })

  // Whoever sent hundreds of requests for a script, words or a token had all of them done before the next one.
  test('begins the request of another network next, to whichever address', async (t) => {
    const began: string[] = []
    const beginnings = openBeginnings({ atOnceMax: 1, waitingMaxEach: 100, waitingMax: 100 })
    const service = await openService({
      beginnings: {
        wait: async (address) => {
          const mayBegin = await beginnings.wait(address)
          began.push(address)
          return mayBegin
        },
      },
    })
    t.after(() => service.close())
    for (const address of [...Object.keys(addresses), 'GET /nowhere']) {
      const [method = '', url = ''] = address.split(' ')
      const ask = (remoteAddress: string) =>
        service.app.inject({ method: method as 'GET' | 'POST', url, remoteAddress })
      began.length = 0
      await Promise.all([
        ...Array.from({ length: 5 }, () => ask('192.0.2.1')),
        ask('198.51.100.1'),
        ask('198.51.100.2'),
      ])
      const others = began.slice(0, 5).filter((from) => from.startsWith('198.'))
      assert.deepEqual([began.length, others.length], [7, 2], address)
    }
  })

  test('lets nobody hold up others with a body that arrives slowly', async (t) => {
    const beginnings = openBeginnings({ atOnceMax: 1, waitingMaxEach: 100, waitingMax: 100 })
    const service = await openService({ beginnings })
    const port = await listen(t, service)
    const arrived = new Promise<void>((resolve) =>
      service.app.server.once('request', () => resolve()),
    )
    const socket = connect(port, '127.0.0.1', () =>
      socket.write('POST /siteverify HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nsecret='),
    )
    await arrived
    const other = await service.app.inject('/1/api.js')
    socket.destroy()
    assert.equal(other.statusCode, 200)
  })

  test('refuses what would have to wait behind too many that have not begun', async (t) => {
    const beginnings = openBeginnings({ atOnceMax: 1, waitingMaxEach: 3, waitingMax: 100 })
    const service = await openService({ beginnings })
    t.after(() => service.close())
    const verify = () => service.app.inject({ method: 'POST', url: '/siteverify' })
    const replies = await Promise.all(Array.from({ length: 20 }, verify))
    const refused = replies.filter(({ statusCode }) => statusCode === 429)
    assert.equal(refused.length, 16)
    assert.deepEqual(refused[0]?.json(), { success: false, 'error-codes': ['rate-limited'] })
    assert.equal(refused[0]?.headers['retry-after'], '1')
  })

  test('gives the turn of a client that hangs up to the next', async (t) => {
    const gate = openGate()
    const service = await openService((store) => ({
      requestQueue: openFairQueue({ atOnceMax: 1, waitingMaxEach: 10, waitingMax: 100 }),
      tickets: {
        ...store.tickets,
        put: async (ticket) => {
          if (gate.count() === 0) await gate.pass()
          return store.tickets.put(ticket)
        },
      },
    }))
    const port = await listen(t, service)
    const url = `/challenge/${service.sites.transcription.sitekey}`
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`GET ${url} HTTP/1.1\r\nHost: a\r\n\r\n`),
    )
    await gate.untilWaiting(1)
    socket.destroy()
    assert.equal((await service.app.inject(url)).statusCode, 200)
    gate.open()
  })

  test('hangs up on connections over the limit, unless they come through a trusted proxy', async (t) => {
    const countOpen = async (trusted: string): Promise<number> => {
      const isTrustedProxy = openProxies(trusted)
      const service = await openService({ concurrency: openConcurrency(1), isTrustedProxy })
      const port = await listen(t, service)
      const ask = 'GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n'
      const answered = await Promise.all(
        Array.from({ length: 30 }, async () => {
          const socket = connect(port, '127.0.0.1', () => socket.write(ask))
          t.after(() => socket.destroy())
          socket.on('error', () => undefined)
          return new Promise<boolean>((resolve) => {
            socket.once('data', () => resolve(true)).once('close', () => resolve(false))
          })
        }),
      )
      return answered.filter(Boolean).length
    }
    assert.equal(await countOpen(''), 24)
    assert.equal(await countOpen('127.0.0.1'), 30)
  })

  // Sixty-four connections that asked for one picture had it drawn sixty-four times, before anybody else's.
  test('draws a picture once for all who ask, and refuses only the network that has many waiting', async (t) => {
    const [drawing, waiting] = [openGate(), openGate()]
    const queue = openFairQueue({ atOnceMax: 1, waitingMaxEach: 2, waitingMax: 100 })
    let drawn = 0
    const service = await openService({
      drawingQueue: {
        enter: (holder) => {
          void waiting.pass()
          return queue.enter(holder)
        },
      },
      drawVariant: async (...order) => {
        drawn += 1
        await drawing.pass()
        return drawVariant(...order)
      },
    })
    t.after(() => service.close())
    const picturesOf = async (): Promise<{ url: string }[]> => {
      const url = `/challenge/${service.sites.classification.sitekey}`
      return (await service.app.inject(url)).json<{ images: { url: string }[] }>().images
    }
    const [first, second, third, fourth] = await picturesOf()
    const [others] = await picturesOf()
    const get = async (image: { url: string } | undefined, remoteAddress: string) =>
      (await service.app.inject({ url: image?.url ?? '', remoteAddress })).statusCode
    const same = Array.from({ length: 64 }, () => get(first, '192.0.2.1'))
    await drawing.untilWaiting(1)
    const more = [get(second, '192.0.2.1'), get(third, '192.0.2.2'), get(others, '198.51.100.1')]
    await waiting.untilWaiting(4)
    assert.equal(await get(fourth, '192.0.2.3'), 429)
    drawing.open()
    const statuses = await Promise.all([...same, ...more])
    assert.ok(statuses.every((status) => status === 200))
    assert.equal(drawn, 4)
    assert.equal(await get(first, '192.0.2.1'), 200)
    assert.equal(drawn, 4)
  })
})
