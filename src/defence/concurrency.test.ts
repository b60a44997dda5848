import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { concurrentMax, openConcurrency } from './concurrency.ts'

function countEntered(
  { enter }: ReturnType<typeof openConcurrency>,
  addresses: readonly string[],
): number {
  return addresses.filter((address) => enter('request', address) !== null).length
}

function times(count: number, make: (n: number) => string): string[] {
  return Array.from({ length: count }, (_, n) => make(n))
}

describe('what one hand has going on at a time', () => {
  test('is held to a number, and each that ends makes room for one', () => {
    const concurrency = openConcurrency(100)
    const entered = times(600, () => '192.0.2.1').map((from) => concurrency.enter('request', from))
    const going = entered.filter((leave) => leave !== null)
    assert.equal(going.length, concurrentMax.request)
    going[0]?.()
    going[0]?.()
    assert.equal(countEntered(concurrency, ['192.0.2.1', '192.0.2.1']), 1)
  })

  test('is counted for a /48 as well as for each of its parts, and for a /24', () => {
    const { request } = concurrentMax
    const networks = times(1_000, (n) => `2001:db8:1:${n.toString(16)}::1`)
    assert.equal(countEntered(openConcurrency(100), networks), request * 1.5)
    const concurrency = openConcurrency(100)
    const addresses = times(5_000, (n) => `192.0.2.${n % 256}`)
    const entered = countEntered(concurrency, addresses)
    assert.ok(entered > request * 5 && entered < request * 6, `${entered}`)
    assert.equal(countEntered(concurrency, ['198.51.100.1']), 1)
  })

  // Four addresses closed a /24 to all the others.
  test('leaves room in a /24 for who has nothing under way, whatever a few addresses in it have', () => {
    const concurrency = openConcurrency(100)
    const few = times(6_000, (n) => `192.0.2.${n % 8}`)
    const { request } = concurrentMax
    const entered = countEntered(concurrency, few)
    assert.ok(entered >= request * 4 && entered < request * 4.2, `${entered}`)
    const others = times(200, (n) => `192.0.2.${50 + n}`)
    assert.equal(countEntered(concurrency, others), 200)
  })

  test('is counted for all networks of a provider, too', () => {
    const networks = times(30_000, (n) => `2001:db8:${n.toString(16)}::1`)
    const entered = countEntered(openConcurrency(100), networks)
    assert.ok(entered > concurrentMax.request * 29 && entered <= concurrentMax.request * 30)
    const others = times(10, (n) => `2001:db9:${n}::1`)
    assert.equal(countEntered(openConcurrency(100), others), 10)
  })

  test('is counted for connections and requests by themselves', () => {
    const concurrency = openConcurrency(100)
    const many = times(600, () => '192.0.2.1')
    assert.equal(countEntered(concurrency, many), concurrentMax.request)
    assert.ok(concurrency.enter('connection', '192.0.2.1'))
  })

  test('may be more or less by the setting, and is not limited at 0', () => {
    const many = times(2_000, () => '192.0.2.1')
    assert.equal(countEntered(openConcurrency(200), many), 2 * concurrentMax.request)
    assert.equal(countEntered(openConcurrency(1), many), 5)
    assert.equal(countEntered(openConcurrency(0), many), 2_000)
  })
})
