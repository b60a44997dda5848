import assert from 'node:assert/strict'
import { after, afterEach, before } from 'node:test'
import type { Browser, BrowserContext, Page, Route } from 'playwright-core'
import { launchBrowser } from '../browser/shared-browser.ts'
import { startPartner, type Partner } from '../browser/partner.ts'
import { bundleClient } from './bundle.ts'
import { redeem, startService, type Listening } from './service.ts'
import { logErrors } from '../browser/log-errors.ts'

const PATIENCE_MS = 30_000

/** The hosts that some clients have fixed in their source, and one for clients that accept a name but no port. */
const mappedHosts = new Set([
  'hcaptcha.com',
  'js.hcaptcha.com',
  'www.google.com',
  'recaptcha.net',
  'captcha.example',
])

/** A service, a browser, and pages of another origin that use a published client. */
export type Bench = Listening & {
  /** Errors on a page's console, and requests to origins that are not ours; each test ends with none. */
  complaints: string[]
  /** Opens the page of `clients/NAME.js`; `settings` reach it as `window.bench`, beside `origin` and `sitekey`. */
  open: (name: string, settings?: Settings) => Promise<Page>
  /** Sends a token to siteverify, hCaptcha's or that of another address, as the site's server does. */
  redeem: (token: unknown, address?: string) => Promise<Readonly<Record<string, unknown>>>
}

type Settings = {
  /** The page's own markup beside the element `app`. */
  markup?: string
  prepare?: (page: Page) => Promise<unknown>
  [name: string]: unknown
}

/** Sets up a bench for the tests of one file. */
export function setBench(): Bench {
  const bench = { complaints: [] as string[] } as Bench
  let browser: Browser
  let partner: Partner

  before(async () => {
    Object.assign(bench, await startService())
    partner = await startPartner()
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await partner.stop()
    await bench.service.close()
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    assert.deepEqual(bench.complaints.splice(0), [])
  })

  bench.redeem = (token, address) => redeem(bench, token, address)
  bench.open = async (name, { markup = '', prepare, ...settings } = {}) => {
    const { origin, sitekey } = bench
    const context = await browser.newContext()
    await mapHosts(context, origin)
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    listenTo(page, bench.complaints, [origin, partner.origin])
    const known = JSON.stringify({ origin, sitekey, ...settings })
    partner.page = {
      script: `<script>window.calls = []; window.bench = ${known}</script>`,
      placeholder: `<div id="app"></div>${markup}<script>${await bundleClient(name)}</script>`,
    }
    await prepare?.(page)
    await page.goto(partner.origin, { waitUntil: 'domcontentloaded' })
    return page
  }
  return bench
}

// Does what a DNS record and a certificate for the host would do.
function mapHosts(context: BrowserContext, origin: string): Promise<unknown> {
  return context.route(
    (url) => mappedHosts.has(url.host),
    async (route) => {
      try {
        await forward(route, origin)
      } catch {
        // An open page reports this on its console. A page that is being closed may still have had a request open.
        await route.abort().catch(() => {})
      }
    },
  )
}

async function forward(route: Route, origin: string): Promise<void> {
  const request = route.request()
  const { pathname, search } = new URL(request.url())
  const { host: _, ...headers } = await request.allHeaders()
  const response = await route.fetch({ url: origin + pathname + search, headers })
  await route.fulfill({ response })
}

function listenTo(page: Page, complaints: string[], origins: readonly string[]): void {
  logErrors(page, complaints)
  page.on('request', (request) => {
    const { origin, host, protocol } = new URL(request.url())
    const isOurs = origins.includes(origin) || mappedHosts.has(host) || !protocol.startsWith('http')
    if (!isOurs) complaints.push(`asked ${request.url()}`)
  })
}

/** Waits until the page's client has called the callback of that name, and gives the values it passed. */
export async function waitForCall(page: Page, name: string): Promise<unknown[]> {
  const call = await page.waitForFunction(`calls.find(([name]) => name === '${name}')`)
  const [, ...rest] = (await call.jsonValue()) as unknown[]
  return rest
}

/** How often the page's client has called the callback of that name. */
export function countCalls(page: Page, name: string): Promise<number> {
  return page.evaluate(`calls.filter(([name]) => name === '${name}').length`)
}

/** Forgets the calls so far. */
export function clearCalls(page: Page): Promise<void> {
  return page.evaluate('void (calls.length = 0)')
}
