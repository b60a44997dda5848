import assert from 'node:assert/strict'
import { after, afterEach, before } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { launchBrowser } from '../browser/shared-browser.ts'
import { startPartner, type Partner, type PartnerPage } from '../browser/partner.ts'
import { openBuilt, openService, type ServiceFixture } from '../setup/service.ts'
import { logErrors } from '../browser/log-errors.ts'

const PATIENCE_MS = 30_000

/** A service, and a site of another origin whose page has only our script. */
export type Scene = {
  service: ServiceFixture
  /** Origin of the service. */
  origin: string
  partner: Partner
  sitekey: string
  /** Errors on the pages' consoles, except failed requests; a test that expects some removes them before it ends. */
  complaints: string[]
  /** Opens a page; its global `calls` lists the callbacks that were called, with their values. */
  open: (page: SitePage) => Promise<Page>
}

/** What a page of the site has. */
export type PageParts = {
  /** The content of the form. */
  body?: string
  /** The path of the script; hCaptcha's if absent. */
  path?: string
  /** Query of the script's address, with its `?`. */
  query?: string
  /** Script elements before ours. */
  first?: string
  html?: string
  head?: string
  policy?: string
  headers?: Readonly<Record<string, string>>
  write?: (page: PartnerPage) => string
  /** Scripts of the page’s own, by their path. */
  files?: Readonly<Record<string, string>>
}

/** A page of the site, and how it is opened. */
export type SitePage = PageParts & {
  context?: BrowserContextOptions
  prepare?: (page: Page) => Promise<unknown>
}

/** The page's script: functions for the callbacks, and the list in which they record their calls. */
const callbacks = `window.calls = []
for (const name of ['callback', 'expired', 'chalexpired', 'error', 'open', 'close', 'loaded'])
  window['on_' + name] = (...values) => calls.push([name, ...values])
window.callbacks = { callback: on_callback, 'expired-callback': on_expired, 'chalexpired-callback': on_chalexpired,
  'error-callback': on_error, 'open-callback': on_open, 'close-callback': on_close }`

/** Attributes that name the callbacks. */
export const callbackAttributes = [
  'data-callback="on_callback"',
  ...['expired', 'chalexpired', 'error', 'open', 'close'].map(
    (name) => `data-${name}-callback="on_${name}"`,
  ),
].join(' ')

/** The parts of a page of the site: by default hCaptcha’s script, and a container of a site. */
export function composePage(
  { origin, sitekey }: Pick<Scene, 'origin' | 'sitekey'>,
  { body, path = '/1/api.js', query = '', first = '', files, ...rest }: PageParts,
): PartnerPage {
  return {
    script: `<script src="/callbacks.js"></script>${first}<script src="${origin}${path}${query}"></script>`,
    placeholder:
      body ??
      `<div id="box" class="h-captcha" data-sitekey="${sitekey}" ${callbackAttributes}></div>`,
    files: { '/callbacks.js': callbacks, ...files },
    ...rest,
  }
}

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

  scene.open = async ({ context, prepare, ...parts }) => {
    const page = await (await browser.newContext(context)).newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    logErrors(page, scene.complaints, { hasRequests: false })
    scene.partner.page = composePage(scene, parts)
    await prepare?.(page)
    await page.goto(scene.partner.origin)
    return page
  }
  return scene
}

/** The calls of the page's callbacks, in order. */
export function readCalls(page: Page): Promise<unknown[][]> {
  return page.evaluate('calls')
}

/** Waits until a callback is called, and gives its name followed by the values. */
export async function waitForCall(page: Page, name: string): Promise<unknown[]> {
  // A function, since a strict content policy of the page forbids evaluating a string.
  const handle = await page.waitForFunction(
    (wanted) =>
      (globalThis as unknown as { calls: unknown[][] }).calls.find(([is]) => is === wanted),
    name,
  )
  return (await handle.jsonValue()) ?? []
}
