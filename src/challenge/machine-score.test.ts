import assert from 'node:assert/strict'
import { test } from 'node:test'
import { knownCrop, fillPool, unknownCrop } from '../../test/setup/pool.ts'
import { scoreCorpus, type ScoreContext } from './machine-score.ts'

const crops = [
  knownCrop(0, 300, 'Monath'),
  knownCrop(1, 300, 'Perſon'),
  knownCrop(2, 300, 'Zeit'),
  unknownCrop(300),
]

async function openScoring(t: Parameters<typeof fillPool>[0], texts: readonly (string | null)[]) {
  const fixture = await fillPool(t, 'transcription', { crops })
  let asked = 0
  const context: ScoreContext = {
    ...fixture.store,
    pictures: { ...fixture.store.pictures, get: async () => Buffer.from('a picture') },
    readByMachine: async () => {
      const text = texts[asked++] ?? null
      return text === null ? null : { text, confidence: 0.25 }
    },
    isStopped: () => false,
    onProgress: () => undefined,
  }
  const scoreOf = async (n: number) => (await fixture.store.items.find(`pool ${n}`))?.machineScore
  return { context, corpus: fixture.corpus, scoreOf }
}

test('a known item scores what the machine got of its text, an unknown one how sure the machine is', async (t) => {
  const { context, corpus, scoreOf } = await openScoring(t, ['Monat', 'person', '@@', 'Wort'])
  const scored = await scoreCorpus(context, corpus)
  const scores = await Promise.all([0, 1, 2, 3].map(scoreOf))
  assert.deepEqual(
    scores.map((score) => Math.round((score ?? -1) * 100)),
    [83, 100, 0, 25],
  )
  assert.deepEqual([scored.read, scored.readRightly, scored.failed], [4, 1, 0])
})

test('what was read is not read again, and what failed is tried again', async (t) => {
  const { context, corpus, scoreOf } = await openScoring(t, ['a', null, 'b', 'c', 'Person'])
  assert.equal((await scoreCorpus(context, corpus)).failed, 1)
  assert.deepEqual((await scoreCorpus(context, corpus)).read, 1)
  assert.equal(await scoreOf(1), 1)
})
