import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { openSigner } from './signer.ts'

function keep(): { of: (name: string, fresh: string) => Promise<string> } {
  const keys = new Map<string, string>()
  return {
    of: async (name, fresh) => {
      keys.set(name, keys.get(name) ?? fresh)
      return keys.get(name) ?? ''
    },
  }
}

test('a signature is known to every process on one store, and to no other', async () => {
  const keys = keep()
  const [one, other] = [1, 2].map(() => openSigner({ keys, random: randomBytes }))
  const foreign = openSigner({ keys: keep(), random: randomBytes })
  const signature = (await one?.sign('a text')) ?? ''
  assert.match(signature, /^[\w-]{43}$/)
  assert.equal(await other?.verify('a text', signature), true)
  assert.equal(await other?.verify('another text', signature), false)
  assert.equal(await foreign.verify('a text', signature), false)
  for (const wrong of ['', signature.slice(1), `${signature}=`, 'é'.repeat(43)])
    assert.equal(await one?.verify('a text', wrong), false, wrong)
})

test('a store that did not answer once is asked again', async () => {
  const keys = keep()
  let isDown = true
  const signer = openSigner({
    keys: {
      of: (name, fresh) => (isDown ? Promise.reject(new Error('down')) : keys.of(name, fresh)),
    },
    random: randomBytes,
  })
  await assert.rejects(signer.sign('a text'), /down/)
  isDown = false
  assert.match(await signer.sign('a text'), /^[\w-]{43}$/)
})
