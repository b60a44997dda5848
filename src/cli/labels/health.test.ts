import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openVisitors } from '../../../test/setup/answers.ts'
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

// All labels of canaries were wrong, and the verdict was that nothing was suspicious.
test('labels health says that canaries are misread, whoever misreads them', async (t) => {
  const terminal = fakeTerminal()
  t.after(() => terminal.close())
  const { answers, corpora, sources } = terminal.store
  terminal.moveClock(2 * 86_400_000)
  const canary = item('canary')
  await corpora.add(corpus)
  await sources.add('main', source, [canary])
  const verdict = async (): Promise<string> =>
    (await terminal.run('labels', 'health', '--corpus', 'letters')).out.split('\n')[0] ?? ''
  const { answerItem } = openVisitors(answers)
  const lie = { given: 'lie', networkHash: 'one' }
  await answerItem(
    canary,
    Array.from({ length: 49 }, () => lie),
  )
  assert.match(await verdict(), /^Nothing suspicious .* fewer than 50 mean little/)
  await answerItem(canary, [lie])
  assert.match(await verdict(), /only 0\.0 % of the labels of canaries are right/)
})

// “Nothing suspicious” stood above “9.1 % right”: known items that hardly anybody reads are guessed at, or wrong.
test('labels health says that answers to known items are mostly wrong', async (t) => {
  const terminal = fakeTerminal()
  t.after(() => terminal.close())
  const { answers, corpora, sources } = terminal.store
  terminal.moveClock(2 * 86_400_000)
  const known = item('known')
  await corpora.add(corpus)
  await sources.add('main', source, [known])
  const verdict = async (): Promise<string> =>
    (await terminal.run('labels', 'health', '--corpus', 'letters')).out.split('\n')[0] ?? ''
  const answer = (n: number) => ({
    challengeId: `challenge ${n}`,
    sitekey: 'site',
    corpus: 'letters',
    kind: known.kind,
    keyword: null,
    contract: 'ocapi',
    verdict: 'fail' as const,
    known: [{ itemId: known.id, isRight: n % 10 === 0, given: 'x' }],
    networkHash: `network ${n}`,
    elapsedMs: 4_000,
    answeredAtMs: 86_400_000 + n,
  })
  for (let n = 1; n < 50; n += 1) await answers.keep(answer(n), [])
  assert.match(await verdict(), /^Nothing suspicious/)
  await answers.keep(answer(50), [])
  assert.match(await verdict(), /only 10\.0 % of the answers to known items are right/)
})

test('labels health says how many accepted readings wait for the end of their quarantine', async (t) => {
  const terminal = fakeTerminal()
  t.after(() => terminal.close())
  const { answers, corpora, sources } = terminal.store
  const unknown = item('unknown', { status: 'unknown', label: null })
  await corpora.add(corpus)
  await sources.add('main', source, [unknown])
  const networks = ['one', 'two', 'three', 'four', 'five', 'six']
  const visitors = networks.map((networkHash) => ({ given: 'Monath', networkHash }))
  await openVisitors(answers).answerItem(unknown, visitors)
  await terminal.run('labels', 'settle', '--corpus', 'letters')
  const argv = ['labels', 'health', '--corpus', 'letters']
  const { out } = await terminal.run(...argv)
  assert.match(out, /1 accepted waits for the end of the quarantine, 24 hours after the last label/)
  terminal.moveClock(3 * 86_400_000)
  assert.doesNotMatch((await terminal.run(...argv)).out, /quarantine/)
})

// It printed what parameters are called in the program, such as “calibratedOn 649.0000”.
test('labels health names what a fit has learned in plain words', async (t) => {
  const terminal = fakeTerminal()
  t.after(() => terminal.close())
  await terminal.store.corpora.add(corpus)
  const { out } = await terminal.run('labels', 'health', '--corpus', 'letters')
  assert.match(out, /confidence is not calibrated yet/)
  assert.match(out, /two wrong answers are the same by chance in 30\.0 % of cases/)
  assert.doesNotMatch(out, /[a-z][A-Z]/)
})
