import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { openContracts } from '../../src/http/app.ts'
import type { Site } from '../../src/model/site.ts'
import type { PassBody } from '../../src/wire/api.ts'
import { addSecret, changeSite, hcaptchaClient } from '../setup/hcaptcha-client.ts'
import { jwtOf, ocapiClient } from '../setup/ocapi-client.ts'
import {
  answerTo,
  lookInside,
  openService,
  smallBuild,
  type ServiceFixture,
} from '../setup/service.ts'
import type { Checked } from './visa/server/check.ts'
import { openVisa } from './visa/server/contract.ts'
import { contract, testSite, testVisa } from './visa/server/names.ts'

const root = new URL('../../', import.meta.url)

describe('a third contract', () => {
  let service: ServiceFixture
  let site: Site
  let key: string
  before(async () => {
    const contracts = [...(await openContracts(smallBuild)), await openVisa(smallBuild)]
    service = await openService({ contracts })
    site = service.sites.transcription
    key = await addSecret(service.store, site)
  })
  after(() => service.close())

  const getVisa = async (): Promise<string> => {
    const client = hcaptchaClient(service, site)
    const { challenge_id: id } = await client.getChallenge({ contract })
    const right = answerTo(await lookInside(service.store, id), true)
    return (await client.answer(id, { contract, ...right })).json<{ pass: PassBody }>().pass.token
  }
  const check = async (visa: string, secret = key): Promise<Checked> => {
    const payload = { key: secret, visa }
    return (await service.app.inject({ method: 'POST', url: '/visa/check', payload })).json()
  }

  test('gives its own tokens and redeems each once, with its own replies', async () => {
    const visa = await getVisa()
    assert.deepEqual(await check(visa, 'ES_wrong'), { good: false, why: 'bad-key' })
    const foreign = await addSecret(service.store, service.sites.classification)
    assert.deepEqual(await check(visa, foreign), { good: false, why: 'not-yours' })
    const since = Date.UTC(2026, 0, 1)
    assert.deepEqual(await check(visa), { good: true, for: site.name, since })
    assert.deepEqual(await check(visa), { good: false, why: 'used' })
    assert.deepEqual(await check(`${visa}A`), { good: false, why: 'no-visa' })
  })

  test('has test keys of its own', async () => {
    const payload = { sitekey: testSite, contract }
    const reply = await service.app.inject({ method: 'POST', url: '/api/challenge', payload })
    assert.equal(reply.json().pass.token, testVisa)
    assert.equal((await check(testVisa)).good, true)
    const other = { sitekey: testSite }
    const refused = await service.app.inject({
      method: 'POST',
      url: '/api/challenge',
      payload: other,
    })
    assert.equal(refused.json().error, 'unknown_client')
  })

  test('refuses the token of another contract, and another refuses its own', async () => {
    const client = hcaptchaClient(service, site)
    const [visa, token] = [await getVisa(), (await client.pass()).token]
    assert.deepEqual(await check(token), { good: false, why: 'no-visa' })
    const refused = { success: false, 'error-codes': ['invalid-input-response'] }
    assert.deepEqual(await client.verify({ secret: key, response: visa }), refused)
    assert.equal((await client.verify({ secret: key, response: token })).success, true)
    assert.equal((await check(visa)).good, true)
  })

  test('leaves no state for Ocapi after an answer, and Ocapi leaves none for it', async () => {
    const client = ocapiClient(service, site)
    const { challenge_id: id } = await client.create()
    const right = answerTo(await lookInside(service.store, id), true)
    const payload = { sitekey: site.sitekey, contract, challenge_id: id, ...right }
    const reply = await service.app.inject({ method: 'POST', url: '/api/answer', payload })
    assert.equal((await check(reply.json().pass.token)).good, true)
    assert.equal((await client.readState(id, jwtOf(site))).json().error, 'unknown_challenge')
    const other = await client.create()
    await client.answerRightly(other.challenge_id)
    assert.equal((await client.readState(other.challenge_id)).json().state, 'validated')
  })

  test('gives visas without a challenge if the site’s mode says so, for the lifetime of tokens', async () => {
    await changeSite(service.store, site, { mode: 'invisible' })
    const payload = { sitekey: site.sitekey, contract }
    const reply = await service.app.inject({ method: 'POST', url: '/api/challenge', payload })
    await changeSite(service.store, site, { mode: 'always' })
    service.moveClock(120_000)
    assert.deepEqual(await check(reply.json().pass.token), { good: false, why: 'old' })
  })

  test('is two folders, and a line in each of two tables', () => {
    const filesOf = (part: string): string[] =>
      globSync(`test/contracts/visa/${part}/*.ts`, { cwd: root })
    const tables = ['src/http/app.ts', 'build.ts'].map((file) =>
      readFileSync(new URL(file, root), 'utf8'),
    )
    assert.deepEqual([filesOf('server').length, filesOf('widget').length], [4, 3])
    for (const table of tables) assert.match(table, /ocapi[\s\S]*hcaptcha|hcaptcha[\s\S]*ocapi/i)
  })

  test('is named nowhere outside of its folders', () => {
    const files = globSync('src/**/*.{ts,sql}', { cwd: root })
    assert.ok(files.length > 300)
    const naming = /\bvisa\b/i
    const known = files.filter((file) => naming.test(readFileSync(new URL(file, root), 'utf8')))
    assert.deepEqual(known, [])
  })
})
