import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openService, lookInside, type ServiceFixture } from '../../test/setup/service.ts'
import { networkOf } from '../defence/holder.ts'
import { openProxies } from './proxies.ts'

type Asked = { from: string; forwardedFor?: string; headers?: Record<string, string> }

function openBehind(trustedProxies: string): Promise<ServiceFixture> {
  return openService({
    findHolder: async (address) => ({
      networkHash: networkOf(address),
      prefixes: [],
      slicePoint: 0,
    }),
    isTrustedProxy: openProxies(trustedProxies),
  })
}

/** The network that the service assigns to a visitor, read from the challenge it issued. */
async function askFrom(service: ServiceFixture, asked: Asked): Promise<string> {
  const { forwardedFor, headers = {} } = asked
  const reply = await service.app.inject({
    url: `/challenge/${service.sites.transcription.sitekey}`,
    remoteAddress: asked.from,
    headers: {
      ...headers,
      ...(forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor }),
    },
  })
  const { challenge_id: id } = reply.json<{ challenge_id: string }>()
  return (await lookInside(service.store, id)).networkHash
}

const visitor = '203.0.113.0/24'
function warningsIn({ log }: ServiceFixture): string[] {
  return log.filter((line) => line.includes('trusted-proxies'))
}

describe('a service behind listed proxies', () => {
  let service: ServiceFixture
  before(async () => {
    service = await openBehind('10.0.0.0/8, 192.0.2.1,2001:db8:ffff::/48,::1')
  })
  after(() => service.close())

  test('takes the rightmost hop that is not listed for the visitor', async () => {
    const table: Record<string, [Asked, string]> = {
      'one hop': [{ from: '10.0.0.1', forwardedFor: '203.0.113.7' }, visitor],
      'a made up entry on the left': [
        { from: '10.0.0.1', forwardedFor: '198.51.100.1, 203.0.113.7' },
        visitor,
      ],
      'a listed address made up on the left': [
        { from: '10.0.0.1', forwardedFor: '10.9.9.9, 203.0.113.7' },
        visitor,
      ],
      'two listed hops': [
        { from: '10.0.0.1', forwardedFor: '198.51.100.1, 203.0.113.7, 192.0.2.1' },
        visitor,
      ],
      'all hops listed': [{ from: '10.0.0.1', forwardedFor: '10.1.1.1, 192.0.2.1' }, '10.1.1.0/24'],
      'no header': [{ from: '10.0.0.1' }, '10.0.0.0/24'],
      'an empty header': [{ from: '10.0.0.1', forwardedFor: ' ' }, '10.0.0.0/24'],
      'empty entries': [{ from: '10.0.0.1', forwardedFor: ', ,203.0.113.7, ,' }, visitor],
      garbage: [{ from: '10.0.0.1', forwardedFor: 'garbage' }, 'unknown'],
      'garbage before the visitor': [
        { from: '10.0.0.1', forwardedFor: 'garbage, 203.0.113.7' },
        visitor,
      ],
      'garbage after the visitor': [
        { from: '10.0.0.1', forwardedFor: '203.0.113.7, 10.0.0.999' },
        'unknown',
      ],
      'a visitor with IPv6': [
        { from: '10.0.0.1', forwardedFor: '2001:db8:1:2::3' },
        '2001:db8:1::/48',
      ],
      'a proxy with IPv6': [{ from: '2001:db8:ffff::1', forwardedFor: '203.0.113.7' }, visitor],
      'a proxy on the same machine': [{ from: '::1', forwardedFor: '203.0.113.7' }, visitor],
      'a proxy whose IPv4 is written as IPv6': [
        { from: '::ffff:10.0.0.1', forwardedFor: '203.0.113.7' },
        visitor,
      ],
      'hops whose IPv4 is written as IPv6': [
        { from: '10.0.0.1', forwardedFor: '::ffff:203.0.113.7, ::FFFF:c000:201' },
        visitor,
      ],
      'hops with ports': [
        { from: '10.0.0.1', forwardedFor: '203.0.113.7:5678, 192.0.2.1:443' },
        visitor,
      ],
      'hops with ports and IPv6': [
        { from: '10.0.0.1', forwardedFor: '[2001:db8:1:2::3]:5678, [2001:db8:ffff::2]:443' },
        '2001:db8:1::/48',
      ],
      'an address beside a listed one': [
        { from: '192.0.2.2', forwardedFor: '203.0.113.7' },
        '192.0.2.0/24',
      ],
    }
    for (const [name, [asked, network]] of Object.entries(table))
      assert.equal(await askFrom(service, asked), network, name)
  })

  test('does not look at the headers of a peer that is not listed', async () => {
    for (const forwardedFor of ['203.0.113.7', '10.0.0.1', '203.0.113.7, 10.0.0.1'])
      assert.equal(
        await askFrom(service, { from: '198.51.100.1', forwardedFor }),
        '198.51.100.0/24',
      )
  })

  test('does not look at the other headers that a visitor may send along', async () => {
    const headers = { forwarded: 'for=203.0.113.7', 'x-real-ip': '203.0.113.7' }
    assert.equal(await askFrom(service, { from: '10.0.0.1', headers }), '10.0.0.0/24')
  })
})

describe('a service with no listed proxy', () => {
  test('believes no header, whoever sends it', async () => {
    const service = await openBehind('')
    for (const from of ['127.0.0.1', '::1', '10.0.0.1'])
      assert.equal(await askFrom(service, { from, forwardedFor: '203.0.113.7' }), networkOf(from))
    await service.close()
  })

  // Without the setting, all visitors count as one, and nothing warned the operator.
  test('warns once that headers are ignored, and names the setting but no address', async () => {
    const service = await openBehind('')
    await askFrom(service, { from: '198.51.100.1' })
    assert.deepEqual(warningsIn(service), [])
    for (const from of ['198.51.100.1', '198.51.100.2'])
      await askFrom(service, { from, forwardedFor: '203.0.113.7' })
    const [warning = '', ...more] = warningsIn(service)
    assert.deepEqual(more, [])
    assert.match(warning, /INCIPIT_TRUSTED_PROXIES/)
    assert.ok(!service.log.join('').includes('113.7') && !service.log.join('').includes('198.51'))
    await service.close()
  })
})

test('a peer that is not listed is warned of, a listed one is not', async () => {
  const service = await openBehind('10.0.0.0/8')
  await askFrom(service, { from: '10.0.0.1', forwardedFor: '203.0.113.7' })
  assert.deepEqual(warningsIn(service), [])
  await askFrom(service, { from: '198.51.100.1', forwardedFor: '203.0.113.7' })
  assert.equal(warningsIn(service).length, 1)
  await service.close()
})

test('networks of IPv4 may be written as IPv6, and one that holds everybody is refused', () => {
  const isTrusted = openProxies('::ffff:10.0.0.0/104,::ffff:192.0.2.1')
  assert.ok(isTrusted)
  const addresses = ['10.1.2.3', '::ffff:10.1.2.3', '192.0.2.1', '11.0.0.1', '192.0.2.2', undefined]
  assert.deepEqual(
    addresses.map((address) => isTrusted(address)),
    [true, true, true, false, false, false],
  )
  for (const networks of ['::ffff:0.0.0.0/96', '0.0.0.0/0', 'nonsense', '10.0.0.0/x'])
    assert.throws(() => openProxies(networks), /--trusted-proxies: “.+” is no network/)
})
