import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { describe, test, type TestContext } from 'node:test'
import { addSecret, hcaptchaClient } from '../../../../test/setup/hcaptcha-client.ts'
import { openService } from '../../../../test/setup/service.ts'

type Signal = { promise: Promise<void>; give: () => void }
function makeSignal(): Signal {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { promise, give: resolve }
}

/** A service whose store takes a token at once and is slow to say so. */
async function openSlowStore(t: TestContext) {
  const [taken, goOn, givenBack] = [makeSignal(), makeSignal(), makeSignal()]
  const service = await openService(({ tickets }) => ({
    tickets: {
      ...tickets,
      take: async (kind, id) => {
        const body = await tickets.take(kind, id)
        if (kind !== 'token' || body === null) return body
        taken.give()
        await goOn.promise
        return body
      },
      put: async (ticket) => {
        await tickets.put(ticket)
        if (ticket.kind === 'token') givenBack.give()
      },
    },
  }))
  t.after(() => service.close())
  return { service, taken, goOn, givenBack }
}

describe('a token whose answer nobody heard', () => {
  // MediaWiki gives up after a second and asks again: its visitors' tokens were already used.
  const ways: Record<string, (socket: Socket) => void> = {
    'hangs up': (socket) => socket.end(),
    'breaks the connection': (socket) => socket.resetAndDestroy(),
  }
  for (const [name, leave] of Object.entries(ways)) {
    test(`is taken when the client that ${name} asks again, and then never more`, async (t) => {
      const { service, taken, goOn, givenBack } = await openSlowStore(t)
      const site = service.sites.transcription
      const client = hcaptchaClient(service, site)
      const secret = await addSecret(service.store, site)
      const { token: response } = await client.pass()
      const lost = makeSignal()
      const { port } = new URL(await service.app.listen({ port: 0, host: '127.0.0.1' }))
      service.app.server.once('connection', (serverSide: Socket) =>
        serverSide.once('close', lost.give),
      )
      const socket = connect(Number(port), '127.0.0.1')
      socket.on('error', () => undefined)
      await once(socket, 'connect')
      const query = new URLSearchParams({ secret, response }).toString()
      socket.write(`GET /siteverify?${query} HTTP/1.1\r\nHost: a\r\n\r\n`)
      await taken.promise
      leave(socket)
      await lost.promise
      goOn.give()
      await givenBack.promise
      assert.equal((await client.verify({ secret, response })).success, true)
      assert.deepEqual(await client.verify({ secret, response }), {
        success: false,
        'error-codes': ['already-seen-response'],
      })
    })
  }
})
