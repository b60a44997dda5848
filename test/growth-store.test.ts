import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { test } from 'node:test'
import { growStore } from '../bench/growth-store.ts'
import { corpus, item, source } from '../src/store/suites/examples.contract.ts'
import { openStore } from '../src/store/sqlite/open-store.ts'
import { makeDataDir } from './setup/data-dir.ts'

// `npm run bench -- growth` writes rows itself, by SQL. It named two columns that a migration had removed, and nobody
// saw it before the next time that it was run.
test('a store grows by copies of its items and pairs, and by answers, and still gives pairs and verdicts', async (t) => {
  const dataDir = makeDataDir()
  t.after(() => rmSync(dataDir, { recursive: true }))
  const open = () => openStore({ dataDir, clock: Date.now, random: randomBytes })
  const before = open()
  await before.corpora.add(corpus)
  const [known, unknown] = ['00000000 known', '00000000 unknown'] as const
  await before.sources.add('main', source, [
    item(known),
    item(unknown, { status: 'unknown', label: null }),
  ])
  const pair = { id: '00000000 pair', corpus: corpus.name, controlId: known, probeId: unknown }
  const place = { probeRole: 'unknown', stage: 'open', slice: 0, text: 'word', turn: 0.5 } as const
  assert.equal(await before.pairs.addPairs([{ ...pair, ...place }]), 1)
  await before.close()

  assert.deepEqual(growStore(dataDir, { items: 20, labels: 30 }), { items: 22, labels: 30 })

  const after = open()
  const wanted = { corpus: corpus.name, slicePoint: 0, stage: 'open', limit: 100 } as const
  const next = await after.pairs.nextPairs(wanted)
  assert.equal(next.length, 11)
  for (const { id } of next) assert.ok(await after.pairs.findPair(id))
  const labels = await after.answers.listLabels('main', corpus.name, 100)
  assert.equal(labels.length, 30)
  const name = {
    contract: 'ocapi',
    sitekey: 'site',
    challengeId: labels[0]?.challengeId ?? '',
  } as const
  assert.equal(await after.answers.readVerdict(name, 400 * 86_400_000), 'pass')
  await after.close()
})
