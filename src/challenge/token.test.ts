import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import * as fc from 'fast-check'
import { openSeal } from '../defence/seal.ts'
import type { TokenRecord } from '../model/token.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { giveToken, readToken, takeToken } from './token.ts'

const sitekey = '00000000-0000-4000-8000-000000000001'
const floodSize = 100_000
const batchSize = 10_000
const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.')

describe('a token', () => {
  let dataDir: string
  let store: Store
  let world: Parameters<typeof giveToken>[0]
  before(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
    store = openStore({ dataDir, clock: () => 0, random: randomBytes })
    const seal = openSeal({ records: store.records, random: randomBytes })
    const settings = { tokenTtlMs: 120_000 }
    world = { tickets: store.tickets, random: randomBytes, seal, settings }
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
    const token = await giveToken(world, sitekey, record())
    assert.match(token, /^P1_[\w.-]{97,2045}$/)
    const read = await readToken(world, token)
    assert.deepEqual([read?.sitekey, read?.expiresAtMs], [sitekey, 120_000])
    assert.ok(read)
    assert.deepEqual(await takeToken(world, read), record())
    assert.equal(await takeToken(world, read), null)
  })

  test('may be of a sitekey with dots and of one of another script', async () => {
    for (const odd of ['a.b.c', '.', 'clé', 'x'.repeat(100)])
      assert.equal((await readToken(world, await giveToken(world, odd, record())))?.sitekey, odd)
  })

  test('is none where any one sign is another, is missing, or is there twice', async () => {
    const token = await giveToken(world, sitekey, record())
    for (let place = 0; place < token.length; place += 1) {
      const [head, sign, tail] = [token.slice(0, place), token[place], token.slice(place + 1)]
      assert.equal(await readToken(world, head + tail), null)
      for (const other of letters) {
        if (other === sign) continue
        assert.equal(await readToken(world, head + other + tail), null, `${place} ${other}`)
      }
    }
    for (const more of [`${token}A`, ` ${token}`, `${token}\n`, `${token}=`, `${token}.A`])
      assert.equal(await readToken(world, more), null)
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
      fc.asyncProperty(text, async (token) => (await readToken(world, token)) === null),
      { numRuns: 2000 },
    )
  })

  // A memory of tokens that were used could be pushed full, until the first of them was forgotten.
  test('is neither forgotten nor good again after a flood of others', async () => {
    const [first, untouched] = [
      await readToken(world, await giveToken(world, sitekey, record('first'))),
      await readToken(world, await giveToken(world, sitekey, record('untouched'))),
    ]
    assert.ok(first && untouched)
    assert.ok(await takeToken(world, first))
    for (let given = 0; given < floodSize; given += batchSize) {
      const batch = Array.from({ length: batchSize }, () => giveToken(world, sitekey, record()))
      await Promise.all(batch)
    }
    assert.equal(await takeToken(world, first), null)
    assert.equal((await takeToken(world, untouched))?.key, 'untouched')
    assert.equal(await takeToken(world, untouched), null)
  })
})
