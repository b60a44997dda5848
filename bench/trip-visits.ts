import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { listen } from '../test/browser/listen.ts'
import type { SlowLink } from './slow-link.ts'

const nearMs = 2_000

/** How a visitor comes: with the pointer on the box for two seconds before the press, or straight to it. */
export const comings = ['prepared', 'at once'] as const

/** What a visit took, and what came down meanwhile. */
export type Visit = { ms: number; bytes: number; requests: number; connections: number }

const countShown = `(() => {
  const root = document.body?.firstElementChild?.shadowRoot
  const isDrawn = (canvas) => canvas.getContext('2d').getImageData(9, 9, 1, 1).data[3] > 0
  return [...(root?.querySelectorAll('img') ?? [])].filter((image) => image.complete && image.naturalWidth > 0).length +
    [...(root?.querySelectorAll('canvas') ?? [])].filter(isDrawn).length
})()`

async function untilShown(page: Page, pictures: number): Promise<void> {
  for (;;) {
    const frame = page.frames().find((one) => one.url().endsWith('challenge.html'))
    const shown = await frame?.evaluate(countShown).catch(() => 0)
    if (shown === pictures) return
    await pause(5)
  }
}

/** From the press on our box to the pictures. */
export async function visit(
  browser: Browser,
  link: SlowLink,
  {
    sitekey,
    pictures,
    coming,
  }: { sitekey: string; pictures: number; coming: (typeof comings)[number] },
): Promise<Visit> {
  const html = `<!doctype html><title>A page</title><form><div class="h-captcha" data-sitekey="${sitekey}"></div></form>
    <script src="${link.origin}/1/api.js?hl=en"></script>`
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(html)
  })
  const { port, close } = await listen(server, 0)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`http://partner.localhost:${port}`)
  const box = page.frameLocator('iframe[data-hcaptcha-widget-id]').getByRole('checkbox')
  await box.getByText('I am human').waitFor()
  if (coming === 'prepared') await box.hover()
  await pause(nearMs)
  let requests = 0
  page.on('request', () => (requests += 1))
  const before = { bytes: link.downBytes(), connections: link.connections(), ms: performance.now() }
  await box.click()
  await untilShown(page, pictures)
  const seen = {
    ms: performance.now() - before.ms,
    bytes: link.downBytes() - before.bytes,
    requests,
    connections: link.connections() - before.connections,
  }
  await context.close()
  await close()
  return seen
}

/** From the press on a peer's box to its pass, which no person is asked for. */
export async function visitPeer(browser: Browser, link: SlowLink, box: string): Promise<Visit> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(link.origin)
  await page.locator(box).waitFor()
  await pause(nearMs)
  let requests = 0
  page.on('request', () => (requests += 1))
  const before = { bytes: link.downBytes(), connections: link.connections(), ms: performance.now() }
  await page.locator(box).click()
  await page.locator('html[data-passed]').waitFor()
  const seen = {
    ms: performance.now() - before.ms,
    bytes: link.downBytes() - before.bytes,
    requests,
    connections: link.connections() - before.connections,
  }
  await context.close()
  return seen
}
