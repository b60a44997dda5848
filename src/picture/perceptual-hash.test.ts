import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import sharp from 'sharp'
import { openPage } from './open.ts'

// The places of the blots are computed, so that every run sees the same.
function draw(salt: number): Promise<Buffer> {
  const blots = Array.from({ length: 12 }, (_, n) => {
    const [x, y] = [(n * 97 * salt) % 300, (n * 61 * salt + 40) % 200]
    return `<circle cx="${x}" cy="${y}" r="${12 + ((n * salt) % 30)}" fill="hsl(${(n * 40) % 360} 60% 45%)"/>`
  })
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200" fill="#eed"/>${blots.join('')}</svg>`,
    ),
  )
    .jpeg()
    .toBuffer()
}

async function perceptualHash(bytes: Uint8Array): Promise<bigint> {
  const page = await openPage(bytes)
  assert.ok(!('fault' in page))
  const hash = await page.perceptualHash()
  assert.match(hash, /^[0-9a-f]{64}$/)
  return BigInt(`0x${hash}`)
}

function bitsApart(a: bigint, b: bigint): number {
  return (a ^ b).toString(2).replaceAll('0', '').length
}

describe('the perceptualHash of a picture', () => {
  test('stays nearly the same in another size, format and quality', async () => {
    const picture = await draw(3)
    const copy = await sharp(picture)
      .resize(170)
      .modulate({ brightness: 1.1 })
      .webp({ quality: 40 })
      .toBuffer()
    assert.ok(bitsApart(await perceptualHash(picture), await perceptualHash(copy)) <= 32)
  })

  test('is another one for another picture', async () => {
    assert.ok(
      bitsApart(await perceptualHash(await draw(3)), await perceptualHash(await draw(7))) > 64,
    )
  })
})
