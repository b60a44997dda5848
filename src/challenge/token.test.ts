import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import * as fc from 'fast-check'
import { openSigner } from '../defence/signer.ts'
import type { TokenRecord } from '../model/token.ts'
import type { Store } from '../model/store.ts'
import { openStore } from '../store/sqlite/open-store.ts'
import { giveToken } from '../../test/setup/give-token.ts'
import { readToken, takeToken, type Token } from './token.ts'

const sitekey = '00000000-0000-4000-8000-000000000001'
const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.')

describe('a token', () => {
  let dataDir: string
  let store: Store
  let context: Parameters<typeof giveToken>[0]
  before(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
    store = openStore({ dataDir, clock: () => 0, random: randomBytes })
    const signer = openSigner({ keys: store.keys, random: randomBytes })
    const settings = { tokenTtlMs: 120_000 }
    context = { tickets: store.tickets, random: randomBytes, signer, settings }
  })
  after(async () => {
    await store.close()
    rmSync(dataDir, { recursive: true })
  })

  const record = (key = 'k'): TokenRecord => ({
    contract: 'this',
    host: 'example.org',
    passedAtMs: 0,
    key,
    score: 0.1,
    reasons: ['solved'],
  })

  const read = async (text: string): Promise<Token | null> => {
    const found = await readToken(context, 'this', text)
    return 'token' in found ? found.token : null
  }

  test('says whose it is and when it ends, in 100 to 2048 signs that need no encoding', async () => {
    const token = await giveToken(context, sitekey, record())
    assert.match(token, /^P1_[\w.-]{97,2045}$/)
    const found = await read(token)
    assert.deepEqual([found?.sitekey, found?.expiresAtMs], [sitekey, 120_000])
    assert.ok(found)
    assert.deepEqual(await takeToken(context, found), record())
    assert.equal(await takeToken(context, found), null)
  })

  test('is read for its own contract and no other', async () => {
    const token = await giveToken(context, sitekey, record())
    for (const other of ['that', 'thi', 'this2', ''])
      assert.deepEqual(await readToken(context, other, token), { refused: 'foreign contract' })
    const made = await readToken(context, 'this', `${token}A`)
    assert.deepEqual(made, { refused: 'unknown' })
  })

  test('may be of a sitekey with dots and of one of another script', async () => {
    for (const odd of ['a.b.c', '.', 'clé', 'x'.repeat(100)])
      assert.equal((await read(await giveToken(context, odd, record())))?.sitekey, odd)
  })

  test('is refused if any one character is changed, missing or doubled', async () => {
    const token = await giveToken(context, sitekey, record())
    for (let place = 0; place < token.length; place += 1) {
      const [head, sign, tail] = [token.slice(0, place), token[place], token.slice(place + 1)]
      assert.equal(await read(head + tail), null)
      for (const other of letters) {
        if (other === sign) continue
        assert.equal(await read(head + other + tail), null, `${place} ${other}`)
      }
    }
    for (const more of [`${token}A`, ` ${token}`, `${token}\n`, `${token}=`, `${token}.A`])
      assert.equal(await read(more), null)
  })

  test('is never made of chance', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3000 }),
      fc
        .tuple(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ minLength: 32, maxLength: 32 }))
        .map((parts) => parts.map((bytes) => Buffer.from(bytes).toString('base64url')))
        .map(([claims, signature]) => `P1_${claims ?? ''}.${signature ?? ''}`),
    )
    await fc.assert(
      fc.asyncProperty(text, async (token) => (await read(token)) === null),
      { numRuns: 2000 },
    )
  })
})
