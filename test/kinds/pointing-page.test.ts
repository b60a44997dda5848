import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { bundleMore, bundleOcapi, bundlePayload } from '../../build.ts'
import { bundleWords, kindsFolder, wordsFolder } from '../../build/words.ts'
import type { Build } from '../../src/http/published-files.ts'
import { openWords } from '../../src/http/words.ts'
import type { Site } from '../../src/model/site.ts'
import { ocapiReleases } from '../../src/widget/contracts/ocapi/releases.ts'
import { listen, type Listening } from '../browser/listen.ts'
import { launchBrowser } from '../browser/shared-browser.ts'
import { openBuilt, openService, type ServiceFixture } from '../setup/service.ts'
import {
  agreed,
  exportBells,
  fillBells,
  settleBells,
  momentsFor,
  settingsWithPointing,
  visitBells,
} from './bells.ts'
import { logErrors } from '../browser/log-errors.ts'

const root = new URL('../../', import.meta.url)
const patienceMs = 60_000
const stepMs = 50
const [stable] = ocapiReleases

/** The words of a build that includes the kind's folder. */
async function readWords(): Promise<Build> {
  const own = new URL('test/kinds/pointing/widget', root).pathname
  const languages = await bundleWords(wordsFolder, [kindsFolder, own])
  return {
    kept: null,
    read: async (path) => {
      const found = languages.find(
        ({ language }) => path === `words/${language.version}/${language.file}`,
      )
      return found?.bytes ?? Buffer.from(JSON.stringify(languages.map(({ language }) => language)))
    },
  }
}

describe('a page with a challenge of a third kind', () => {
  const complaints: string[] = []
  const scripts = new Map<string, Uint8Array>()
  let service: ServiceFixture
  let site: Site
  let url: string
  let partner: Listening
  let browser: Browser
  let folder: string
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'incipit-bells-'))
    const planted = 'test/kinds/planted/widget/ocapi.ts'
    assert.ok(stable)
    scripts.set('/planted.js', await bundlePayload(planted, stable, await bundleMore()))
    const [ours] = await bundleOcapi()
    scripts.set('/ours.js', ours?.bytes ?? new Uint8Array())
    const built = { ...(await openBuilt()), words: await openWords(await readWords()) }
    service = await openService((store) => ({ ...settingsWithPointing(store), ...built }))
    site = await fillBells(service.store)
    url = await service.app.listen({ port: 0, host: '127.0.0.1' })
    partner = await listen(createServer(servePartner), 0)
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await partner.close()
    await service.close()
    rmSync(folder, { recursive: true })
    assert.deepEqual(complaints, [])
  })

  function servePartner(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', partner.origin)
    const script = scripts.get(pathname)
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8')
    response.end(
      script ??
        `<!doctype html><html lang="${searchParams.get('lang') ?? 'en'}"><title>Partner</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <link rel="icon" href="data:,"><form><div id="ocapi-challenge"
        data-ocapi-client="${site.sitekey}" data-ocapi-base-url="${url}/v2"></div></form>
        <script src="${searchParams.get('script') ?? '/planted.js'}"></script></html>`,
    )
  }

  async function open(query = '', width = 1_000): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 800 } })
    page.setDefaultTimeout(patienceMs)
    logErrors(page, complaints)
    await page.goto(`${partner.origin}/${query}`)
    return page
  }
  const challengeOf = async (page: Page): Promise<string> => {
    const address = await page.locator('audio').first().getAttribute('src')
    return /media\/([^/]+)/.exec(address ?? '')?.[1] ?? ''
  }

  /** Moves each slider by keyboard, wherever the focus is, and sends the answer with Enter. */
  async function answer(page: Page, isRight: boolean): Promise<string> {
    const id = await challengeOf(page)
    const moments = await momentsFor(service.store, id, isRight)
    const sliders = await page.getByRole('slider', { name: /Moment in recording/ }).all()
    for (const [index, slider] of sliders.entries()) {
      await tabTo(page, slider)
      const steps = (Object.values(moments)[index] ?? 0) / stepMs
      for (let step = 0; step < steps; step += 1) await page.keyboard.press('ArrowRight')
    }
    await page.keyboard.press('Enter')
    return id
  }
  async function tabTo(page: Page, slider: Locator): Promise<void> {
    for (let tabs = 0; tabs < 40; tabs += 1) {
      if (await slider.evaluate((element) => element.matches(':focus'))) return
      await page.keyboard.press('Tab')
    }
    assert.fail('the slider cannot be reached by Tab')
  }

  test('shows its recordings, which play, with its own sentences', async () => {
    const page = await open()
    await page.getByText('For each recording, point at the moment when you hear: a bell').waitFor()
    const recording = page.getByLabel('Recording 2', { exact: true })
    const played = await recording.evaluate(async (element) => {
      const audio = element as unknown as {
        muted: boolean
        duration: number
        currentTime: number
        play: () => Promise<void>
      }
      audio.muted = true
      await audio.play()
      return audio.duration
    })
    assert.equal(played, 2)
    await page.getByText('Report a recording').click()
    // Ocapi's payload loads what a report needs only now.
    await page.locator('option').nth(1).waitFor({ state: 'attached' })
    assert.deepEqual(await page.locator('option').allTextContents(), ['Recording 1', 'Recording 2'])
    await page.close()
    const french = await open('?lang=fr')
    await french.getByText('Dans chaque enregistrement').waitFor()
    await french.close()
  })

  test('is usable at 320 pixels', async () => {
    const page = await open('', 320)
    await page.getByRole('slider').first().waitFor()
    const wide = await page.evaluate('document.documentElement.scrollWidth')
    assert.equal(wide, 320)
    await page.close()
  })

  test('is answered by keyboard, judged, settled and exported', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Validate' }).click()
    await page.getByText('Point at a moment in each recording').waitFor()
    await answer(page, false)
    await page.getByText('That was not right. Here is another challenge.').waitFor()
    const id = await answer(page, true)
    await page.getByText('That is right, thank you.').waitFor()
    assert.equal(await page.locator('input[name=ocapi-challenge-id]').inputValue(), id)
    await page.close()

    // One answer never makes a reading, so more follow.
    await visitBells(service, site)
    const accepted = await settleBells(service.store)
    await exportBells(service.store, { folder, name: 'jsonl' })
    const exported = readFileSync(join(folder, 'jsonl', 'readings.jsonl'), 'utf8')
    assert.equal(exported.split(`"${agreed}"`).length - 1, accepted)
  })

  test('says that its script does not know the kind, and shows no challenge', async () => {
    const page = await open('?script=/ours.js')
    const sentence = 'this page does not know this kind of challenge'
    await page.getByRole('alert').getByText(sentence).waitFor()
    assert.equal(await page.locator('audio, fieldset').count(), 0)
    assert.equal(await page.locator('input[name=ocapi-challenge-id]').inputValue(), '')
    assert.match(complaints.splice(0).join(), /^Ocapi: unknown-kind 200/)
    await page.close()
  })
})
