import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { fillPool, knownCrop, unknownCrop } from '../../test/setup/pool.ts'
import { recognisePictures, type RecognisedPictures } from '../../test/setup/recogniser-pictures.ts'
import { recognise, type Recognised } from '../../test/setup/recogniser.ts'

/** The environment asks for as many challenges, and for the large corpus. */
const asked = Number(process.env['INCIPIT_HARVEST'] ?? 0)
const foundMax = 0.55
const metMax = 0.02

/** One holder recognises every picture of a corpus of words; the known ones are wider on average. */
async function meet(
  t: TestContext,
  of: { known: number; unknown: number; challenges: number },
): Promise<Recognised & { share: number }> {
  const crops = [
    ...Array.from({ length: of.known }, (_, n) => knownCrop(n, 320 + randomInt(200))),
    ...Array.from({ length: of.unknown }, () => unknownCrop(300 + randomInt(200))),
  ]
  const settings = { exposureCaps: { known: 10, unknown: 40 } }
  const pool = await fillPool(t, 'transcription', { crops, settings })
  await pool.context.replenish(pool.corpus)
  const challenges = Math.max(of.challenges, asked)
  const reportEvery = challenges / 2
  const met = await recognise(pool, { challenges, replenishEvery: 100, reportEvery })
  const share = met.met / crops.length
  const found = met.found.map((one) => `${(100 * one.share).toFixed(0)} % after ${one.after}`)
  t.diagnostic(`met ${(100 * share).toFixed(1)} % of ${crops.length}; found ${found.join(', ')}`)
  return { ...met, share }
}

function assertNotFound({ found }: Recognised): void {
  for (const { after, share } of found)
    assert.ok(share <= foundMax, `${share.toFixed(2)} after ${after}`)
}

// After 2 000 challenges the deciding picture was found in 76 %, after 4 000 in all: a known item was paired
// again and again, and its partners told that it is known.
test('whoever recognises every picture of a small corpus does not find the one that decides', async (t) => {
  assertNotFound(await meet(t, { known: 159, unknown: 245, challenges: 2_000 }))
})

test('one holder meets at most 2 % of a corpus of 3 000 items, and does not find what decides', async (t) => {
  const met = await meet(t, { known: 1_000, unknown: 2_000, challenges: 2_000 })
  assertNotFound(met)
  assert.ok(met.share <= metMax, String(met.share))
})

const large = { skip: asked === 0 && 'a large harvest is asked for by INCIPIT_HARVEST' }
test('nor of 70 000 items', large, async (t) => {
  const met = await meet(t, { known: 20_000, unknown: 50_000, challenges: 10_000 })
  assertNotFound(met)
  assert.ok(met.share <= metMax, String(met.share))
})

/**
 * One holder recognises every picture of a corpus of five classes. Unknown ones leave after fewer showings than
 * usual, so that few challenges wear an arc out.
 */
async function meetPictures(
  t: TestContext,
  of: { known: number; unknown: number; challenges: number },
): Promise<RecognisedPictures & { share: number }> {
  const crops = [
    ...Array.from({ length: of.known }, (_, n) => knownCrop(n, 100, `class ${n % 5}`)),
    ...Array.from({ length: of.unknown }, () => unknownCrop(100)),
  ]
  const settings = { exposureCaps: { known: 10, unknown: asked === 0 ? 10 : 40 } }
  const pool = await fillPool(t, 'classification', { crops, settings })
  await pool.context.replenish(pool.corpus)
  const challenges = Math.max(of.challenges, asked)
  const met = await recognisePictures(pool, { challenges, last: 500, replenishEvery: 100 })
  const share = met.met / crops.length
  const [shown, told, known, came] = [share, met.decider, met.known, met.unknownShare].map(
    (one) => `${(100 * one).toFixed(1)} %`,
  )
  t.diagnostic(
    `met ${shown} of ${crops.length} pictures; told deciders ${told}, known ones ${known}; ${came} were unknown`,
  )
  return { ...met, share }
}

// From all pictures, one holder met 56 % after 1 000 challenges.
test('whoever recognises every picture of a few hundred that are drawn one by one is not told what decides', async (t) => {
  const met = await meetPictures(t, { known: 300, unknown: 300, challenges: 1_200 })
  assert.ok(met.decider <= foundMax, String(met.decider))
})

// From all pictures, one holder met 84 % after 1 000 challenges.
test('one holder meets at most 2 % of 10 000 pictures, and is not told what decides', async (t) => {
  const met = await meetPictures(t, { known: 8_000, unknown: 2_000, challenges: 1_200 })
  assert.ok(met.decider <= foundMax, String(met.decider))
  assert.ok(met.share <= metMax, String(met.share))
})
