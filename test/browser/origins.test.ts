import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Browser, Frame, Locator, Page } from 'playwright-core'
import type { Site } from '../../src/model/site.ts'
import { changeSite } from '../setup/hcaptcha-client.ts'
import { findStablePayload, openBuilt, openService, type ServiceFixture } from '../setup/service.ts'
import { listen, type Listening } from './listen.ts'
import { launchBrowser } from './shared-browser.ts'

const patienceMs = 20_000
const contracts = ['hcaptcha', 'ocapi'] as const
type ContractName = (typeof contracts)[number]

/** How a page comes to have its origin; `widget` is the page with the widget, at an address of its own. */
const framings: Readonly<Record<string, (widget: { html: string; path: string }) => string>> = {
  itself: ({ html }) => html,
  sandboxed: ({ path }) => `<iframe sandbox="allow-scripts allow-forms" src="${path}"></iframe>`,
  'sandboxed with its origin': ({ path }) =>
    `<iframe sandbox="allow-scripts allow-same-origin" src="${path}"></iframe>`,
  srcdoc: ({ html }) => `<iframe srcdoc="${escapeAttribute(html)}"></iframe>`,
  'about:blank': ({ html }) => `<iframe></iframe><script>{
    const { contentDocument } = document.querySelector('iframe')
    contentDocument.write(${JSON.stringify(html).replaceAll('</script', String.raw`<\/script`)})
    contentDocument.close()
  }</script>`,
  'data address': ({ html }) =>
    `<iframe src="data:text/html;charset=utf-8,${encodeURIComponent(html)}"></iframe>`,
}

/** The name of the locator that is visible first. */
function firstOf(locators: Readonly<Record<string, Locator>>): Promise<string> {
  return Promise.any(
    Object.entries(locators).map(async ([name, locator]) => {
      await locator.waitFor()
      return name
    }),
  )
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
}

// A sandboxed frame on any page could use any site, by stating its host. In one without its origin, the checkbox
// of api.js stayed empty, and nothing said why.
describe('pages of all kinds of origins', () => {
  let service: ServiceFixture
  let site: Site
  let browser: Browser
  let partner: Listening
  let folder: string
  let widgets: Record<ContractName, string>
  let elements = ''
  before(async () => {
    service = await openService({ ...(await openBuilt()) })
    const url = await service.app.listen({ port: 0, host: '127.0.0.1' })
    const owned = { domains: ['shop.localhost'], allowsLocalhost: false }
    site = await changeSite(service.store, service.sites.transcription, owned)
    const payload = await findStablePayload(service)
    widgets = {
      hcaptcha: `<!doctype html><title>x</title><script>codes = []</script>
        <script src="${url}/1/api.js" async defer></script>
        <div class="h-captcha" data-sitekey="${site.sitekey}" data-error-callback="note"></div>
        <script>function note(code) { codes.push(code) }</script>`,
      ocapi: `<!doctype html><title>x</title><form><div id="ocapi-challenge"
        data-ocapi-client="${site.sitekey}" data-ocapi-base-url="${url}/v2"></div></form>
        <script src="${url}${payload.path}" defer></script>`,
    }
    partner = await listen(createServer(answerPage), 0)
    folder = mkdtempSync(join(tmpdir(), 'incipit-origins-'))
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await partner.close()
    await service.close()
    rmSync(folder, { recursive: true })
  })

  const answerPage: Parameters<typeof createServer>[1] = ({ url = '/' }, response) => {
    const [, contract, framing] = decodeURIComponent(url).split('/')
    const html = widgets[contract as ContractName]
    const put = framings[framing ?? 'itself']
    response.setHeader('content-type', 'text/html; charset=utf-8')
    const isElements = contract === 'elements'
    response.end(isElements ? elements : (put?.({ html, path: `/${contract}` }) ?? ''))
  }
  const addressOf = (contract: ContractName, framing: string, host = 'shop'): string =>
    `http://${host}.localhost:${partner.port}/${contract}/${encodeURIComponent(framing)}`

  const open = async (address: string): Promise<{ page: Page; frame: Frame }> => {
    const page = await browser.newPage()
    page.setDefaultTimeout(patienceMs)
    await page.goto(address)
    if ((await page.locator('body > iframe').count()) === 0)
      return { page, frame: page.mainFrame() }
    const holder = await page.locator('body > iframe').first().elementHandle()
    const frame = await holder?.contentFrame()
    assert.ok(frame)
    return { page, frame }
  }
  /** What the visitor sees: the challenge, or the sentence that says why there is none. */
  const lookAt = async (contract: ContractName, address: string): Promise<string> => {
    const { page, frame } = await open(address)
    try {
      if (contract === 'ocapi')
        return await firstOf({
          shown: frame.getByLabel('Text 1', { exact: true }),
          refused: frame.getByText('this page is wrongly set up'),
        })
      const box = frame.frameLocator('[data-hcaptcha-widget-id]')
      const checkbox = box.getByRole('checkbox')
      const sentence = 'Not set up for this page. Please tell the site’s owner.'
      const drawn = await firstOf({ shown: checkbox, refused: frame.getByText(sentence) })
      if (drawn === 'shown') await checkbox.click()
      const challenge = frame.frameLocator('dialog iframe').getByLabel('Text 1', { exact: true })
      const seen =
        drawn === 'shown'
          ? await firstOf({ shown: challenge, refused: box.getByText(sentence) })
          : drawn
      assert.deepEqual(await frame.evaluate('codes'), seen === 'shown' ? [] : ['invalid-data'])
      return seen
    } finally {
      await page.close()
    }
  }
  const putFile = (contract: ContractName): string => {
    const path = join(folder, `${contract}.html`)
    writeFileSync(path, widgets[contract])
    return pathToFileURL(path).href
  }

  for (const contract of contracts) {
    const opaque = new Set(['sandboxed', 'data address'])
    for (const framing of Object.keys(framings)) {
      const outcome = opaque.has(framing) ? 'refused' : 'shown'
      test(`${contract}: a page of the site, ${framing}, is ${outcome}`, async () => {
        assert.equal(await lookAt(contract, addressOf(contract, framing)), outcome)
      })
    }

    test(`${contract}: a page of another host is refused, however it frames the widget`, async () => {
      for (const framing of ['itself', 'sandboxed', 'srcdoc'])
        assert.equal(
          await lookAt(contract, addressOf(contract, framing, 'evil')),
          'refused',
          framing,
        )
    })

    test(`${contract}: files, and frames without an origin, work on a site that allows them`, async () => {
      assert.equal(await lookAt(contract, putFile(contract)), 'refused')
      await changeSite(service.store, site, { allowsNullOrigin: true })
      assert.equal(await lookAt(contract, putFile(contract)), 'shown')
      assert.equal(await lookAt(contract, addressOf(contract, 'data address')), 'shown')
      // The script of api.js draws into a frame, and in such a sandbox it cannot.
      const sandboxed = await lookAt(contract, addressOf(contract, 'sandboxed'))
      assert.equal(sandboxed, contract === 'ocapi' ? 'shown' : 'refused')
      await changeSite(service.store, site, {})
    })
  }

  test('no image, frame, link or script element of a page issues a challenge', async () => {
    const { port } = service.app.server.address() as { port: number }
    const challenge = `http://127.0.0.1:${port}/v2/challenge/${site.sitekey}`
    const page = await browser.newPage()
    elements = `<!doctype html><img src="${challenge}"><iframe src="${challenge}"></iframe>
      <link rel="stylesheet" href="${challenge}"><script src="${challenge}"></script>`
    const linesBefore = service.log.length
    await page.goto(`http://shop.localhost:${partner.port}/elements`)
    await page.goto(challenge)
    await page.getByText('misplaced').waitFor()
    const answered = service.log
      .slice(linesBefore)
      .map((line) => JSON.parse(line) as { address?: string; status: number })
      .filter(({ address }) => address === '/v2/challenge/:client')
    assert.deepEqual(
      answered.map(({ status }) => status),
      [403, 403, 403, 403, 403],
    )
    await page.close()
  })
})
