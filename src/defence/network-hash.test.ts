import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networkOf, openNetworkHashes } from './network-hash.ts'

test('an address is reduced to its /24 or /64', () => {
  const table = [
    ['192.0.2.17', '192.0.2.0/24'],
    ['::ffff:192.0.2.17', '192.0.2.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::5', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['192.0.2.17:5678', '192.0.2.0/24'],
    ['::ffff:c000:211', '192.0.2.0/24'],
    ['0:0:0:0:0:FFFF:192.0.2.17', '192.0.2.0/24'],
    ['[::ffff:192.0.2.17]:443', '192.0.2.0/24'],
    ['[2001:db8:1:2::3]:443', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::3]', '2001:db8:1:2::/64'],
    ['[fe80::1%eth0]:443', 'fe80:0:0:0::/64'],
    // One network had as many names as there are ways to write it.
    ['2001:0DB8:0001:0002:0000:0000:0000:0003', '2001:db8:1:2::/64'],
    ['::ffff:1:2:3', '0:0:0:0::/64'],
    ['nonsense', 'unknown'],
    ['', 'unknown'],
    ['192.0.2.17:', 'unknown'],
    ['192.0.2.256', 'unknown'],
    ['::ffff:192.0.2.999', 'unknown'],
    ['[]', 'unknown'],
  ] as const
  for (const [address, network] of table) assert.equal(networkOf(address), network)
})

test('a network has one name for a day and another the next, and the address is not in it', async () => {
  let now = 0
  let salts = 0
  const networkHashOf = openNetworkHashes({
    salts: { ofDay: async (day, fresh) => `${day} ${fresh}` },
    clock: () => now,
    random: (sizeBytes) => Buffer.alloc(sizeBytes, (salts += 1)),
  })
  const first = await networkHashOf('192.0.2.17')
  assert.match(first, /^[0-9a-f]{16}$/)
  assert.equal(await networkHashOf('192.0.2.200'), first)
  assert.notEqual(await networkHashOf('192.0.3.17'), first)
  now = 86_400_000
  assert.notEqual(await networkHashOf('192.0.2.17'), first)
})
