import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openTesseract } from './tesseract.ts'

const engine = fileURLToPath(new URL('../../test/fixtures/engine/reader', import.meta.url))

async function openEngine() {
  const read = await openTesseract(engine)
  assert.ok(!('refused' in read))
  return read
}

test('an engine that lists languages reads a picture, and says how sure it is', async () => {
  const read = await openEngine()
  const reading = await read(Buffer.from('a picture, says:Monath;'), 'de-DE')
  assert.deepEqual(reading, { text: 'Monath', confidence: 0.805 })
})

test('a picture in which it reads nothing gives an empty reading of no confidence', async () => {
  const read = await openEngine()
  assert.deepEqual(await read(Buffer.from('empty'), 'de'), { text: '', confidence: 0 })
})

test('an engine that fails gives no reading', async () => {
  const read = await openEngine()
  assert.equal(await read(Buffer.from('says:fails;'), 'de'), null)
})

test('what cannot be started, or lists no languages, is refused with a sentence', async () => {
  for (const name of ['/no/such/engine', 'true', 'tesseract; touch /tmp/x']) {
    const refused = await openTesseract(name)
    assert.ok('refused' in refused && refused.refused.includes(name))
  }
})

// The time limit of what could not be started went on, and the command ended twenty seconds late.
test('what cannot be started leaves nothing to wait for', async () => {
  const timersOf = (): number =>
    process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timersOf()
  await openTesseract('/no/such/engine')
  assert.equal(timersOf(), before)
})
