import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { openSeal } from './seal.ts'

function keep(): { keyOf: (name: string, fresh: string) => Promise<string> } {
  const keys = new Map<string, string>()
  return {
    keyOf: async (name, fresh) => {
      keys.set(name, keys.get(name) ?? fresh)
      return keys.get(name) ?? ''
    },
  }
}

test('a seal is known to every process on one store, and to no other', async () => {
  const records = keep()
  const [one, other] = [1, 2].map(() => openSeal({ records, random: randomBytes }))
  const foreign = openSeal({ records: keep(), random: randomBytes })
  const seal = (await one?.sealOf('a text')) ?? ''
  assert.match(seal, /^[\w-]{43}$/)
  assert.equal(await other?.fits('a text', seal), true)
  assert.equal(await other?.fits('another text', seal), false)
  assert.equal(await foreign.fits('a text', seal), false)
  for (const wrong of ['', seal.slice(1), `${seal}=`, 'é'.repeat(43)])
    assert.equal(await one?.fits('a text', wrong), false, wrong)
})

test('a store that did not answer once is asked again', async () => {
  const records = keep()
  let isDown = true
  const seal = openSeal({
    records: {
      keyOf: (name, fresh) =>
        isDown ? Promise.reject(new Error('down')) : records.keyOf(name, fresh),
    },
    random: randomBytes,
  })
  await assert.rejects(seal.sealOf('a text'), /down/)
  isDown = false
  assert.match(await seal.sealOf('a text'), /^[\w-]{43}$/)
})
