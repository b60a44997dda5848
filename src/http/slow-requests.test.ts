import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { openService, type ServiceFixture } from '../../test/setup/service.ts'

const host = 'Host: captcha.example'
const long = 'Content-Type: application/json\r\nContent-Length: 900'

describe('a service on a socket', () => {
  let service: ServiceFixture
  let port = 0
  before(async () => {
    service = await openService()
    port = Number(new URL(await service.app.listen({ port: 0, host: '127.0.0.1' })).port)
  })
  after(() => service.close())

  /** Sends a text, and on with one letter at a time; gives what came back until the service hung up. */
  async function sendSlowly(text: string): Promise<string> {
    let got = ''
    const socket = connect(port, '127.0.0.1')
    // First of all: on a busy machine a letter came before the text, which was then no request.
    socket.write(text)
    const dripping = setInterval(() => socket.writable && socket.write('x'), 20)
    socket.on('data', (chunk) => (got += String(chunk))).on('error', () => undefined)
    await once(socket, 'close')
    clearInterval(dripping)
    return got
  }

  // Node took the longer of two timeouts, and a client that went on sending held its connection for 84 s.
  test('hangs up on headers and bodies that are too slow, however much is still sent', async () => {
    const { server } = service.app
    const allowed = [server.headersTimeout, server.requestTimeout]
    assert.deepEqual(allowed, [15_000, 15_000])
    Object.assign(server, { headersTimeout: 100, requestTimeout: 100 })
    const slow = [
      `GET /health/live HTTP/1.1\r\n${host}\r\nX-Slow: `,
      `POST /api/challenge HTTP/1.1\r\n${host}\r\n${long}\r\n\r\n{"sitekey": "`,
      `POST /siteverify HTTP/1.1\r\n${host}\r\n${long}\r\n\r\nsecret=`,
    ]
    for (const reply of await Promise.all(slow.map(sendSlowly)))
      assert.match(reply, /^HTTP\/1\.1 408 .*Connection: close.*"error":"too_slow"/s)
    Object.assign(server, { headersTimeout: 15_000, requestTimeout: 15_000 })
    assert.deepEqual(
      service.log.filter((line) => line.includes('request failed')),
      [],
    )
  })

  async function exchange(text: string): Promise<string> {
    let got = ''
    const socket = connect(port, '127.0.0.1', () => socket.end(text))
    socket.on('data', (chunk) => (got += String(chunk)))
    await once(socket, 'close')
    return got
  }

  // A proxy could have checked one host, and the service served the other.
  test('refuses a request with two hosts, and one of HTTP/0.9', async () => {
    const twice = `GET /health/live HTTP/1.1\r\n${host}\r\nHost: other.example\r\n\r\n`
    for (const text of [twice, 'GET /health/live\r\n\r\n'])
      assert.match(await exchange(text), /^HTTP\/1\.1 400 .*"error":"bad_request"/s)
    for (const version of ['1.0', '1.1']) {
      const text = `GET /health/live HTTP/${version}\r\n${host}\r\nConnection: close\r\n\r\n`
      assert.match(await exchange(text), /^HTTP\/1\.1 200 /)
    }
  })
})
