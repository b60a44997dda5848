import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRemoteAddress } from './remote-address.ts'

// Proxies and frameworks know an address with its port or as a list; each was refused as `invalid-remoteip`,
// so a form behind such a server let nobody through.
test('a visitor’s address is read as servers write it', () => {
  const table = [
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:4711', '203.0.113.7'],
    ['/203.0.113.7:4711', '203.0.113.7'],
    ['203.0.113.7/32', '203.0.113.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:4711', '2001:db8::1'],
    ['2001:db8:0:0:0:0:0:1:4711', '2001:db8:0:0:0:0:0:1'],
    ['2001:db8::1/128', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
    ['::ffff:203.0.113.7', '::ffff:203.0.113.7'],
    ['203.0.113.7, 10.0.0.1', '203.0.113.7'],
    ['203.0.113.7:4711,[2001:db8::1]:80', '203.0.113.7'],
    ['unknown, 203.0.113.7', '203.0.113.7'],
    ['for="[2001:db8::1]:4711";proto=https, for=10.0.0.1', '2001:db8::1'],
  ] as const
  for (const [text, address] of table) assert.equal(readRemoteAddress(text), address, text)
})

test('what is no address, or not whole, is none', () => {
  const texts = [
    '',
    'abc',
    '256.1.1.1',
    '203.0.113.7:',
    '203.0.113.7:port',
    '203.0.113.0/24',
    '2001:db8::/32',
    '[203.0.113.7',
    '203.0.113.7, nonsense',
    '203.0.113.7,',
    'unknown',
    '203.0.113.7,'.repeat(200),
  ]
  for (const text of texts) assert.equal(readRemoteAddress(text), null, text)
})
