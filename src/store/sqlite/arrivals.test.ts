import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { makeDataDir } from '../../../test/setup/data-dir.ts'
import type { Database } from '../../model/store.ts'
import { openDatabase } from '../sql/open-database.ts'
import { step, type Sql } from '../sql/sql.ts'
import { corpus, item, source } from '../suites/examples.contract.ts'
import { openSqlite } from './sqlite.ts'

const now = 1_000
const items = Array.from({ length: 230 }, (_, n) => item(`i${n}`))
/** Three commits for what waits, one that decides, five to come in. */
const commits = 9

type Killed = { database: Database; countWaiting: () => Promise<number> }

/** Two connections to the file of a new store with a corpus. */
async function openTwo(t: TestContext): Promise<{ dying: Sql; sql: Sql; database: Database }> {
  const folder = makeDataDir()
  const dying = openSqlite(join(folder, 'incipit.sqlite'))
  const sql = openSqlite(join(folder, 'incipit.sqlite'))
  t.after(async () => {
    await dying.close()
    await sql.close()
    rmSync(folder, { recursive: true })
  })
  const database = openDatabase(sql, () => now, randomBytes)
  await database.corpora.add(corpus)
  return { dying, sql, database }
}

/** Adds a source of many items by a process that is killed after so many commits; another one is open. */
async function killAfter(t: TestContext, commitsMost: number): Promise<Killed> {
  const { dying, sql, database } = await openTwo(t)
  let wrote = 0
  const write: Sql['write'] = async (steps) => {
    if (wrote >= commitsMost) throw new Error('killed')
    wrote += 1
    return dying.write(steps)
  }
  const { sources } = openDatabase({ ...dying, write }, () => now, randomBytes)
  const adding = sources.add('main', source, items)
  await (commitsMost < commits ? assert.rejects(adding, /killed/) : adding)
  assert.equal(wrote, commitsMost)
  const countWaiting = async (): Promise<number> => {
    const [row] = await sql.read(step('SELECT COUNT(*) AS n FROM arriving_items'))
    return Number(row?.['n'])
  }
  return { database, countWaiting }
}

async function countKept({ sources, items: kept }: Database): Promise<[number, number]> {
  const all = await sources.list('main', 'letters', '', 9)
  return [all.length, (await kept.ofSource('main', source.id)).length]
}

describe('a page whose import was killed', () => {
  for (let after = 0; after <= commits; after += 1) {
    const isDecided = after >= 4
    const whole: [number, number] = isDecided ? [1, items.length] : [0, 0]
    test(`is there whole or not at all (after commit ${after})`, async (t) => {
      const { database, countWaiting } = await killAfter(t, after)
      await database.sources.finish('main', 'letters')
      assert.deepEqual(await countKept(database), whole)
      await database.sources.sweep(now)
      assert.deepEqual([await countKept(database), await countWaiting()], [whole, 0])
    })
  }

  test('is finished by the sweep too, by two at once, but not while its import may live', async (t) => {
    const { database } = await killAfter(t, 6)
    await database.sources.sweep(now - 1)
    assert.deepEqual(await countKept(database), [1, 100])
    await Promise.all([database.sources.sweep(now), database.sources.sweep(now)])
    assert.deepEqual(await countKept(database), [1, items.length])
  })

  test('comes in dropped if the archive has dropped it meanwhile', async (t) => {
    const { database } = await killAfter(t, 6)
    const line = {
      atMs: 1,
      organisation: 'main',
      actor: 'a',
      action: 'drop',
      subject: 's',
      detail: '',
    }
    await database.lifecycle.drop('main', { is: 'source', corpus: 'letters', id: source.id }, line)
    await database.sources.finish('main', 'letters')
    const stages = (await database.items.ofSource('main', source.id)).map(({ stage }) => stage)
    assert.deepEqual([stages.length, new Set(stages)], [items.length, new Set(['dropped'])])
  })

  // A computer that sleeps in the middle of an import wakes up after the time of the sweep.
  test('is refused if what waited was swept before it was decided', async (t) => {
    const { dying, database } = await openTwo(t)
    const write: Sql['write'] = async (steps) => {
      const decides = steps.some(
        (one) => typeof one !== 'function' && one.sql.includes('INTO arrivals'),
      )
      if (decides) await database.sources.sweep(now)
      return dying.write(steps)
    }
    const { sources } = openDatabase({ ...dying, write }, () => now, randomBytes)
    await assert.rejects(sources.add('main', source, items), /swept/)
    assert.deepEqual((await countKept(database))[1], 0)
  })
})
