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
