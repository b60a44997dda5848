import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { openSigner } from '../defence/signer.ts'
import type { TokenRecord } from '../model/token.ts'
import { openStore } from '../store/sqlite/open-store.ts'
import { giveToken } from '../../test/setup/give-token.ts'
import { readToken, takeToken, type Token } from './token.ts'

const sitekey = '00000000-0000-4000-8000-000000000001'
const floodSize = 100_000
const batchSize = 10_000

function openTokens(t: TestContext): Parameters<typeof giveToken>[0] {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
  const store = openStore({ dataDir, clock: () => 0, random: randomBytes })
  t.after(async () => {
    await store.close()
    rmSync(dataDir, { recursive: true })
  })
  const signer = openSigner({ keys: store.keys, random: randomBytes })
  const settings = { tokenTtlMs: 120_000 }
  return { tickets: store.tickets, random: randomBytes, signer, settings }
}

function record(key = 'k'): TokenRecord {
  return {
    contract: 'this',
    host: 'example.org',
    passedAtMs: 0,
    key,
    score: 0.1,
    reasons: ['solved'],
  }
}

// A memory of used tokens could be flooded until it forgot the first of them.
test('a token is neither lost nor valid again after a flood of others', async (t) => {
  const context = openTokens(t)
  const read = async (text: string): Promise<Token | null> => {
    const found = await readToken(context, 'this', text)
    return 'token' in found ? found.token : null
  }
  const [first, untouched] = [
    await read(await giveToken(context, sitekey, record('first'))),
    await read(await giveToken(context, sitekey, record('untouched'))),
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
