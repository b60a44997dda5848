import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import * as fc from 'fast-check'
import { openSeal } from '../defence/seal.ts'
import type { TokenRecord } from '../model/token.ts'
import { openStore, type Store } from '../store/sqlite/open-store.ts'
import { giveToken, readToken, takeToken } from './token.ts'

const sitekey = '00000000-0000-4000-8000-000000000001'
const floodSize = 100_000
const batchSize = 10_000
const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.')

describe('a token', () => {
  let dataDir: string
  let store: Store
  let context: Parameters<typeof giveToken>[0]
  before(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
    store = openStore({ dataDir, clock: () => 0, random: randomBytes })
    const seal = openSeal({ records: store.records, random: randomBytes })
    const settings = { tokenTtlMs: 120_000 }
    context = { tickets: store.tickets, random: randomBytes, seal, settings }
  })
  after(async () => {
    await store.close()
    rmSync(dataDir, { recursive: true })
  })

  const record = (key = 'k'): TokenRecord => ({
    host: 'example.org',
    passedAtMs: 0,
    key,
    score: 0.1,
    reasons: ['solved'],
  })

  test('says whose it is and when it ends, in 100 to 2048 signs that need no encoding', async () => {
    const token = await giveToken(context, sitekey, record())
    assert.match(token, /^P1_[\w.-]{97,2045}$/)
    const read = await readToken(context, token)
    assert.deepEqual([read?.sitekey, read?.expiresAtMs], [sitekey, 120_000])
    assert.ok(read)
    assert.deepEqual(await takeToken(context, read), record())
    assert.equal(await takeToken(context, read), null)
  })

  test('may be of a sitekey with dots and of one of another script', async () => {
    for (const odd of ['a.b.c', '.', 'clé', 'x'.repeat(100)])
      assert.equal(
        (await readToken(context, await giveToken(context, odd, record())))?.sitekey,
        odd,
      )
  })

  test('is none where any one sign is another, is missing, or is there twice', async () => {
    const token = await giveToken(context, sitekey, record())
    for (let place = 0; place < token.length; place += 1) {
      const [head, sign, tail] = [token.slice(0, place), token[place], token.slice(place + 1)]
      assert.equal(await readToken(context, head + tail), null)
      for (const other of letters) {
        if (other === sign) continue
        assert.equal(await readToken(context, head + other + tail), null, `${place} ${other}`)
      }
    }
    for (const more of [`${token}A`, ` ${token}`, `${token}\n`, `${token}=`, `${token}.A`])
      assert.equal(await readToken(context, more), null)
  })

  test('is never made of chance', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3000 }),
      fc
        .tuple(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ minLength: 32, maxLength: 32 }))
        .map((parts) => parts.map((bytes) => Buffer.from(bytes).toString('base64url')))
        .map(([claims, seal]) => `P1_${claims ?? ''}.${seal ?? ''}`),
    )
    await fc.assert(
      fc.asyncProperty(text, async (token) => (await readToken(context, token)) === null),
      { numRuns: 2000 },
    )
  })

  // A memory of tokens that were used could be pushed full, until the first of them was forgotten.
  test('is neither forgotten nor good again after a flood of others', async () => {
    const [first, untouched] = [
      await readToken(context, await giveToken(context, sitekey, record('first'))),
      await readToken(context, await giveToken(context, sitekey, record('untouched'))),
    ]
    assert.ok(first && untouched)
    assert.ok(await takeToken(context, first))
    for (let given = 0; given < floodSize; given += batchSize) {
      const batch = Array.from({ length: batchSize }, () => giveToken(context, sitekey, record()))
      await Promise.all(batch)
    }
    assert.equal(await takeToken(context, first), null)
    assert.equal((await takeToken(context, untouched))?.key, 'untouched')
    assert.equal(await takeToken(context, untouched), null)
  })
})
