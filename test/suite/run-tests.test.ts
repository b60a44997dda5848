import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { runFiles } from './run-tests.ts'

const hanging = `
  import { after, test } from 'node:test'
  const browser = setInterval(() => {}, 1_000)
  after(() => clearInterval(browser))
  test('waits for a browser that is gone', () => new Promise(() => {}))
`

// A page that no longer answered held the whole run for fifty minutes, and nothing said which test it was.
test('a test that never ends is ended, named and counted, and the run goes on', async () => {
  const root = mkdtempSync(join(tmpdir(), 'incipit-hanging-'))
  writeFileSync(join(root, 'hanging.test.mjs'), hanging)
  let text = ''
  const show = (line: string): void => void (text += line)
  // Node runs no tests from within a test that it knows of.
  delete process.env['NODE_TEST_CONTEXT']
  const files = ['hanging.test.mjs']
  const outcome = await runFiles(files, { root, processes: 1, limitMs: 1_000, show })
  rmSync(root, { recursive: true })
  assert.equal(outcome.isFailed, true)
  assert.equal(outcome.counts.cancelled, 1)
  assert.match(text, /✖ waits for a browser that is gone/)
})
