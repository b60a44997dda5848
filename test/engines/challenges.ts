import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callbackAttributes } from '../hcaptcha/site.ts'
import { changeSite } from '../setup/hcaptcha-client.ts'
import { openBuilt, openService, testSettings } from '../setup/service.ts'
import { writeOcapiTag } from './ocapi-tag.ts'
import { answer, pressBox, seeChallenge, solve, waitForCall, waitForToken } from './solve.ts'
import type { EngineStage } from './stage.ts'
import type { Visitor } from './visitor.ts'

/** Tests what becomes of a challenge: kinds, answers, another one, and what a visitor is told. */
export function testChallenges(stage: EngineStage): void {
  const boxOf = (sitekey: string) =>
    `<div id="box" class="h-captcha" data-sitekey="${sitekey}" ${callbackAttributes}></div>`

  // Sooner than the end of all waiting, 20 seconds: WebKit waited so long, and Firefox for policies.
  async function assertUnreachable(visitor: Visitor): Promise<void> {
    await visitor.run('void (window.pressedAtMs = Date.now())')
    await pressBox(visitor)
    await visitor.waitForText('The check cannot be reached. Please try again.')
    assert.equal(await waitForCall(visitor, 'error', '[1]'), 'network-error')
    assert.equal(await visitor.run('Date.now() - pressedAtMs < 15000'), true)
  }

  describe('a challenge', () => {
    test('may ask for pictures of a class, in a box', async () => {
      const { sitekey } = stage.service.sites.classification
      const visitor = await stage.visit({ body: boxOf(sitekey) })
      await solve(visitor, stage)
      assert.match(await waitForToken(visitor), /^P1_/)
    })

    test('may ask for pictures of a class, in Ocapi’s payload', async () => {
      const { classification } = stage.service.sites
      const visitor = await stage.visit(await writeOcapiTag(stage, classification))
      await solve(visitor, stage, async () => {})
      await visitor.waitForText('That is right, thank you. You can send the form.')
    })

    test('that is answered wrongly is followed by one that can be answered rightly', async () => {
      const visitor = await stage.visit({})
      await pressBox(visitor)
      const first = await seeChallenge(visitor, stage)
      await answer(visitor, first, false)
      await visitor.waitForText('That was not right. Here is another challenge.')
      await visitor.waitForFocus('textbox', 'Text 1')
      const second = await seeChallenge(visitor, stage)
      assert.notEqual(second, first)
      await answer(visitor, second)
      await waitForToken(visitor)
    })

    test('can be exchanged for another', async () => {
      const visitor = await stage.visit({})
      await pressBox(visitor)
      const first = await seeChallenge(visitor, stage)
      await visitor.press('button', 'Another challenge')
      await visitor.waitForText('Here is another challenge.')
      const second = await seeChallenge(visitor, stage)
      assert.notEqual(second, first)
      await answer(visitor, second)
      await waitForToken(visitor)
    })

    test('can be reported, and is followed by another', async () => {
      const visitor = await stage.visit({})
      await pressBox(visitor)
      const first = await seeChallenge(visitor, stage)
      // From the last field over the buttons, the ways and the links.
      await visitor.press('textbox', 'Text 2')
      await visitor.pressKeys(...Array.from({ length: 8 }, () => 'Tab'), 'Enter')
      await visitor.waitFor('button', 'Nobody can read it')
      await visitor.pressKeys('Tab', 'Tab', 'Enter')
      await visitor.waitForText('Thank you. Here is another challenge.')
      assert.notEqual(await seeChallenge(visitor, stage), first)
    })
  })

  describe('a visitor is told', () => {
    test('that the time of a pass is over, and can check again', async () => {
      const short = { settings: { ...testSettings, tokenTtlMs: 1_000 } }
      const service = await openService({ ...(await openBuilt()), ...short })
      const origin = await service.app.listen({ port: 0, host: '127.0.0.1' })
      const { sitekey } = service.sites.transcription
      await changeSite(service.store, service.sites.transcription, { mode: 'invisible' })
      const visitor = await stage.visit({}, { origin, sitekey })
      await pressBox(visitor)
      await waitForToken(visitor)
      await waitForCall(visitor, 'expired')
      await visitor.waitForText('Time is up. Please check again.')
      await visitor.run('void (calls.length = 0)')
      await pressBox(visitor)
      await waitForToken(visitor)
      await service.close()
    })

    test('that the service does not know the page’s sitekey', async () => {
      const visitor = await stage.visit({ body: boxOf('nobody') })
      await pressBox(visitor)
      await visitor.waitForText('Not set up for this page. Please tell the site’s owner.')
      assert.equal(await waitForCall(visitor, 'error', '[1]'), 'invalid-data')
    })

    test('that the service cannot be reached by a box', async () => {
      const service = await openService(await openBuilt())
      const origin = await service.app.listen({ port: 0, host: '127.0.0.1' })
      const { sitekey } = service.sites.transcription
      const visitor = await stage.visit({}, { origin, sitekey })
      await visitor.waitFor('checkbox', 'I am human')
      await service.close()
      await assertUnreachable(visitor)
    })

    test('that the policy of the page forbids the challenge', async () => {
      const { origin, sitekey } = stage
      const policy = `default-src 'self' 'unsafe-inline' 'unsafe-eval' ${origin}; frame-src 'self'`
      const visitor = await stage.visit({ policy }, { origin, sitekey })
      await visitor.waitFor('checkbox', 'I am human')
      await assertUnreachable(visitor)
    })

    test('that the service does not answer Ocapi’s payload', async () => {
      const service = await openService(await openBuilt())
      const origin = await service.app.listen({ port: 0, host: '127.0.0.1' })
      const visitor = await stage.visit(
        await writeOcapiTag({ service, origin }, service.sites.transcription),
      )
      await visitor.type('Text 1', 'perdrix')
      await visitor.type('Text 2', 'perdrix')
      await service.close()
      await visitor.press('button', 'Validate')
      await visitor.waitForText('The challenge service does not answer.')
      await visitor.waitFor('button', 'Try again')
    })
  })
}
