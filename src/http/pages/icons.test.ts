import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { openService, type ServiceFixture } from '../../../test/setup/service.ts'

const sizes = [16, 32]
const headerBytes = 6
const entryBytes = 16
/** What a palette of few colours changes of a pixel, of 255. */
const differenceMax = 12

describe('the icon of the service', () => {
  let service: ServiceFixture
  before(async () => {
    service = await openService({ hasHomePage: false, demo: null })
  })
  after(() => service.close())

  // Browsers ask for it unasked, and every page's console had an error.
  test('is there at both addresses, with and without pages', async () => {
    for (const [address, type] of [
      ['/favicon.ico', 'image/x-icon'],
      ['/favicon.svg', 'image/svg+xml'],
    ] as const) {
      const { statusCode, headers } = await service.app.inject(address)
      assert.deepEqual([statusCode, headers['content-type']], [200, type])
    }
  })

  test('is the same mark in both forms', async () => {
    const svg = (await service.app.inject('/favicon.svg')).rawPayload
    const ico = (await service.app.inject('/favicon.ico')).rawPayload
    assert.equal(ico.readUInt16LE(4), sizes.length)
    for (const [index, size] of sizes.entries()) {
      const at = headerBytes + entryBytes * index
      const start = ico.readUInt32LE(at + 12)
      const png = ico.subarray(start, start + ico.readUInt32LE(at + 8))
      const [kept, drawn] = await Promise.all(
        [sharp(png), sharp(svg).resize(size, size)].map((image) =>
          image.ensureAlpha().raw().toBuffer(),
        ),
      )
      assert.ok(kept && drawn)
      assert.equal(kept.length, drawn.length)
      const difference = kept.reduce(
        (sum, value, place) => sum + Math.abs(value - (drawn[place] ?? 0)),
        0,
      )
      assert.ok(difference / kept.length < differenceMax, String(difference / kept.length))
    }
  })
})
