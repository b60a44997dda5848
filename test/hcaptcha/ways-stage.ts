import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { after, afterEach, before } from 'node:test'
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core'
import type { Site } from '../../src/model/site.ts'
import type { OcapiReleases } from '../../src/wire/ocapi.ts'
import { listen, type Listening } from '../browser/listen.ts'
import { logErrors } from '../browser/log-errors.ts'
import { launchBrowser } from '../browser/shared-browser.ts'
import { fillSpoken, settingsForSpoken } from '../kinds/audio/spoken.ts'
import { changeSite } from '../setup/hcaptcha-client.ts'
import { openBuilt, openService, testSettings, type ServiceFixture } from '../setup/service.ts'
import { findChallenge } from './solve.ts'

const patienceMs = 60_000

/** The names of the ways in English, in the order of the row: by eye, by ear, by neither. */
export const wayNames = ['By eye', 'By ear', 'Without a task']
const tasks = [/^Type the text you read/, /^Listen to each recording/, /^Your device is working/]

/** How a page of the site is opened. */
export type WaysPage = {
  /** With hCaptcha's contract, another one of those with a script of that shape, or a release of Ocapi's payload. */
  contract?: string
  language?: string
  width?: number
  /** Of a game, with Ocapi's payload. */
  rounds?: number
  /** A content policy, in which `{service}` is the service's origin. */
  policy?: string
  prepare?: (page: Page) => Promise<unknown>
}

/** A service with a site that is passed by all three ways, and pages of that site. */
export type WaysStage = {
  service: ServiceFixture
  site: Site
  url: string
  /** Errors on the pages' consoles; a test that expects some removes them before it ends. */
  complaints: string[]
  open: (page?: WaysPage) => Promise<Page>
}

/** Sets up a stage for the tests of one file. */
export function setWaysStage(work = testSettings.work): WaysStage {
  const stage = { complaints: [] as string[] } as WaysStage
  let partner: Listening
  let browser: Browser
  let releases: OcapiReleases['releases']
  before(async () => {
    const built = await openBuilt()
    stage.service = await openService((store) => {
      const own = settingsForSpoken(store)
      return { ...own, ...built, settings: { ...own.settings, work } }
    })
    const { service } = stage
    const spoken = await fillSpoken(service.store)
    const corpora = ['transcription', ...spoken.corpora]
    stage.site = await changeSite(service.store, service.sites.transcription, { corpora })
    const list = await service.app.inject('/ocapi/releases.json')
    releases = list.json<OcapiReleases>().releases
    stage.url = await service.app.listen({ port: 0, host: '127.0.0.1' })
    partner = await listen(createServer(servePage), 0)
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await partner.close()
    await stage.service.close()
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    assert.deepEqual(stage.complaints.splice(0), [])
  })

  function servePage(request: IncomingMessage, response: ServerResponse): void {
    const { searchParams } = new URL(request.url ?? '/', 'http://page')
    const language = searchParams.get('language') ?? 'en'
    const policy = searchParams.get('policy')
    if (policy) response.setHeader('content-security-policy', policy)
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><html lang="${language}"><title>Partner</title>
      <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
      <form><input name="said" aria-label="Said"><button type="reset">Reset</button>
      ${placeOf(searchParams.get('contract') ?? 'hcaptcha', language, searchParams.get('rounds'))}</form></html>`)
  }

  function placeOf(contract: string, language: string, rounds: string | null): string {
    const { site, url } = stage
    const game = rounds ? `data-ocapi-game-mode="${rounds}"` : ''
    const release = releases.find(({ version }) => version === contract)
    if (release) {
      const [name, attribute] =
        contract >= '0.3.2'
          ? ['ocapi-challenge', 'data-ocapi-client']
          : ['captchan-challenge', 'data-captchan-client']
      return `<div id="${name}" ${attribute}="${site.sitekey}" ${game}></div>
        <script nonce="n" src="${url}${release.path}" integrity="${release.integrity}" crossorigin></script>`
    }
    const [name, path] = {
      hcaptcha: ['h-captcha', '/1/api.js'],
      recaptcha: ['g-recaptcha', '/recaptcha/api.js'],
      turnstile: ['cf-turnstile', '/turnstile/v0/api.js'],
    }[contract] ?? ['', '']
    return `<div class="${name}" data-sitekey="${site.sitekey}"></div>
      <script src="${url}${path}?hl=${language}" async defer></script>`
  }

  stage.open = async ({
    contract = 'hcaptcha',
    language = 'en',
    width = 1_000,
    rounds,
    policy,
    prepare,
  } = {}) => {
    const page = await browser.newPage({ viewport: { width, height: 800 } })
    page.setDefaultTimeout(patienceMs)
    logErrors(page, stage.complaints)
    await prepare?.(page)
    const query = new URLSearchParams({ contract, language })
    if (rounds) query.set('rounds', String(rounds))
    if (policy) query.set('policy', policy.replaceAll('{service}', stage.url))
    await page.goto(`${partner.origin}/?${query.toString()}`)
    await page.locator('[name=said]').fill('typed before')
    return page
  }
  return stage
}

/** Where a challenge is: in the dialog, in Ocapi's element, or in the frame that is in that. */
export function placesOf(page: Page): { dialog: FrameLocator; box: Locator; inner: FrameLocator } {
  const box = page.locator('#ocapi-challenge, #captchan-challenge')
  return { dialog: findChallenge(page), box, inner: box.locator('iframe').contentFrame() }
}

/** The button of a way, by its place in the row. */
export function wayButton(place: FrameLocator | Locator, way: number): Locator {
  return place.getByRole('button', { name: wayNames[way] ?? '', exact: true })
}

/** The task of a way, by the place of the way in the row. */
export function taskOf(place: FrameLocator | Locator, way: number): Locator {
  return place.getByText(tasks[way] ?? '')
}

/** Moves the service's clock past the least time of work once a challenge is asked, as it stands still otherwise. */
export function letTimePass(page: Page, { service }: WaysStage): void {
  page.on('response', (response) => {
    if (/\/(api\/)?challenge(\/[^/]+)?$/.test(new URL(response.url()).pathname))
      service.moveClock(testSettings.work.floorSeconds * 1000)
  })
}
