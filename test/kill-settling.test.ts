import assert from 'node:assert/strict'
import Database from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { DraftHead } from '../src/labels/fit-draft.ts'
import { rebuildCorpus } from '../src/labels/rebuild-corpus.ts'
import { openStore } from '../src/store/sqlite/open-store.ts'
import { corpus } from '../src/store/suites/examples.contract.ts'
import { keepLog, openSettling, makeLog } from './setup/settling.ts'
import { kinds } from '../src/kinds/kinds.ts'

const settler = fileURLToPath(new URL('setup/settler.ts', import.meta.url))
const unknown = 500
const answers = 10 * unknown
/** The lease of a killed process ends within this time. */
const turnMs = 61_000

/** Settles and refreshes in a process that is killed when it begins a step for the n-th time; says whether it was killed. */
async function killAt(
  dataDir: string,
  aheadMs: number,
  { step, n, blockAnswers = '' }: { step: string; n: number; blockAnswers?: string },
): Promise<boolean> {
  const argv = [settler, dataDir, String(aheadMs), step, String(n), blockAnswers]
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  assert.ok(signal === 'SIGKILL' || code === 0)
  return signal === 'SIGKILL'
}

type Moved = { promoted: number; audited: number; halves: number }

/** The number of moved items, the number in the audit, and the number of half-moved items. */
function lookAtPool(dataDir: string): Moved {
  const db = new Database(join(dataDir, 'incipit.sqlite'), { readonly: true })
  const count = (what: string): number => Number(db.prepare(`SELECT ${what}`).pluck().get() ?? 0)
  const isMoved = `archive_status IS NOT NULL`
  const whole = `status = 'known' AND role = 'known' AND label IS NOT NULL AND moved_at_ms > 0`
  const moved = {
    promoted: count(`COUNT(*) FROM items WHERE ${isMoved}`),
    audited: count(`SUM(CAST(detail AS INTEGER)) FROM audit WHERE action = 'pool.promoted'`),
    halves: count(`COUNT(*) FROM items WHERE ${isMoved} <> (moved_at_ms IS NOT NULL)
      OR ${isMoved} AND NOT (${whole})`),
  }
  db.close()
  return moved
}

describe('a process that is killed while it settles and refreshes', () => {
  test('leaves work that the next process completes with the same result, and no half-moved items in the pool', async (t) => {
    const { store, dataDir } = await openSettling(t, unknown)
    await keepLog(store, makeLog(answers, unknown))
    const steps = [
      ...[1, 4, 8].map((n) => ({ step: 'walk', n })),
      ...[2, 4].map((n) => ({ step: 'keep', n })),
      ...[1, 1, 2].map((n) => ({ step: 'move', n })),
    ]
    let aheadMs = 0
    const promoted: number[] = []
    for (const at of steps) {
      assert.ok(await killAt(dataDir, aheadMs, at), `${at.step} ${at.n}`)
      aheadMs += turnMs
      const moved = lookAtPool(dataDir)
      assert.deepEqual(moved, { ...moved, audited: moved.promoted, halves: 0 })
      promoted.push(moved.promoted)
    }
    assert.equal(await killAt(dataDir, aheadMs, { step: 'never', n: 1 }), false)
    promoted.push(lookAtPool(dataDir).promoted)
    assert.ok(new Set(promoted).size > 2, promoted.join())

    await assertRebuilt(dataDir, aheadMs)
  })

  // A fit of millions of labels began anew whenever its process ended.
  test('goes on with a fit where it was killed, to the same fit and readings', async (t) => {
    const { store, dataDir } = await openSettling(t, unknown)
    await keepLog(store, makeLog(answers, unknown))
    let aheadMs = 0
    const done: number[] = []
    for (const n of [4, 4, 7, 7]) {
      assert.ok(
        await killAt(dataDir, aheadMs, { step: 'draft', n, blockAnswers: '700' }),
        `draft ${n}`,
      )
      aheadMs += turnMs
      const head = JSON.parse((await store.fits.findDraft(corpus.name)) ?? '{}') as DraftHead
      done.push(head.blocks + head.rounds)
    }
    assert.deepEqual(
      done,
      done.toSorted((a, b) => a - b),
    )
    assert.ok(new Set(done).size === done.length, done.join())
    assert.equal(await killAt(dataDir, aheadMs, { step: 'never', n: 1 }), false)
    await assertRebuilt(dataDir, aheadMs)
  })
})

/** Fails unless the log gives the kept fit and readings. */
async function assertRebuilt(dataDir: string, aheadMs: number): Promise<void> {
  const clock = (): number => Date.now() + aheadMs
  const again = openStore({ dataDir, clock, random: randomBytes })
  const context = { ...again, clock, random: randomBytes, kinds }
  const rebuilt = await rebuildCorpus(corpus, context, { onlyChecks: true })
  await again.close()
  assert.equal(rebuilt?.isFitSame, true)
  assert.deepEqual(
    [rebuilt.records.different, rebuilt.readings.different, rebuilt.behind],
    [0, 0, 0],
  )
  assert.ok(rebuilt.readings.same > unknown / 2 && rebuilt.records.same > 0)
}
