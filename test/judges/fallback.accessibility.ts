import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { fallbackPages } from '../setup/fallback-client.ts'
import { engines, faultsIn, judge } from './engines.ts'
import type { Look } from './looks.ts'
import { judgedKinds, setJudgesStage } from './stage.ts'

const patienceMs = 60_000
const testSitekey = '10000000-ffff-ffff-ffff-000000000001'
const looks: Readonly<Record<string, Look>> = {
  light: {},
  'dark, in Arabic, at 320 pixels': {
    colorScheme: 'dark',
    language: 'ar',
    viewport: { width: 320, height: 640 },
  },
}

describe('what three engines say of the page without JavaScript', () => {
  // The policy of these pages would keep scripts out, and the engines are scripts.
  const stage = setJudgesStage({ bypassCSP: true })

  async function open(sitekey: string, look: Look): Promise<Page> {
    const page = await (await stage.contextFor(look)).newPage()
    page.setDefaultTimeout(patienceMs)
    await page.goto(`${stage.origin}${fallbackPages.hcaptcha}${sitekey}`)
    return page
  }

  const faultsOf = async (page: Page) => faultsIn(await judge(page))

  for (const [name, look] of Object.entries(looks)) {
    for (const kind of judgedKinds)
      test(`a challenge of the kind ${kind}, asked and half answered, has no fault, ${name}`, async () => {
        const page = await open(stage.sites[kind].sitekey, look)
        assert.deepEqual(await faultsOf(page), [])
        await page.evaluate('document.querySelector("form").noValidate = true')
        await page.locator('.send').click()
        await page.locator('.wrong').waitFor()
        await page.locator('summary').click()
        assert.deepEqual(await faultsOf(page), [])
        await page.close()
      })

    test(`a code, and a refusal, have no fault, ${name}`, async () => {
      for (const sitekey of [testSitekey, 'nobody']) {
        const page = await open(sitekey, look)
        assert.deepEqual(await faultsOf(page), [])
        await page.close()
      }
    })
  }

  test('each engine finds fields without names, where they are planted', async () => {
    const page = await open(stage.sites.transcription.sitekey, {})
    await page.evaluate('for (const label of document.querySelectorAll("label")) label.remove()')
    for (const [name, engine] of Object.entries(engines))
      assert.notDeepEqual(faultsIn(await engine(page)), [], name)
    await page.close()
  })
})
