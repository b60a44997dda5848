import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { SiteMode } from '../../src/model/site.ts'
import { writeOcapiTag } from './ocapi-tag.ts'
import { callbackAttributes, type PageParts } from '../hcaptcha/site.ts'
import { changeSite } from '../setup/hcaptcha-client.ts'
import { ocapiClient } from '../setup/ocapi-client.ts'
import { solve, waitForToken } from './solve.ts'
import type { EngineStage } from './stage.ts'
import type { Visitor } from './visitor.ts'

/** Tests every contract from the press to the token, and to what the site’s server is told of it. */
export function testContracts(stage: EngineStage): void {
  const box = (name: string, attributes = '') =>
    `<div class="${name}" data-sitekey="${stage.sitekey}" ${callbackAttributes} ${attributes}></div>`
  const go = (expression: string) => `<button type="button" onclick="${expression}">Go</button>`

  type Case = {
    page: () => PageParts
    address: string
    begin?: (visitor: Visitor) => Promise<void>
  }
  const pressGo = (visitor: Visitor) => visitor.press('button', 'Go')
  const cases: Readonly<Record<string, Case>> = {
    'hCaptcha’s checkbox': { page: () => ({}), address: '/siteverify' },
    'hCaptcha’s invisible box': {
      page: () => ({ body: box('h-captcha', 'data-size="invisible"') + go('hcaptcha.execute()') }),
      address: '/siteverify',
      begin: pressGo,
    },
    'reCAPTCHA’s checkbox': {
      page: () => ({ path: '/recaptcha/api.js', body: box('g-recaptcha') }),
      address: '/recaptcha/api/siteverify',
    },
    'reCAPTCHA v3': {
      page: () => ({
        path: '/recaptcha/api.js',
        query: `?render=${stage.sitekey}`,
        body: go(`grecaptcha.execute('${stage.sitekey}', { action: 'send' }).then(on_callback)`),
      }),
      address: '/recaptcha/api/siteverify',
      begin: pressGo,
    },
    Turnstile: {
      page: () => ({ path: '/turnstile/v0/api.js', body: box('cf-turnstile') }),
      address: '/turnstile/v0/siteverify',
    },
  }

  describe('from the press to siteverify', () => {
    before(() => setMode(stage, 'always'))
    for (const [name, { page, address, begin }] of Object.entries(cases))
      test(`${name} gives a token that is taken once`, async () => {
        const visitor = await stage.visit(page())
        await solve(visitor, stage, begin && (() => begin(visitor)))
        const token = await waitForToken(visitor)
        assert.equal((await verify(stage, address, token))['success'], true)
        assert.equal((await verify(stage, address, token))['success'], false)
      })
  })

  test('Ocapi’s payload 0.4.2 leads to a challenge whose state is validated', async () => {
    const { transcription } = stage.service.sites
    const visitor = await stage.visit(await writeOcapiTag(stage, transcription))
    await solve(visitor, stage, async () => {})
    await visitor.waitForText('That is right, thank you. You can send the form.')
    const id = String(
      await visitor.run(`document.querySelector('[name=ocapi-challenge-id]').value`),
    )
    const { state } = (await ocapiClient(stage.service, transcription).readState(id)).json<{
      state: string
    }>()
    assert.equal(state, 'validated')
  })
}

async function setMode({ service }: EngineStage, mode: SiteMode): Promise<void> {
  await changeSite(service.store, service.sites.transcription, { mode })
}

async function verify(
  { origin, secret }: EngineStage,
  address: string,
  response: string,
): Promise<Readonly<Record<string, unknown>>> {
  const body = new URLSearchParams({ secret, response })
  const reply = await fetch(origin + address, { method: 'POST', body })
  return (await reply.json()) as Readonly<Record<string, unknown>>
}
