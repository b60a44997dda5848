import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from './config.ts'

test('a flag goes before the environment, and the environment before the default', () => {
  const config = readConfig(
    { port: '1' },
    { INCIPIT_PORT: '2', INCIPIT_HOST: '::', INCIPIT_REUSE_RETIRED: 'false' },
  )
  assert.ok(!('fault' in config))
  assert.deepEqual(
    [config.port, config.host, config.reuseRetired, config.dataDir],
    [1, '::', false, 'data'],
  )
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
    [{ host: '' }, '--host (or INCIPIT_HOST) must not be empty, not “”.'],
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

test('networks are addresses with or without a prefix, between commas, or nothing', () => {
  const good = [
    '',
    '10.0.0.0/8',
    '127.0.0.1, ::1',
    '2001:DB8::/32,192.0.2.7/32,fd00::1/128',
    '::ffff:10.0.0.0/104',
  ]
  for (const given of good) {
    const config = readConfig({ 'trusted-proxies': given }, {})
    assert.ok(!('fault' in config), given)
    assert.equal(config.trustedProxies, given)
  }
})

// The shape alone was looked at: 10.0.0.0/99 came through, and the service ended with a stack.
test('networks that are none are refused before anything starts', () => {
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
    // Networks that hold everybody: whoever asks could then make up an address.
    '0.0.0.0/0',
    '::/0',
  ]
  for (const given of bad) {
    const fault = `--trusted-proxies (or INCIPIT_TRUSTED_PROXIES) must be addresses or networks such as 10.0.0.0/8, between commas, not “${given}”.`
    assert.deepEqual(readConfig({ 'trusted-proxies': given }, {}), { fault }, given)
  }
})
