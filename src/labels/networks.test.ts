import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openNetworks } from './networks.ts'

test('networks keep their numbers and hashes, whatever form these have and however many there are', () => {
  const networks = openNetworks()
  const hex = (n: number): string => (n * 0x1_0000_0001).toString(16).padStart(16, '0')
  const hashes = Array.from({ length: 5_000 }, (_, n) => (n % 7 === 0 ? `network ${n}` : hex(n)))
  const more = ['', '00000000000000000', 'FFFFFFFFFFFFFFFF', 'ffffffffffffffff', '0000000000000000']
  const all = [...hashes, ...more]
  for (const [n, hash] of all.entries()) {
    assert.equal(networks.find(hash), -1)
    assert.equal(networks.numberOf(hash), n)
  }
  for (const [n, hash] of all.entries()) {
    assert.equal(networks.numberOf(hash), n)
    assert.equal(networks.find(hash), n)
    assert.equal(networks.hashOf(n), hash)
  }
  assert.equal(networks.size, all.length)
})

test('networks are listed in the order of their hashes, as a store has them', () => {
  const hashes = ['ffffffff00000001', '00000001ffffffff', 'ffffffff00000000', '0000000100000000']
  for (const names of [hashes, [...hashes, 'network 1', '']]) {
    const networks = openNetworks()
    for (const name of names) networks.numberOf(name)
    const listed = [...networks.inOrder()].map((number) => networks.hashOf(number))
    assert.deepEqual(listed, names.toSorted())
  }
})
