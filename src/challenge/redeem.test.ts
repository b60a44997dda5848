import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, beforeEach, describe, test } from 'node:test'
import { addSecret, changeSite } from '../../test/setup/hcaptcha-client.ts'
import { openService, type ServiceFixture } from '../../test/setup/service.ts'
import { openActiveSecrets } from '../defence/active-secret.ts'
import { openSigner } from '../defence/signer.ts'
import type { Site } from '../model/site.ts'
import { redeemToken, type RedeemContext, type TokenClaim, type TokenRefusal } from './redeem.ts'
import { giveToken } from '../../test/setup/give-token.ts'
import { readToken, type Token } from './token.ts'

const ttlMs = 120_000

describe('redeeming a token', () => {
  let service: ServiceFixture
  let site: Site
  let secret: string
  let now: number
  let context: RedeemContext & Parameters<typeof giveToken>[0]
  before(async () => {
    service = await openService()
    site = service.sites.transcription
    secret = await addSecret(service.store, site)
    const { sites, keys, tickets, secrets } = service.store
    const clock = (): number => now
    const signer = openSigner({ keys, random: randomBytes })
    const findActiveSecret = openActiveSecrets({ secrets, clock })
    const settings = { tokenTtlMs: ttlMs }
    context = { sites, tickets, clock, signer, findActiveSecret, random: randomBytes, settings }
  })
  beforeEach(() => (now = Date.UTC(2026, 0, 1)))
  after(() => service.close())

  const claim = async (contract = 'this'): Promise<TokenClaim> => {
    const record = { contract, host: null, passedAtMs: now, key: 'k', score: 0, reasons: [] }
    const text = await giveToken(context, site.sitekey, record)
    const read = await readToken(context, contract, text)
    assert.ok('token' in read)
    return { contract, token: read.token, secret, sitekey: site.sitekey, hasAddress: true }
  }
  const redeem = async (made: TokenClaim): Promise<TokenRefusal | null> => {
    const redemption = await redeemToken(context, made)
    return 'refused' in redemption ? redemption.refused : null
  }

  test('says whose it was and what it was worth, once', async () => {
    const made = await claim()
    const redemption = await redeemToken(context, made)
    assert.ok('redeemed' in redemption)
    assert.equal(redemption.redeemed.site.sitekey, site.sitekey)
    assert.equal(redemption.redeemed.record.key, 'k')
    assert.equal(await redeem(made), 'already redeemed')
  })

  test('can be undone, and then done again once', async () => {
    const made = await claim()
    const redemption = await redeemToken(context, made)
    assert.ok('redeemed' in redemption)
    await redemption.redeemed.giveBack()
    assert.equal(await redeem(made), null)
    assert.equal(await redeem(made), 'already redeemed')
  })

  test('reports the first fault and uses nothing up', async () => {
    const made = await claim()
    const foreign = await addSecret(service.store, service.sites.classification)
    const faults: [TokenRefusal, Partial<TokenClaim>][] = [
      ['foreign site', { sitekey: 'another', secret: 'none' }],
      ['unknown secret', { secret: 'none' }],
      ['foreign secret', { secret: foreign }],
    ]
    for (const [reason, change] of faults)
      assert.equal(await redeem({ ...made, ...change }), reason)
    await changeSite(service.store, site, { needsRemoteIp: true })
    assert.equal(await redeem({ ...made, hasAddress: false }), 'no address')
    await changeSite(service.store, site, { needsRemoteIp: false })
    assert.equal(await redeem(made), null)
    now += ttlMs
    assert.equal(await redeem(made), 'expired')
  })

  // A token of the previous version does not name its contract itself; its record does.
  test('leaves to its contract what another asks for', async () => {
    const made = await claim()
    assert.equal(await redeem({ ...made, contract: 'that' }), 'foreign contract')
    assert.equal(await redeem(made), null)
  })

  test('takes a token that names no contract itself, as the version before gave them', async () => {
    const id = randomBytes(24)
    const expiresAtMs = now + ttlMs
    const claims = Buffer.from(`${site.sitekey}.${expiresAtMs.toString(36)}.`)
    const head = `P1_${Buffer.concat([claims, id]).toString('base64url')}`
    const read = await readToken(context, 'this', `${head}.${await context.signer.sign(head)}`)
    const token: Token = { sitekey: site.sitekey, id: id.toString('hex'), expiresAtMs }
    assert.deepEqual(read, { token })
  })
})
