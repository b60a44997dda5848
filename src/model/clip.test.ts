import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromMuLaw, readClip, writeClip } from './clip.ts'

test('a clip that is written and read is the same within a thirtieth of each sample', () => {
  const samples = Int16Array.from({ length: 65_536 }, (_, at) => at - 32_768)
  const read = readClip(writeClip(samples))
  assert.equal(read.length, samples.length)
  for (const [at, sample] of samples.entries())
    assert.ok(Math.abs((read[at] ?? 0) - sample) <= 4 + Math.abs(sample) / 30, `${sample}`)
})

test('bytes of µ-law are those of the standard', () => {
  // ITU-T G.711, table 2a: the largest, the smallest, and both zeros.
  assert.deepEqual([0x00, 0x80, 0x7f, 0xff].map(fromMuLaw), [-32_124, 32_124, -0, 0])
})

test('what is no clip is not read as one', () => {
  assert.throws(() => readClip(new Uint8Array(100)), /is not one/)
})
