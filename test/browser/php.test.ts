import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { startPhp, type PhpSettings, type PhpSite } from './php-site.ts'
import { startStub, stubSite, type StubService } from './stub-service.ts'

const integrity = `sha384-${'A'.repeat(64)}`
const accepted = 'Thank you. We will write to a@b.example.'
const unanswered = 'The challenge was not answered, or not rightly.'
const unchecked = 'The challenge service cannot be reached just now.'

describe('the PHP example', () => {
  let stub: StubService
  let sites: PhpSite[]
  beforeEach(async () => {
    stub = await startStub()
    sites = []
  })
  afterEach(async () => {
    for (const site of sites) await site.stop()
    await stub.stop()
  })

  async function open(settings: Partial<PhpSettings> = {}): Promise<PhpSite> {
    const site = await startPhp({ url: stub.origin, ...stubSite, integrity, ...settings })
    sites.push(site)
    return site
  }

  function addChallenge(state: 'created' | 'validated' | 'rejected' | 'gone'): string {
    const id = randomUUID()
    stub.challenges.set(id, state)
    return id
  }

  for (const field of ['ocapi-challenge-id', 'captchan-challenge-id']) {
    test(`accepts a validated challenge in ${field}, once`, async () => {
      const site = await open()
      const fields = { [field]: addChallenge('validated') }
      const first = await site.send(fields)
      assert.equal(first.status, 200)
      assert.ok(first.page.includes(accepted))
      const second = await site.send(fields)
      assert.equal(second.status, 422)
      assert.match(second.page, /already used for a form/)
    })
  }

  test('accepts one of many forms sent at once with the same challenge', async () => {
    const site = await open()
    const fields = { 'ocapi-challenge-id': addChallenge('validated') }
    const replies = await Promise.all(Array.from({ length: 8 }, () => site.send(fields)))
    assert.equal(replies.filter(({ status }) => status === 200).length, 1)
  })

  // If the folder could not be written to, every visitor was told that the challenge had been used.
  test('says that the site is at fault when it cannot record a challenge as used', async () => {
    const site = await open({ spentFolder: '/proc/no-such-folder' })
    const { status, page } = await site.send({ 'ocapi-challenge-id': addChallenge('validated') })
    assert.equal(status, 422)
    assert.match(page, /Please tell the people who run this site/)
  })

  for (const state of ['rejected', 'created', 'gone'] as const) {
    test(`refuses a challenge that is ${state}`, async () => {
      const site = await open()
      const { status, page } = await site.send({ 'ocapi-challenge-id': addChallenge(state) })
      assert.equal(status, 422)
      assert.ok(page.includes(unanswered))
    })
  }

  const strange: [name: string, fields: Record<string, string>][] = [
    ['no challenge', {}],
    ['an empty challenge', { 'ocapi-challenge-id': '' }],
    ['a path', { 'ocapi-challenge-id': '../../state/aPublicID/0123456789abcdef' }],
    ['a list', { 'ocapi-challenge-id[]': '0123456789abcdef' }],
    ['a line more', { 'ocapi-challenge-id': '0123456789abcdef\n' }],
  ]
  for (const [name, fields] of strange) {
    test(`refuses ${name}, also when it fails open`, async () => {
      for (const failsOpen of [false, true]) {
        const { status, page } = await (await open({ failsOpen })).send(fields)
        assert.equal(status, 422)
        assert.ok(page.includes(unanswered), page)
      }
    })
  }

  // While the service was down, a form without an id got "not answered", though there was nothing to
  // answer. The example now asks the service in both cases.
  test('refuses while the service is down, and says so with and without a challenge', async () => {
    const site = await open()
    await stub.stop()
    for (const fields of [{ 'ocapi-challenge-id': randomUUID() }, {}]) {
      const { status, page } = await site.send(fields)
      assert.equal(status, 422)
      assert.ok(page.includes(unchecked), page)
    }
  })

  test('shows a sentence in the place of a challenge that does not load', async () => {
    const { origin } = await open()
    assert.match(
      await (await fetch(origin)).text(),
      />The challenge is loading\. If nothing appears/,
    )
  })

  test('accepts each challenge once while the service is down, if set to fail open', async () => {
    const site = await open({ failsOpen: true })
    await stub.stop()
    assert.equal((await site.send({})).status, 200)
    const fields = { 'ocapi-challenge-id': randomUUID() }
    assert.equal((await site.send(fields)).status, 200)
    assert.equal((await site.send(fields)).status, 422)
  })

  for (const [name, wrong] of [
    ['private id', { privateId: 'another' }],
    ['client id', { clientId: 'another' }],
  ] as const) {
    test(`refuses and says that the site is at fault when its ${name} is wrong, also when it fails open`, async () => {
      const site = await open({ ...wrong, failsOpen: true })
      const { status, page } = await site.send({ 'ocapi-challenge-id': addChallenge('validated') })
      assert.equal(status, 422)
      assert.match(page, /tell the people who run this site/)
    })
  }

  test('escapes what the visitor typed, and does not use up the challenge when another field is wrong', async () => {
    const site = await open()
    const fields = { 'ocapi-challenge-id': addChallenge('validated') }
    const email = '"><script>alert(1)</script>'
    const { status, page } = await site.send({ ...fields, email })
    assert.equal(status, 422)
    assert.ok(!page.includes('<script>alert'))
    assert.match(page, /value="&quot;&gt;&lt;script&gt;/)
    assert.equal((await site.send(fields)).status, 200)
  })

  test('prints the integrity value that the service publishes', async () => {
    const { stdout } = await promisify(execFile)('/usr/bin/php', ['examples/php/integrity.php'], {
      cwd: new URL('../..', import.meta.url),
      env: { INCIPIT_URL: stub.origin },
    })
    const stable = stub.payloads.find(({ release }) => release.version === '0.4.2')
    assert.equal(stdout.trim(), stable?.integrity)
  })
})
