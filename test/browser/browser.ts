import { after, afterEach, before, beforeEach } from 'node:test'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { logErrors } from './log-errors.ts'
import { launchBrowser } from './shared-browser.ts'
import { startPartner, type Partner, type PartnerPage } from './partner.ts'
import { startStub, stubSite, type StubService } from './stub-service.ts'

const PATIENCE_MS = 60_000

/** A browser, a partner's site and a service, for the tests of one file. */
export type Stage = {
  stub: StubService
  partner: Partner
  /** Opens the partner's page, by default with the widget of a version. */
  open: (page?: Partial<PartnerPage> & { version?: string } & Opening) => Promise<Page>
  /** Errors on the pages' consoles, except failed requests. */
  complaints: string[]
}

type Opening = {
  /** Attributes that the placeholder has besides its id and client. */
  attributes?: string
  context?: BrowserContextOptions
  prepare?: (page: Page) => Promise<void>
}

/** Opens a browser before the tests of a file and closes everything after them; each test gets a fresh stage. */
export function setStage(): Stage {
  const stage = { complaints: [] as string[] } as Stage
  let browser: Browser

  before(async () => {
    browser = await launchBrowser()
  })
  after(() => browser.close())
  beforeEach(async () => {
    stage.stub = await startStub()
    stage.partner = await startPartner()
    stage.complaints.length = 0
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    await stage.stub.stop()
    await stage.partner.stop()
  })

  stage.open = async ({ version = '0.4.2', attributes = '', context, prepare, ...page } = {}) => {
    stage.partner.page = {
      script: writeTag(stage.stub, version),
      placeholder: `<div id="ocapi-challenge" data-ocapi-client="${stubSite.clientId}" ${attributes}></div>`,
      ...page,
    }
    const opened = await (await browser.newContext(context)).newPage()
    opened.setDefaultTimeout(PATIENCE_MS)
    logErrors(opened, stage.complaints, { hasRequests: false })
    await prepare?.(opened)
    await opened.goto(stage.partner.origin)
    return opened
  }
  return stage
}

/** Stops the clock of a page that is not opened yet; only `clock.fastForward` moves it. */
export async function stopClock(page: Page): Promise<void> {
  const openedAtMs = Date.UTC(2026, 0, 1)
  await page.clock.install({ time: openedAtMs })
  await page.clock.pauseAt(openedAtMs + 3_600_000)
}

/** The tag a site copies to load a payload, with its integrity. */
export function writeTag({ origin, payloads }: StubService, version: string): string {
  const payload = payloads.find(({ release }) => release.version === version)
  if (!payload) throw new Error(`there is no payload ${version}`)
  return `<script type="text/javascript" src="${origin}${payload.path}" integrity="${payload.integrity}" crossorigin="anonymous"></script>`
}

/** Reads a computed style of an element. */
export async function readStyle(element: Locator, property: string): Promise<string> {
  return element.evaluate((node, name) => {
    const view = globalThis as unknown as { getComputedStyle: (of: unknown) => object }
    return String(Reflect.get(view.getComputedStyle(node), name))
  }, property)
}
