import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeTerminal } from '../../../test/setup/terminal.ts'
import { corpus, item, source } from '../../store/suites/examples.contract.ts'

// The pool is counted only as far as it matters to refreshing, so health reported ten thousand known items
// for any larger corpus.
test('labels health counts all known items of a great corpus', async (t) => {
  const terminal = fakeTerminal()
  t.after(() => terminal.close())
  const { corpora, sources } = terminal.store
  const known = Array.from({ length: 10_001 }, (_, n) => item(`known ${n}`))
  await corpora.add(corpus)
  await sources.add('main', source, known)
  const argv = ['labels', 'health', '--corpus', 'letters']
  const { pool } = await terminal.json<{ pool: { known: number } }>(...argv)
  assert.equal(pool.known, known.length)
  assert.match((await terminal.run(...argv)).out, /pool {7}10001 known/)
})
