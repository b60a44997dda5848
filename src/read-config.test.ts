import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from './read-config.ts'

test('a flag goes before the environment, and the environment before the default', () => {
  const config = readConfig(
    { port: '1' },
    { INCIPIT_PORT: '2', INCIPIT_HOST: '::', INCIPIT_REUSE_RETIRED: 'false' },
  )
  assert.ok(!('fault' in config))
  assert.deepEqual(
    [config.port, config.host, config.reuseRetired, config.dataDir],
    [1, '::', false, '~/.local/share/incipit'],
  )
})

// Whoever started the service with the defaults let everybody pass who knew hCaptcha's documentation.
test('the published test keys are off by default', () => {
  const config = readConfig({}, {})
  assert.ok(!('fault' in config))
  assert.equal(config.testKeys, false)
})

test('a value that cannot be used is refused with a sentence that names it', () => {
  const table = [
    [
      { port: '80a' },
      '--port (or INCIPIT_PORT) must be a whole number from 0 to 65535, not “80a”.',
    ],
    [
      { port: '70000' },
      '--port (or INCIPIT_PORT) must be a whole number from 0 to 65535, not “70000”.',
    ],
    [{ host: '' }, '--host (or INCIPIT_HOST) must not be empty.'],
    [
      { 'log-level': 'loud' },
      '--log-level (or INCIPIT_LOG_LEVEL) must be one of trace, debug, info, warn, error, fatal, silent, not “loud”.',
    ],
    [
      { 'reuse-retired': 'yes' },
      '--reuse-retired (or INCIPIT_REUSE_RETIRED) must be true or false, not “yes”.',
    ],
  ] as const
  for (const [flags, fault] of table) assert.deepEqual(readConfig(flags, {}), { fault })
})

test('networks are addresses with or without a prefix, separated by commas, or nothing', () => {
  const good = [
    '',
    '10.0.0.0/8',
    '127.0.0.1, ::1',
    '2001:DB8::/32,192.0.2.7/32,fd00::1/128',
    '::ffff:10.0.0.0/104',
    'fc00::/7,fe80::/10,2000::/7,::1,::ffff:192.0.2.1,::/97',
  ]
  for (const given of good) {
    const config = readConfig({ 'trusted-proxies': given }, {})
    assert.ok(!('fault' in config), given)
    assert.equal(config.trustedProxies, given)
  }
})

// The shape alone was looked at: 10.0.0.0/99 came through, and the service ended with a stack.
test('invalid networks are refused before anything starts', () => {
  const bad = [
    '10.0.0.0/99',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/08',
    '10.0.0/8',
    '10.0.0.256',
    '10.0.0.010',
    '::1/129',
    '2001:db8',
    '2001:db8:::1',
    'fe80::1%eth0',
    'proxy.example',
    'true',
    '1',
    ',',
    '10.0.0.1,',
    '10.0.0.1;::1',
    ' ',
  ]
  for (const given of bad) {
    const fault = `--trusted-proxies (or INCIPIT_TRUSTED_PROXIES) must be addresses or networks such as 10.0.0.0/8, separated by commas, not “${given}”.`
    assert.deepEqual(readConfig({ 'trusted-proxies': given }, {}), { fault }, given)
  }
})

// 0.0.0.0/0 was refused, and 0.0.0.0/1,128.0.0.0/1 let in: every visitor could make up an address again.
test('networks that contain everybody, or half of them, are refused with the reason', () => {
  const bad = [
    '0.0.0.0/0',
    '0.0.0.0/1',
    '128.0.0.0/1',
    '10.0.0.0/7',
    '::/0',
    '::/1',
    '8000::/1',
    'fc00::/6',
    // All of IPv4 as it is written in IPv6, and what lies around it or is the greater part of it.
    '::ffff:0:0/96',
    '::FFFF:0.0.0.0/96',
    '0:0:0:0:0:ffff::/95',
    '::/64',
    '::/8',
    '::ffff:128.0.0.0/97',
    '::ffff:10.0.0.0/103',
  ]
  for (const network of bad) {
    const fault = `--trusted-proxies (or INCIPIT_TRUSTED_PROXIES) must list only your own proxies, because any visitor in a listed network could forge an address. “${network}” is wider than /8 (IPv6: /7) or contains all of IPv4.`
    for (const given of [network, `::1, ${network},10.0.0.1`])
      assert.deepEqual(readConfig({ 'trusted-proxies': given }, {}), { fault }, given)
  }
})
