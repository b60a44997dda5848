import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openVisitors } from '../../test/lent-answers.ts'
import { foldText } from '../challenge/compare.ts'
import { corpus, item, source } from '../store/records.contract.ts'
import { openStore } from '../store/open-store.ts'
import { settleAll, settleCorpus } from './settle-corpus.ts'

test('settling takes up what came since, in every corpus, over more labels than fit in one batch', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-settle-'))
  const clock = (): number => Date.UTC(2026, 0, 3)
  const store = openStore({ dataDir, clock, random: randomBytes })
  t.after(async () => {
    await store.close()
    rmSync(dataDir, { recursive: true })
  })
  const { records, readings } = store
  const world = { records, readings, clock, fold: foldText }
  const { answerItem } = openVisitors(records)
  const unread = { status: 'unknown', label: null } as const
  const ids = Array.from({ length: 220 }, (_, n) => `item-${n}`)
  await records.addCorpus(corpus)
  await records.addSource(
    source,
    ids.map((id) => item(id, unread)),
  )
  await records.addCorpus({ ...corpus, name: 'wills' })
  const other = { ...source, id: 'source-2', corpus: 'wills' }
  const will = item('will', { ...unread, corpus: 'wills', sourceId: other.id })
  await records.addSource(other, [will])

  const agreed = ['Monat', 'Monat', 'Monat'].map((given) => ({ given }))
  for (const id of ids) await answerItem(item(id, unread), agreed)
  await answerItem(will, [{ given: 'Wille' }])
  await settleAll(world)
  assert.equal((await readings.count('letters')).accepted, ids.length)
  assert.equal((await readings.find('will'))?.state, 'open')

  await answerItem(will, [{ given: 'Wille' }, { given: 'wille', fails: true }])
  await settleAll(world)
  const settled = await readings.find('will')
  assert.deepEqual([settled?.state, settled?.answers], ['provisional', 2])
  const { settled: few } = await settleCorpus(corpus, world)
  assert.ok(few < 150, `${few} were settled again though nothing came`)
})
