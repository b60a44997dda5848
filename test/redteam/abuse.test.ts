import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { abuse } from '../../redteam/abuse/all.ts'
import { drawBarcode, readBarcode } from '../../redteam/barcode.ts'
import { openClient } from '../../redteam/client.ts'
import { openLab, type Lab } from '../../redteam/lab.ts'

// Each attack is small here: what is counted is the same at any size. What is a matter of time is left to
// `npm run redteam -- abuse`.
describe('the red team', () => {
  let lab: Lab
  before(() => {
    lab = openLab()
  })
  after(() => lab.close())

  for (const { name, title, run } of abuse)
    test(`does not succeed if it wants to ${title} (${name})`, async () => {
      const findings = await run(lab, 'small')
      assert.ok(findings.length > 0)
      const successes = findings.filter(({ holds, isOfTime }) => holds === false && !isOfTime)
      assert.deepEqual(successes, [])
    })

  test('has a name for each attack, and says what was measured before', () => {
    const names = abuse.flatMap(({ name }) => name.split(', '))
    assert.deepEqual(
      names,
      Array.from({ length: 14 }, (_, n) => `F${n + 1}`),
    )
    for (const { before: then, right } of abuse) assert.ok(then !== '' && right !== '')
  })

  // Known pictures have the smaller numbers, and their barcodes were the numbers' own bits: F9 told them by their
  // bars in 72 of 100 pairs, also if all pages looked the same.
  test('draws barcodes of equally much ink, and reads them', async () => {
    const ink = new Set<number>()
    for (const number of [0, 1, 2, 119, 120, 239, 511, 1023]) {
      const picture = await drawBarcode(number)
      assert.equal(await readBarcode(picture), number)
      ink.add((await sharp(picture).stats()).channels[0]?.mean ?? 0)
    }
    assert.equal(ink.size, 1)
  })

  test('attacks nothing but this machine', () => {
    for (const origin of [
      'http://192.0.2.1:80',
      'https://example.org',
      'http://127.0.0.1.evil.example',
    ])
      assert.throws(() => openClient(origin), /only this machine/)
    openClient('http://127.0.0.1:8080').close()
  })

  test('names its suites and attacks if it is asked for another', () => {
    const program = fileURLToPath(new URL('../../redteam/run.ts', import.meta.url))
    for (const argv of [[], ['everything'], ['abuse', 'F99']]) {
      const { status, stderr } = spawnSync(process.execPath, [program, ...argv], {
        encoding: 'utf8',
      })
      assert.equal(status, 2)
      assert.match(stderr, /abuse.*F1, F2/s)
    }
  })
})
