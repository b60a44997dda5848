import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { bundle, type Publish } from '../../build.ts'
import { openContracts } from '../../src/http/app.ts'
import { openBuild, type Build } from '../../src/http/published-files.ts'
import { launchBrowser } from '../browser/shared-browser.ts'
import { addSecret } from '../setup/hcaptcha-client.ts'
import {
  answerTo,
  lookInside,
  openBuilt,
  openService,
  type ServiceFixture,
} from '../setup/service.ts'
import { openVisa } from './visa/server/contract.ts'

const PATIENCE_MS = 60_000

/** The contract's line in the table of `build.ts`. */
const publishVisa: Publish = async () =>
  new Map([['visa/box.js', await bundle('test/contracts/visa/widget/entry.ts', {})]])

/** What was built, and the script of the contract beside it. */
async function openBuildWithVisa(): Promise<Build> {
  const { read, kept } = openBuild(new URL('../../dist/', import.meta.url))
  const files = await publishVisa()
  return { kept, read: async (path) => Buffer.from(files.get(path) ?? (await read(path))) }
}

describe('a page of a third contract', () => {
  const complaints: string[] = []
  let service: ServiceFixture
  let browser: Browser
  let url: string
  let key: string
  before(async () => {
    const shown = { kind: 'transcription', sitekey: '', secret: '' }
    const build = await openBuildWithVisa()
    // The contract's line in the table of `src/http/app.ts`.
    const contracts = [...(await openContracts(build)), await openVisa(build)]
    service = await openService({ ...(await openBuilt()), contracts, demo: [shown] })
    const site = service.sites.transcription
    key = await addSecret(service.store, site)
    Object.assign(shown, { sitekey: site.sitekey, secret: key })
    url = await service.app.listen({ port: 0, host: '127.0.0.1' })
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await service.close()
    assert.deepEqual(complaints, [])
  })

  /** Opens the page and reads what its challenge asks, rightly or wrongly. */
  async function answer(page: Page, isRight: boolean): Promise<void> {
    const id = await challengeOf(page)
    const { answers } = answerTo(await lookInside(service.store, id), isRight) as {
      answers: Record<string, string>
    }
    for (const [index, text] of Object.values(answers).entries())
      await page.getByLabel(`Text ${index + 1}`, { exact: true }).fill(text)
    await page.keyboard.press('Enter')
  }
  async function challengeOf(page: Page): Promise<string> {
    const picture = page.locator('[data-visa-site] img').first()
    const source = await picture.getAttribute('src')
    return /picture\/([^/]+)/.exec(source ?? '')?.[1] ?? ''
  }
  async function open(): Promise<Page> {
    const page = await browser.newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`${url}/demo?contract=visa`)
    return page
  }
  const fieldOf = (page: Page): Promise<string> => page.locator('input[name=visa]').inputValue()

  test('has a challenge, gets a visa for it, and its server takes it once', async () => {
    const page = await open()
    await page.getByLabel('Your name').fill('Ada')
    await answer(page, false)
    await page.getByText('That was not right. Here is another challenge.').waitFor()
    assert.equal(await fieldOf(page), '')
    await answer(page, true)
    await page.getByText('That is right, thank you.').waitFor()
    assert.match(await fieldOf(page), /^P1_/)
    await page.getByRole('button', { name: 'Sign the book' }).click()
    await page.getByText('Thank you, Ada: your signature was taken.').waitFor()
    await page.close()
  })

  test('gets a visa that no other contract redeems', async () => {
    const page = await open()
    await answer(page, true)
    await page.getByText('That is right, thank you.').waitFor()
    const visa = await fieldOf(page)
    const body = new URLSearchParams({ secret: key, response: visa })
    const told = await (await fetch(`${url}/siteverify`, { method: 'POST', body })).json()
    assert.deepEqual(told, { success: false, 'error-codes': ['invalid-input-response'] })
    const reply = await fetch(`${url}/visa/check`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key, visa }),
    })
    assert.equal(((await reply.json()) as { good: boolean }).good, true)
    await page.close()
  })

  // `test/contracts/visa.test.ts` looks that nothing else knows of it.
  test('took its two folders, and a line in each of two tables', () => {
    const cwd = new URL('./visa/', import.meta.url)
    assert.deepEqual(globSync('server/*.ts', { cwd }).toSorted(), [
      'server/check.ts',
      'server/contract.ts',
      'server/demo.ts',
      'server/names.ts',
    ])
    assert.deepEqual(globSync('widget/*.ts', { cwd }).toSorted(), [
      'widget/entry.ts',
      'widget/source.ts',
    ])
  })
})
