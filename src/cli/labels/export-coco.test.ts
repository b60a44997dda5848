import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { corpus, item, source } from '../../store/suites/examples.contract.ts'
import { keepReadings, fakeReading } from '../../../test/setup/readings.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'

let terminal: FakeTerminal
let place: string

beforeEach(() => {
  terminal = fakeTerminal()
  place = mkdtempSync(join(tmpdir(), 'incipit-coco-'))
})
afterEach(async () => {
  await terminal.close()
  rmSync(place, { recursive: true })
})

const picture = {
  corpus: 'fruits',
  sourceId: 'f0'.repeat(16),
  kind: 'classification',
  level: 'image',
} as const
const ids = ['d', 'e', 'f'].map((letter) => letter.repeat(32))
const [knownId = '', readId = '', doubtedId = ''] = ids

test('labels export writes classes as COCO, the archive’s own and those that visitors agreed on', async () => {
  const { corpora, sources, readings } = terminal.store
  await corpora.add({ ...corpus, name: 'fruits', kind: 'classification' })
  await sources.add('main', { ...source, id: picture.sourceId, corpus: 'fruits' }, [
    item(knownId, { ...picture, label: 'pear' }),
    item(readId, { ...picture, status: 'unknown', label: null }),
    item(doubtedId, { ...picture, label: 'Plum' }),
  ])
  await keepReadings(readings, [
    fakeReading(readId, 'apple', { corpus: 'fruits' }),
    fakeReading(doubtedId, 'plum', { corpus: 'fruits' }),
  ])
  terminal.moveClock(2 * 86_400_000)
  const out = join(place, 'coco')
  const flags = ['--corpus', 'fruits', '--format', 'coco', '--out', out]
  const { doubts } = await terminal.json<{ doubts: number }>('labels', 'export', ...flags)
  assert.equal(doubts, 1)
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
  const json = <T>(name: string): T => JSON.parse(readFileSync(join(out, name), 'utf8')) as T
  type Coco = {
    images: { id: number }[]
    categories: { id: number; name: string }[]
    annotations: { image_id: number; category_id: number; score?: number; state: string }[]
  }
  const { images, categories, annotations } = json<Coco>('annotations.json')
  assert.deepEqual(
    annotations.map(({ category_id, state }) => [categories[category_id - 1]?.name, state]),
    [
      ['pear', 'known'],
      ['apple', 'accepted'],
      ['Plum', 'known'],
    ],
  )
  assert.ok(
    annotations.every(
      ({ image_id }) => image_id === images[0]?.id && Number.isSafeInteger(image_id),
    ),
  )
  assert.deepEqual(json<unknown[]>('results.json').length, 1)
})
