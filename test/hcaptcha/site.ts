import assert from 'node:assert/strict'
import { after, afterEach, before } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { launchBrowser } from '../browser/shared-browser.ts'
import { startPartner, type Partner } from '../browser/partner.ts'
import { openBuilt, openService, type ServiceFixture } from '../setup/service.ts'

const PATIENCE_MS = 30_000

/** A service and a site of another origin whose page has our script and nothing else. */
export type Scene = {
  service: ServiceFixture
  /** Origin of the service. */
  origin: string
  partner: Partner
  sitekey: string
  /** What pages said on their consoles as errors, but for failed requests; each test ends with none it did not expect. */
  complaints: string[]
  /** Opens a page; `told` on it is a list of what the callbacks were called with. */
  open: (page: SitePage) => Promise<Page>
}

/** A page of the site: what it is made of, and how it is opened. */
export type SitePage = {
  /** What stands in the form. */
  body?: string
  /** Query of the script's address, with its `?`. */
  query?: string
  /** Scripts that run before ours. */
  first?: string
  html?: string
  head?: string
  policy?: string
  headers?: Readonly<Record<string, string>>
  context?: BrowserContextOptions
  prepare?: (page: Page) => Promise<unknown>
}

/** Functions of the page that the callbacks are, by name, and the list they write. */
const tellers = `window.told = []
for (const name of ['callback', 'expired', 'chalexpired', 'error', 'open', 'close', 'loaded'])
  window['on_' + name] = (...values) => told.push([name, ...values])
window.tellers = { callback: on_callback, 'expired-callback': on_expired, 'chalexpired-callback': on_chalexpired,
  'error-callback': on_error, 'open-callback': on_open, 'close-callback': on_close }`

/** Attributes that call the tellers. */
export const tellingAttributes = [
  'data-callback="on_callback"',
  ...['expired', 'chalexpired', 'error', 'open', 'close'].map(
    (name) => `data-${name}-callback="on_${name}"`,
  ),
].join(' ')

/** Sets up a scene for the tests of one file. */
export function setScene(): Scene {
  const scene = { complaints: [] as string[] } as Scene
  let browser: Browser

  before(async () => {
    scene.service = await openService({ ...(await openBuilt()) })
    scene.origin = await scene.service.app.listen({ port: 0, host: '127.0.0.1' })
    scene.sitekey = scene.service.sites.transcription.sitekey
    scene.partner = await startPartner()
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await scene.partner.stop()
    await scene.service.close()
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    assert.deepEqual(scene.complaints.splice(0), [])
  })

  scene.open = async ({ body, query = '', first = '', context, prepare, ...rest }) => {
    const page = await (await browser.newContext(context)).newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        scene.complaints.push(message.text())
    })
    page.on('pageerror', (error) => scene.complaints.push(error.message))
    scene.partner.page = {
      script: `<script src="/tellers.js"></script>${first}<script src="${scene.origin}/1/api.js${query}"></script>`,
      placeholder:
        body ??
        `<div id="box" class="h-captcha" data-sitekey="${scene.sitekey}" ${tellingAttributes}></div>`,
      files: { '/tellers.js': tellers },
      ...rest,
    }
    await prepare?.(page)
    await page.goto(scene.partner.origin)
    return page
  }
  return scene
}

/** What the page's callbacks were called with, in order. */
export function toldOf(page: Page): Promise<unknown[][]> {
  return page.evaluate('told')
}

/** Waits until a callback was called, and gives what it was called with, behind its name. */
export async function untilTold(page: Page, name: string): Promise<unknown[]> {
  // A function, as a text could not be worked out under a strict policy of the page.
  const handle = await page.waitForFunction(
    (wanted) => (globalThis as unknown as { told: unknown[][] }).told.find(([is]) => is === wanted),
    name,
  )
  return (await handle.jsonValue()) ?? []
}
