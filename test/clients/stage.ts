import assert from 'node:assert/strict'
import { after, afterEach, before } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openProxies } from '../../src/http/proxies.ts'
import { logErrors } from '../browser/log-errors.ts'
import { launchBrowser } from '../browser/shared-browser.ts'
import { startService, type Listening } from '../hcaptcha/service.ts'
import { serveHosts } from './hosts.ts'
import { serviceHost, siteHost, vendorHosts } from './names.ts'

const patienceMs = 60_000

/** A site that uses a published client. */
export type Site = { origin: string; stop: () => Promise<void> }

type Start = (service: Listening) => Promise<Site>

/** A service that answers at the vendors’ hosts, a site at a host of its own, and a browser. */
export type Stage = Listening & {
  /** Opens a page of the site. */
  open: (path: string) => Promise<Page>
  /** Puts another site in the place of the first; the service answers at the named hosts only. */
  replaceSite: (start: Start, names: readonly string[]) => Promise<void>
  /** Errors on the pages’ consoles; each test ends with none. */
  complaints: string[]
}

/** Sets the stage for the tests of one file; `start` starts the site. */
export function setStage(start: Start): Stage {
  const stage = { complaints: [] as string[] } as Stage
  let browser: Browser | null = null
  let stopSite = async (): Promise<void> => {}

  async function startSite(startOne: Start, names: readonly string[]): Promise<void> {
    const site = await startOne(stage)
    stopSite = site.stop
    const origins = names.map((name) => [name, stage.origin] as const)
    const hosts = await serveHosts({ ...Object.fromEntries(origins), [siteHost]: site.origin })
    stopSite = async () => {
      await hosts.stop()
      await site.stop()
    }
  }

  before(async () => {
    Object.assign(stage, await startService({ isTrustedProxy: openProxies('127.0.0.1') }))
    await startSite(start, [...vendorHosts, serviceHost])
  })
  after(async () => {
    await browser?.close()
    await stopSite()
    await stage.service.close()
  })
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close()
    assert.deepEqual(stage.complaints.splice(0), [])
  })
  stage.replaceSite = async (another, names) => {
    await stopSite()
    await startSite(another, names)
  }
  stage.open = async (path) => {
    browser ??= await launchBrowser()
    const page = await (await browser.newContext()).newPage()
    page.setDefaultTimeout(patienceMs)
    logErrors(page, stage.complaints)
    await page.goto(`https://${siteHost}${path}`)
    return page
  }
  return stage
}
