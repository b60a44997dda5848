import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { listen } from '../../../test/browser/listen.ts'
import { askSiteverify } from './ask-siteverify.ts'

const site = { address: '/siteverify', fields: { sitekey: 'a', secret: 'ES_b' }, readings: {} }

test('a service that is down, fails or answers something else could not be asked', async () => {
  const replies = [
    [500, '{"success": true}'],
    [302, ''],
    [200, 'not JSON'],
    [200, 'null'],
    [200, '{}'],
    [200, '{"success": "true"}'],
    [200, '{"success": false}'],
  ] as const
  let next: (typeof replies)[number] = replies[0]
  const server = createServer((_, reply) => {
    const headers = { location: '/elsewhere', connection: 'close' }
    reply.writeHead(next[0], headers).end(next[1])
  })
  const { origin, close } = await listen(server, 0)
  for (next of replies)
    assert.equal((await askSiteverify(origin, site, 'P1_x')).reading, 'unreachable', next.join(' '))
  await close()
  const { reading, exchange } = await askSiteverify(origin, site, 'P1_x')
  assert.deepEqual([reading, exchange?.status, exchange?.reply], ['unreachable', null, ''])
})

test('a form without a token is refused without asking anybody', async () => {
  const told = await askSiteverify('http://127.0.0.1:1', site, '')
  assert.deepEqual(told, { reading: 'missing', exchange: null })
})
