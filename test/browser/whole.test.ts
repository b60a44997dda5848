import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import {
  findStablePayload,
  lookInside,
  openBuilt,
  openService,
  type ServiceFixture,
} from '../setup/service.ts'
import { launchBrowser } from './shared-browser.ts'
import { startPhp, type PhpSite } from './php-site.ts'

const PATIENCE_MS = 60_000

describe('a challenge from page to site’s server', () => {
  let service: ServiceFixture
  let browser: Browser
  let url: string
  let integrity: string

  before(async () => {
    service = await openService({ ...(await openBuilt()) })
    integrity = (await findStablePayload(service)).integrity
    url = await service.app.listen({ port: 0, host: '127.0.0.1' })
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await service.close()
  })

  async function visit(kind: 'transcription' | 'classification'): Promise<[PhpSite, Page]> {
    const { sitekey: clientId, privateId } = service.sites[kind]
    const site = await startPhp({ url, clientId, privateId, integrity })
    const page = await browser.newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    await page.goto(site.origin)
    await page.getByLabel('Email').fill('a@b.example')
    await page.getByRole('button', { name: 'Another challenge' }).waitFor()
    return [site, page]
  }

  async function readChallenge(page: Page) {
    const id = await page.locator('input[name=ocapi-challenge-id]').inputValue()
    return lookInside(service.store, id)
  }

  async function read(page: Page, isRight: boolean): Promise<void> {
    const { items } = await readChallenge(page)
    for (const [index, { label }] of items.entries()) {
      const text = isRight ? (label ?? 'perdrix') : 'quite wrong'
      await page.getByLabel(`Text ${index + 1}`, { exact: true }).fill(text)
    }
    await page.keyboard.press('Enter')
  }

  test('a visitor reads two words, wrongly and then rightly, and the PHP site accepts the form', async () => {
    const [site, page] = await visit('transcription')
    await read(page, false)
    await page.getByText('That was not right. Here is another challenge.').waitFor()
    await read(page, true)
    await page.getByText('That is right, thank you.').waitFor()
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('Thank you. We will write to a@b.example.').waitFor()
    await site.stop()
  })

  test('a visitor chooses pictures, and the PHP site accepts the form', async () => {
    const [site, page] = await visit('classification')
    const { items, keyword } = await readChallenge(page)
    for (const [index, { role, label }] of items.entries()) {
      if (role !== 'known' || label !== keyword) continue
      await page.getByRole('button', { name: `Picture ${index + 1}` }).click()
    }
    await page.getByRole('button', { name: 'Validate' }).click()
    await page.getByText('That is right, thank you.').waitFor()
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('Thank you. We will write to a@b.example.').waitFor()
    await site.stop()
  })

  test('a form without an answer waits for it, and is refused if it is sent all the same', async () => {
    const [site, page] = await visit('transcription')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('Type a text for each picture').waitFor()
    await page.evaluate("document.querySelector('form').submit()")
    await page.getByRole('alert').getByText('was not answered, or not rightly').waitFor()
    await site.stop()
  })
})
