import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { bundle, type Publish } from '../../build.ts'
import { openContracts } from '../../src/http/app.ts'
import { openBuild, type Build } from '../../src/http/published-files.ts'
import type { ScriptReleases } from '../../src/wire/script.ts'
import { listen, type Listening } from '../browser/listen.ts'
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
import { logErrors } from '../browser/log-errors.ts'

const PATIENCE_MS = 60_000

const dist = openBuild(new URL('../../dist/', import.meta.url))

/** The contract's line in the table of `build.ts`. */
const publishVisa: Publish = async () => {
  const { frame } = JSON.parse(String(await dist.read('1/releases.json'))) as ScriptReleases
  const where = { FRAME_PATH: JSON.stringify(frame.path) }
  return new Map([['visa/box.js', await bundle('test/contracts/visa/widget/entry.ts', where)]])
}

/** The build, with the script of the contract added. */
async function openBuildWithVisa(): Promise<Build> {
  const { read, kept } = dist
  const files = await publishVisa()
  return { kept, read: async (path) => Buffer.from(files.get(path) ?? (await read(path))) }
}

describe('a page of a third contract', () => {
  const complaints: string[] = []
  let service: ServiceFixture
  let partner: Listening
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
    partner = await listen(createServer(servePartner), 0)
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await partner.close()
    await service.close()
    assert.deepEqual(complaints, [])
  })

  // The path of the page names the contract that opens the frame; without one it is the box's own.
  const servePartner = (request: IncomingMessage, response: ServerResponse): void => {
    const contract = request.url?.slice(1) ?? ''
    const place = `<div data-visa-site="${service.sites.transcription.sitekey}" data-visa-framed="${contract}"></div>`
    response.setHeader('content-type', 'text/html')
    response.end(
      `<!doctype html><html lang="en"><title>Partner</title><link rel="icon" href="data:,"><form>${place}</form><script src="${url}/visa/box.js"></script></html>`,
    )
  }

  /** Answers the page's challenge, rightly or wrongly. */
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
    logErrors(page, complaints, { hasRequests: false })
    await page.goto(`${url}/demo?contract=visa`)
    return page
  }
  /** Opens a partner's page whose box opens the challenge's frame, as this contract or another. */
  async function openFramed(contract: string): Promise<Page> {
    const page = await open()
    await page.goto(`${partner.origin.replace('127.0.0.1', 'partner.localhost')}/${contract}`)
    return page
  }
  const fieldOf = (page: Page): Promise<string> => page.locator('input[name=visa]').inputValue()

  test('gets a visa for a challenge, which its server accepts once', async () => {
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
    const verdict = await (await fetch(`${url}/siteverify`, { method: 'POST', body })).json()
    assert.deepEqual(verdict, { success: false, 'error-codes': ['invalid-input-response'] })
    const reply = await fetch(`${url}/visa/check`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key, visa }),
    })
    assert.equal(((await reply.json()) as { good: boolean }).good, true)
    await page.close()
  })

  // The frame's requests used to name no contract, so its challenges were always hCaptcha's.
  test('opens the challenge’s frame, whose passes are then visas', async () => {
    const page = await openFramed('')
    await page.getByRole('button', { name: 'Get a visa' }).click()
    const frame = page.frameLocator('iframe')
    const address = await frame.locator('img').first().getAttribute('src')
    const challengeId = /picture\/([^/]+)/.exec(address ?? '')?.[1] ?? ''
    const { answers } = answerTo(await lookInside(service.store, challengeId), true) as {
      answers: Record<string, string>
    }
    for (const [index, text] of Object.values(answers).entries())
      await frame.getByLabel(`Text ${index + 1}`, { exact: true }).fill(text)
    await page.keyboard.press('Enter')
    await page.locator('input[name=visa][value^=P1_]').waitFor({ state: 'attached' })

    const { sitekey } = service.sites.transcription
    const readAs = (contract: string) =>
      service.store.answers.readVerdict({ contract, sitekey, challengeId }, 300_000)
    assert.deepEqual([await readAs('hcaptcha'), await readAs('visa')], [null, 'pass'])
    const payload = { key, visa: await fieldOf(page) }
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const form = String(new URLSearchParams({ secret: key, response: payload.visa }))
    const asked = { method: 'POST', url: '/siteverify', headers, payload: form } as const
    const refused = (await service.app.inject(asked)).json<{ success: boolean }>()
    assert.equal(refused.success, false)
    const reply = await service.app.inject({ method: 'POST', url: '/visa/check', payload })
    assert.equal(reply.json<{ good: boolean }>().good, true)
    await page.close()
  })

  test('gets no visa from a frame that it opens as a contract without tokens', async () => {
    const page = await openFramed('nobody')
    await page.getByRole('button', { name: 'Get a visa' }).click()
    await page.getByText('No visa: invalid-data').waitFor()
    assert.equal(await fieldOf(page), '')
    assert.match(complaints.splice(0).join(), /400.*No contract of this name/s)
    await page.close()
  })

  // `test/contracts/visa.test.ts` tests that nothing else names it.
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
      'widget/framed.ts',
      'widget/source.ts',
    ])
  })
})
