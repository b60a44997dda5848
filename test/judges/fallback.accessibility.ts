import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Site } from '../../src/model/site.ts'
import { launchBrowser } from '../browser/shared-browser.ts'
import { fillSpoken, settingsForSpoken } from '../kinds/audio/spoken.ts'
import { fallbackPages } from '../setup/fallback-client.ts'
import { openBuilt, openService, type ServiceFixture } from '../setup/service.ts'
import { judgeWithAlfa } from './alfa.ts'
import { judgeWithAxe } from './axe.ts'
import { isExplained } from './explained.ts'
import type { Finding } from './finding.ts'
import { judgeWithIbm } from './ibm.ts'

const patienceMs = 60_000
const testSitekey = '10000000-ffff-ffff-ffff-000000000001'
const engines = [judgeWithAxe, judgeWithIbm, judgeWithAlfa]
const looks: Readonly<Record<string, BrowserContextOptions>> = {
  light: {},
  'dark, in Arabic, at 320 pixels': {
    colorScheme: 'dark',
    locale: 'ar',
    viewport: { width: 320, height: 640 },
  },
}

describe('what three engines say of the page without JavaScript', () => {
  let service: ServiceFixture
  let spoken: Site
  let url: string
  let browser: Browser
  before(async () => {
    const built = await openBuilt()
    service = await openService((store) => ({ ...built, ...settingsForSpoken(store) }))
    spoken = await fillSpoken(service.store)
    url = await service.app.listen({ port: 0, host: '127.0.0.1' })
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await service.close()
  })

  // The page has no script of its own; the engines are scripts, and its policy would keep them out.
  async function open(sitekey: string, look: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext({ locale: 'en', ...look, bypassCSP: true })
    const page = await context.newPage()
    page.setDefaultTimeout(patienceMs)
    await page.goto(`${url}${fallbackPages.hcaptcha}${sitekey}`)
    return page
  }

  async function faultsOf(page: Page): Promise<Finding[]> {
    const findings: Finding[] = []
    for (const engine of engines) findings.push(...(await engine(page)))
    return findings.filter((one) => one.is === 'fault' && !isExplained(one))
  }

  for (const [name, look] of Object.entries(looks)) {
    for (const kind of ['transcription', 'classification', 'audio'] as const)
      test(`a challenge of the kind ${kind}, asked and half answered, has no fault, ${name}`, async () => {
        const page = await open((kind === 'audio' ? spoken : service.sites[kind]).sitekey, look)
        assert.deepEqual(await faultsOf(page), [])
        await page.evaluate('document.querySelector("form").noValidate = true')
        await page.locator('.send').click()
        await page.locator('.wrong').waitFor()
        await page.locator('summary').click()
        assert.deepEqual(await faultsOf(page), [])
        await page.context().close()
      })

    test(`a code, and a refusal, have no fault, ${name}`, async () => {
      for (const sitekey of [testSitekey, 'nobody']) {
        const page = await open(sitekey, look)
        assert.deepEqual(await faultsOf(page), [])
        await page.context().close()
      }
    })
  }

  test('each engine finds fields without names, where they are planted', async () => {
    const page = await open(service.sites.transcription.sitekey, {})
    await page.evaluate('for (const label of document.querySelectorAll("label")) label.remove()')
    for (const engine of engines) assert.ok((await engine(page)).some(({ is }) => is === 'fault'))
  })
})
