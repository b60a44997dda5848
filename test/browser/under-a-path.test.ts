import assert from 'node:assert/strict'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './shared-browser.ts'
import { listen, type Listening } from './listen.ts'
import { demoOf } from '../setup/demo.ts'
import { fillDemo } from '../setup/hcaptcha-client.ts'
import { findStablePayload, openBuilt, openService, type ServiceFixture } from '../setup/service.ts'

const patienceMs = 30_000
const path = '/media/captcha'

/** A proxy that gives a service everything under a path, without the path, and nothing else. */
function proxyTo(port: string) {
  return (incoming: IncomingMessage, reply: ServerResponse): void => {
    const { url = '', method, headers } = incoming
    if (!url.startsWith(`${path}/`)) return void reply.writeHead(404).end()
    const asked = request(
      { port, host: '127.0.0.1', path: url.slice(path.length), method, headers },
      (answer) => {
        reply.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(reply)
      },
    )
    asked.on('error', () => reply.destroy())
    incoming.pipe(asked)
  }
}

// Without `endpoint` the frame was asked for at the root of the host; with it, the challenge, its pictures and the
// words were.
describe('a service under a path', () => {
  let service: ServiceFixture
  let browser: Browser
  let proxy: Listening
  let site: Listening
  let html = ''
  before(async () => {
    const demo = demoOf('', '')
    service = await openService({ ...(await openBuilt()), demo })
    await fillDemo(demo, service)
    const url = await service.app.listen({ port: 0, host: '127.0.0.1' })
    proxy = await listen(createServer(proxyTo(new URL(url).port)), 0)
    site = await listen(
      createServer((_, reply) => reply.setHeader('content-type', 'text/html').end(html)),
      0,
    )
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await site.close()
    await proxy.close()
    await service.close()
  })

  const open = async (script: string, place: string) => {
    html = `<!doctype html><html lang="fr"><title>x</title><form>${place}</form><script src="${proxy.origin}${path}${script}"></script>`
    const page = await browser.newPage({ locale: 'fr' })
    page.setDefaultTimeout(patienceMs)
    await page.goto(site.origin)
    return page
  }

  for (const query of ['', '?endpoint='])
    test(`brings hCaptcha’s contract, with the script at /1/api.js${query}`, async () => {
      const endpoint = query && `${query}${encodeURIComponent(proxy.origin + path)}`
      const { sitekey } = service.sites.transcription
      const place = `<div class="h-captcha" data-sitekey="${sitekey}"></div>`
      const page = await open(`/1/api.js${endpoint}`, place)
      const box = page.frameLocator('[data-hcaptcha-widget-id]')
      await box.getByText('Je suis humain').click()
      const challenge = page.frameLocator('dialog iframe')
      await challenge.getByText('Signaler une image').click()
      const reported = page.waitForResponse((response) => response.url().endsWith('/api/report'))
      await challenge.getByRole('button', { name: 'Personne ne peut la lire' }).click()
      await reported
      await challenge.getByText('Merci. Voici un autre défi.').waitFor()
      await page.close()
    })

  for (const contract of ['ocapi', 'turnstile'])
    test(`has the demonstration with ${contract}’s contract, and the page about the service`, async () => {
      const page = await browser.newPage()
      page.setDefaultTimeout(patienceMs)
      await page.goto(`${proxy.origin}${path}/`)
      await page.getByRole('link', { name: 'Try the demonstration' }).click()
      await page.goto(`${page.url()}&contract=${contract}`)
      const widget =
        contract === 'ocapi'
          ? '#ocapi-challenge img, #ocapi-challenge canvas'
          : '.cf-turnstile iframe'
      await page.locator(widget).first().waitFor()
      await page.getByText(`${proxy.origin}${path}/`).first().waitFor()
      await page.evaluate('document.querySelector("form").submit()')
      await page.locator('.outcome.wrong').waitFor()
      assert.equal(new URL(page.url()).pathname, `${path}/demo`)
      await page.close()
    })

  test('brings Ocapi’s contract', async () => {
    const { sitekey } = service.sites.transcription
    const place = `<div id="ocapi-challenge" data-ocapi-client="${sitekey}"></div>`
    const page = await open((await findStablePayload(service)).path, place)
    await page.getByRole('button', { name: 'Un autre défi' }).click()
    await page.getByText('Voici un autre défi.').waitFor()
    await page.close()
  })
})
