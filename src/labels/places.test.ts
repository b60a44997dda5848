import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { openNumberPlaces, openPlaces } from './places.ts'

test('networks with numbers have the same places as networks of any name', () => {
  const numbers = fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 60 })
  fc.assert(
    fc.property(numbers, fc.integer({ min: 0, max: 40 }), (asked, most) => {
      const [named, numbered] = [openPlaces<number>(most), openNumberPlaces(most)]
      for (const network of asked)
        assert.equal(numbered.placeOf(network), named.placeOf(network), String(network))
      assert.equal(numbered.size, named.size)
      assert.deepEqual([...numbered.all()], [...named.all()])
      for (const place of asked) assert.equal(numbered.networkAt(place), named.networkAt(place))
    }),
  )
})
