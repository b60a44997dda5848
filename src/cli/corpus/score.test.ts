import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { fakeTerminal } from '../../../test/setup/terminal.ts'
import { corpus, item, source } from '../../store/suites/examples.contract.ts'

const engine = fileURLToPath(new URL('../../../test/fixtures/engine/reader', import.meta.url))

test('a corpus is read by an engine once, and what cannot be done is refused with a sentence', async (t) => {
  const terminal = fakeTerminal()
  t.after(terminal.close)
  const { corpora, sources, items, pictures } = terminal.store
  await corpora.add(corpus)
  const [misread, read] = await pictures.putAll([
    Buffer.from('says:Monet;'),
    Buffer.from('says:Zeit;'),
  ])
  await sources.add('main', source, [
    item('a', { label: 'Monat', mediaId: misread ?? null }),
    item('b', { label: 'Zeit', mediaId: read ?? null }),
  ])
  const score = (): Promise<{ read: number; read_rightly: number; mean: number | null }> =>
    terminal.json('corpus', 'score', 'letters', '--ocr', engine)
  const first = await score()
  assert.deepEqual([first.read, first.read_rightly, first.mean], [2, 1, 0.9])
  assert.equal((await items.find('a'))?.machineScore, 0.8)
  assert.equal((await score()).read, 0)
  assert.match(await terminal.refusal('corpus', 'score', 'none', '--ocr', engine), /no corpus/)
  const missing = ['corpus', 'score', 'letters', '--ocr', '/no/such/engine']
  assert.match(await terminal.refusal(...missing), /no OCR engine/)
})
