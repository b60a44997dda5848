import assert from 'node:assert/strict'
import Database from 'better-sqlite3'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { test } from 'node:test'
import { openSettling, type SettlingFixture } from '../../test/setup/settling.ts'
import { corpus } from '../store/suites/examples.contract.ts'

const minuteMs = 60_000
const sweepAfterMs = 10 * minuteMs
const perMinute = 300
const networks = 500

// A wrong answer to seven known items and two unknown ones.
function answerWrongly({ store, context }: SettlingFixture, network: number): Promise<boolean> {
  const challengeId = randomUUID()
  const at = context.clock()
  const networkHash = network.toString(16).padStart(16, '0')
  const common = { challengeId, corpus: corpus.name, keyword: null, networkHash, elapsedMs: 4_000 }
  const given = { given: 'x', isRight: false }
  const known = Array.from({ length: 7 }, (_, n) => ({ itemId: `known-${n}`, ...given }))
  const labels = ['item-0', 'item-1'].map((itemId) => {
    const earned = { weight: 0, knownAsked: 7, verdict: 'fail' } as const
    return { ...common, ...earned, itemId, given: 'x', givenAtMs: at }
  })
  const facts = { contract: 'ocapi', sitekey: randomUUID(), kind: corpus.kind, known } as const
  return store.answers.keep({ ...common, ...facts, verdict: 'fail', answeredAtMs: at }, labels)
}

// As large as the file is once all commits of its log are in it.
function bytesOf({ dataDir }: SettlingFixture): number {
  const db = new Database(join(dataDir, 'incipit.sqlite'), { readonly: true })
  const read = (pragma: string): number => db.pragma(pragma, { simple: true }) as number
  const bytes = read('page_count') * read('page_size')
  db.close()
  return bytes
}

async function attack(fixture: SettlingFixture, minutes: number): Promise<void> {
  const { store, context, moveClock } = fixture
  for (let minute = 0; minute < minutes; minute += 1) {
    const answers = Array.from({ length: perMinute }, (_, n) =>
      answerWrongly(fixture, n % networks),
    )
    await Promise.all(answers)
    moveClock(minuteMs)
    await store.answers.sweep(context.clock() - sweepAfterMs)
  }
}

// 43 500 wrong answers of one client grew the store to 239 MB, and each was kept for good.
test('wrong answers fill the store for ten minutes at most, by 300 bytes each, and no further', async (t) => {
  const fixture = await openSettling(t, 2)
  await attack(fixture, 1)
  const before = bytesOf(fixture)
  await attack(fixture, 11)
  const full = bytesOf(fixture)
  await attack(fixture, 11)
  const after = bytesOf(fixture)
  const alive = 10 * perMinute
  assert.ok(full - before < 300 * alive, `${full - before}`)
  assert.ok(after - full < 100_000, `${after - full}`)
  const { answers, labels } = await fixture.store.corpora.count('main', corpus.name)
  assert.deepEqual([answers, labels], [23 * perMinute, 100])
})
