import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { networkOf, openHolders, prefixesOf } from './holder.ts'

test('an address is reduced to the network it counts in: its /24 or /48', () => {
  const table = [
    ['192.0.2.17', '192.0.2.0/24'],
    ['::ffff:192.0.2.17', '192.0.2.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:db8::5', '2001:db8:0::/48'],
    ['fe80::1%eth0', 'fe80:0:0::/48'],
    ['::1', '0:0:0::/48'],
    ['192.0.2.17:5678', '192.0.2.0/24'],
    ['::ffff:c000:211', '192.0.2.0/24'],
    ['0:0:0:0:0:FFFF:192.0.2.17', '192.0.2.0/24'],
    ['[::ffff:192.0.2.17]:443', '192.0.2.0/24'],
    ['[2001:db8:1:2::3]:443', '2001:db8:1::/48'],
    ['[2001:db8:1:2::3]', '2001:db8:1::/48'],
    ['[fe80::1%eth0]:443', 'fe80:0:0::/48'],
    // One network had as many names as there are ways to write it.
    ['2001:0DB8:0001:0002:0000:0000:0000:0003', '2001:db8:1::/48'],
    ['::ffff:1:2:3', '0:0:0::/48'],
    ['nonsense', 'unknown'],
    ['', 'unknown'],
    ['192.0.2.17:', 'unknown'],
    ['192.0.2.256', 'unknown'],
    ['::ffff:192.0.2.999', 'unknown'],
    ['[]', 'unknown'],
  ] as const
  for (const [address, network] of table) assert.equal(networkOf(address), network)
})

test('an address lies in prefixes that grow wider', () => {
  assert.deepEqual(prefixesOf('192.0.2.17'), [
    { level: '/32', prefix: '192.0.2.17/32' },
    { level: '/24', prefix: '192.0.2.0/24' },
    { level: '/16', prefix: '192.0.0.0/16' },
  ])
  assert.deepEqual(prefixesOf('2001:db8:123:2ff::7'), [
    { level: '/64', prefix: '2001:db8:123:2ff::/64' },
    { level: '/56', prefix: '2001:db8:123:200::/56' },
    { level: '/48', prefix: '2001:db8:123::/48' },
    { level: '/40', prefix: '2001:db8:100::/40' },
    { level: 'ipv6 /32', prefix: '2001:db8::/32' },
  ])
})

// A /48 held 65 536 networks, so one household had as many voices.
test('every address of a /48 is of one network, and those of a neighbour are not', () => {
  const group = fc.integer({ min: 0, max: 0xffff }).map((n) => n.toString(16))
  const rest = fc.array(group, { minLength: 5, maxLength: 5 })
  fc.assert(
    fc.property(group, group, rest, (own, other, groups) => {
      const address = (third: string) => `2001:db8:${third}:${groups.join(':')}`
      const isSame = networkOf(address(own)) === networkOf(`2001:db8:${own}::1`)
      return isSame && (networkOf(address(own)) === networkOf(address(other))) === (own === other)
    }),
  )
})

test('a network has one name for a day and another the next, and the address is not in it', async () => {
  let now = 0
  let salts = 0
  const findHolder = openHolders({
    salts: { ofDay: async (day, fresh) => `${day} ${fresh}` },
    keys: { of: async () => 'key' },
    clock: () => now,
    random: (sizeBytes) => Buffer.alloc(sizeBytes, (salts += 1)),
    findAsn: null,
  })
  const first = await findHolder('192.0.2.17')
  assert.match(first.networkHash, /^[0-9a-f]{16}$/)
  assert.equal(first.prefixes[1]?.hash, first.networkHash)
  const neighbour = await findHolder('192.0.2.200')
  assert.equal(neighbour.networkHash, first.networkHash)
  assert.notEqual(neighbour.prefixes[0]?.hash, first.prefixes[0]?.hash)
  assert.notEqual((await findHolder('192.0.3.17')).networkHash, first.networkHash)
  now = 86_400_000
  assert.notEqual((await findHolder('192.0.2.17')).networkHash, first.networkHash)
})

test('a provider that is known is the last and widest level, and not the network', async () => {
  const findHolder = openHolders({
    salts: { ofDay: async (_day, fresh) => fresh },
    keys: { of: async () => 'key' },
    clock: () => 0,
    random: (sizeBytes) => Buffer.alloc(sizeBytes),
    findAsn: (address) => (address.startsWith('192.') ? 64_500 : null),
  })
  const known = await findHolder('192.0.2.17')
  assert.deepEqual(
    known.prefixes.map(({ level }) => level),
    ['/32', '/24', '/16', 'asn'],
  )
  assert.equal(known.networkHash, known.prefixes[1]?.hash)
  const neighbour = await findHolder('192.0.77.1')
  assert.equal(neighbour.prefixes[3]?.hash, known.prefixes[3]?.hash)
  assert.notEqual(neighbour.networkHash, known.networkHash)
  const unknown = await findHolder('198.51.100.1')
  assert.deepEqual(
    unknown.prefixes.map(({ level }) => level),
    ['/32', '/24', '/16'],
  )
})

// The hash of a network changes every day, so it would have been shown another slice every day.
test('a network has one point for a month, and its neighbours have others', async () => {
  let now = 0
  const findHolder = openHolders({
    salts: { ofDay: async (day) => String(day) },
    keys: { of: async () => 'key' },
    clock: () => now,
    random: (sizeBytes) => Buffer.alloc(sizeBytes),
    findAsn: null,
  })
  const pointOf = async (address: string) => (await findHolder(address)).slicePoint
  const first = await pointOf('2001:db8:1:2::3')
  assert.ok(first >= 0 && first < 1)
  assert.equal(await pointOf('2001:db8:1:ffff::9'), first)
  assert.notEqual(await pointOf('2001:db8:2:2::3'), first)
  now = 29 * 86_400_000
  assert.equal(await pointOf('2001:db8:1:2::3'), first)
  now = 30 * 86_400_000
  assert.notEqual(await pointOf('2001:db8:1:2::3'), first)
})

// A visitor's requests cost five hashes each. What is remembered of an address must end with its day.
test('what was found for an address is remembered for a minute, and over no midnight', async () => {
  let now = 86_400_000 - 30_000
  let asked = 0
  const findHolder = openHolders({
    salts: { ofDay: async (day) => String(day) },
    keys: { of: async () => 'key' },
    clock: () => now,
    random: (sizeBytes) => Buffer.alloc(sizeBytes),
    findAsn: () => {
      asked += 1
      return null
    },
  })
  const first = await findHolder('192.0.2.17')
  assert.deepEqual(await findHolder('192.0.2.17'), first)
  assert.equal(asked, 1)
  now += 30_000
  assert.notEqual((await findHolder('192.0.2.17')).networkHash, first.networkHash)
  now += 60_000
  await findHolder('192.0.2.17')
  assert.equal(asked, 3)
  for (let n = 0; n < 5_000; n += 1) await findHolder(`198.51.${n >> 8}.${n & 255}`)
  assert.equal(asked, 5_003)
  await findHolder('192.0.2.17')
  assert.equal(asked, 5_004)
})
