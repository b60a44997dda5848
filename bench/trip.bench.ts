import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { listen } from '../test/browser/listen.ts'
import { launchBrowser } from '../test/browser/shared-browser.ts'
import { keepResult, quantile } from './services.ts'
import { openSlowLink, type SlowLink } from './slow-link.ts'

/**
 * How long a visitor on a slow mobile network waits between the press on the checkbox and the pictures, and what
 * comes down meanwhile. `prepared`: the pointer was on the box two seconds before; `at once`: it comes and presses.
 * With `-- trip PROGRAM` an earlier program is measured beside this one, visit by visit in turn.
 */

const own = fileURLToPath(new URL('../bin/incipit', import.meta.url))
const network = { roundTripMs: 400, bytesPerMs: 50 }
const rounds = 2
const drawingMs = 20_000
const nearMs = 2_000
const kinds = [
  { kind: 'transcription', pictures: 2, sitekey: '00000000-0000-4000-8000-000000000001' },
  { kind: 'classification', pictures: 9, sitekey: '00000000-0000-4000-8000-000000000002' },
] as const
const comings = ['prepared', 'at once'] as const

type Service = { child: ChildProcess; link: SlowLink; dataDir: string }
type Visit = { ms: number; bytes: number; requests: number; connections: number }

async function startService(program: string): Promise<Service> {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-bench-'))
  const settings = [
    '--port',
    '0',
    '--data',
    dataDir,
    '--log-level',
    'silent',
    '--limits-percent',
    '0',
  ]
  const child = spawn(program, ['demo', ...settings], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  for await (const chunk of child.stdout) {
    text += String(chunk)
    const origin = /listens on (http:\S+)/.exec(text)?.[1]
    if (origin !== undefined) return { child, dataDir, link: await openSlowLink(origin, network) }
  }
  throw new Error(`the service did not start: ${text}`)
}

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

async function visit(
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

function summarise(visits: readonly Visit[]): object {
  const of = (part: keyof Visit, share = 0.5): number =>
    Math.round(
      quantile(
        visits.map((one) => one[part]),
        share,
      ),
    )
  return {
    ms: of('ms'),
    msMax: of('ms', 1),
    bytes: of('bytes'),
    bytesMax: of('bytes', 1),
    requests: of('requests'),
    connections: of('connections'),
  }
}

const [earlier] = process.argv.slice(2)
const services = new Map([['this', await startService(own)]])
if (earlier !== undefined) services.set('earlier', await startService(earlier))
const browser = await launchBrowser()
const visits = new Map<string, Visit[]>()
await pause(drawingMs)
for (let round = 0; round < rounds; round += 1)
  for (const { kind, pictures, sitekey } of kinds)
    for (const coming of comings)
      for (const [name, { link }] of services) {
        const label = `${name}: ${kind}, ${coming}`
        const seen = await visit(browser, link, { sitekey, pictures, coming })
        visits.set(label, [...(visits.get(label) ?? []), seen])
      }
await browser.close()
for (const { child, link, dataDir } of services.values()) {
  link.close()
  child.kill()
  rmSync(dataDir, { recursive: true, force: true })
}
keepResult({
  bench: 'trip',
  at: new Date().toISOString(),
  node: process.version,
  load: loadavg(),
  network,
  rounds,
  visits: Object.fromEntries([...visits].map(([label, seen]) => [label, summarise(seen)])),
})
