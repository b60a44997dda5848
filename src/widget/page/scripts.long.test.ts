import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bundlePageScript, bundleScripts, publishPageScript, sizesOf } from '../../../build.ts'

const FIRST_LOAD_GZIP_BUDGET_BYTES = 7000

const { frame } = await bundleScripts()

for (const [contract, base] of [
  ['recaptcha', '/recaptcha'],
  ['turnstile', '/turnstile/v0'],
] as const)
  describe(`the script of ${contract}’s contract`, async () => {
    const { version, files } = await bundlePageScript(contract, frame.version)
    const script = String(files.get('api.js') && Buffer.from(files.get('api.js') ?? ''))

    test('weighs no more than its budget once compressed', () => {
      const [, first] = sizesOf([...files.values()])
      assert.ok(first <= FIRST_LOAD_GZIP_BUDGET_BYTES, `${first} bytes`)
    })

    test('opens the frame of its own build, for its own contract', () => {
      assert.ok(script.includes(`/1/${frame.version}/challenge.html`))
      assert.ok(script.includes(`contract:"${contract}"`))
      assert.ok(!script.includes('contract:"hcaptcha"'))
    })

    test('parses no markup, runs no text and makes no URL of data', () => {
      const banned =
        /innerHTML|outerHTML|insertAdjacentHTML|\beval\b|new Function|["'(]data:\w|blob:|createObjectURL|document\.write|sourceMappingURL/
      assert.equal(banned.exec(script)?.[0], undefined)
    })

    test('is published at an immutable address, the same bytes each time', async () => {
      const published = await publishPageScript(contract, base)
      assert.deepEqual([...published.keys()].toSorted(), [
        `${base.slice(1)}/${version}/api.js`,
        `${base.slice(1)}/releases.json`,
      ])
    })
  })
