import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { bundleMore, bundleOcapi, readAccepted } from '../../../../build.ts'
import { ocapiReleases } from './releases.ts'

const GZIP_BUDGET_BYTES = 8_250
const MORE_GZIP_BUDGET_BYTES = 3_000

const payloads = await bundleOcapi()
const more = await bundleMore()

test('every Ocapi payload has the bytes that were published', async () => {
  const built = Object.fromEntries(
    payloads.map(({ release, integrity }) => [release.version, integrity]),
  )
  assert.deepEqual(
    built,
    await readAccepted(),
    'The bytes of a published payload are a promise: sites pin them by their integrity. If the change is wanted, run `node build.ts --accept` and say in the CHANGELOG that sites must renew their script tags.',
  )
})

test('two builds of the same sources give the same bytes', async () => {
  const again = await bundleOcapi()
  assert.deepEqual(
    again.map(({ integrity }) => integrity),
    payloads.map(({ integrity }) => integrity),
  )
})

// Whoever pins the payload has pinned what it loads.
test('every payload has the address and the integrity value of what it loads', () => {
  const hash = createHash('sha256').update(more.bytes).digest('base64')
  for (const { bytes } of payloads) {
    const text = Buffer.from(bytes).toString('utf8')
    assert.ok(text.includes(`"sha256-${hash}"`) && text.includes(`"${more.path}"`))
  }
  assert.ok(gzipSync(more.bytes).length < MORE_GZIP_BUDGET_BYTES)
})

const scripts = [
  ...payloads.map(({ release, bytes }) => ({ name: `payload ${release.version}`, bytes })),
  { name: 'what payloads load', bytes: more.bytes },
]

for (const { release, bytes } of payloads) {
  test(`payload ${release.version} weighs under ${GZIP_BUDGET_BYTES} bytes once compressed`, () => {
    assert.ok(gzipSync(bytes).length < GZIP_BUDGET_BYTES, `${gzipSync(bytes).length} bytes`)
  })
}

for (const { name, bytes } of scripts) {
  test(`${name} parses no markup, runs no text and makes no URL of data`, () => {
    const text = Buffer.from(bytes).toString('utf8')
    assert.match(text, /createElement/)
    assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|\beval\b|new Function/)
    assert.doesNotMatch(
      text,
      /["'(`]data:\w|blob:|createObjectURL|document\.write|sourceMappingURL/,
    )
  })
}

test('a payload knows no name that its version did not have', () => {
  assert.equal(payloads.length, ocapiReleases.length)
  for (const { release, bytes } of payloads) {
    const text = Buffer.from(bytes).toString('utf8')
    assert.equal(text.includes('ocapi-challenge'), release.version >= '0.3.2', release.version)
    assert.equal(text.includes('data-ocapi-game-mode'), release.version >= '0.4', release.version)
  }
})
