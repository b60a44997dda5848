import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BrowserContextOptions, FrameLocator, Page, Browser } from 'playwright-core'
import type { FrameEvent, ToFrame } from '../../src/wire/frame.ts'
import { listen } from './listen.ts'
import { logErrors } from './log-errors.ts'

const PATIENCE_MS = 20_000
const partner = 'partner.localhost'
const wide = 'width: 656px; height: 500px'

/** A page that frames the challenge and does what `api.js` does there. */
export type FramingPage = {
  page: Page
  frame: FrameLocator
  /** The page's origin, another site than the service's. */
  origin: string
  begin: (sitekey: string, change?: Partial<ToFrame>) => Promise<void>
  /** Waits for the next event of a name, in the last turn or another, and discards those before it. */
  waitForEvent: <Is extends FrameEvent['is']>(
    is: Is,
    ofTurn?: number,
  ) => Promise<Extract<FrameEvent, { is: Is }>>
  /** The last reported size. */
  readSize: () => Promise<Extract<FrameEvent, { is: 'size' }>>
  /** Evaluates an expression in the frame's document. */
  inside: (expression: string) => Promise<unknown>
  /** Takes all events that are left. */
  takeEvents: () => Promise<(FrameEvent & { turn: number })[]>
  /** The frame's requests to the service, in order. */
  sent: { path: string; body: Readonly<Record<string, unknown>> }[]
  /** Warnings and errors on the console of the page and the frame. */
  complaints: string[]
  close: () => Promise<void>
}

const light: ToFrame['colors'] = {
  ground: '#fdfcf9',
  paper: '#fff',
  ink: '#22262b',
  quiet: '#5f5b53',
  line: '#d9d4c8',
  edge: '#87827a',
  accent: '#1d5a68',
  'on-accent': '#fff',
  right: '#1f6b3a',
  wrong: '#a3331f',
}

/** The style of the frame, and the settings of the page and its browser. */
export type Framing = BrowserContextOptions & {
  style?: string
  headers?: Record<string, string>
  /** The page's host name; every name under `localhost` is this machine. */
  host?: string
  /** Whether the page is a file, as in many apps, and so has no web origin. */
  isFile?: boolean
  /** Runs before the page is opened. */
  prepare?: (page: Page) => Promise<void>
}

/** Opens a page on an origin of its own, around the frame at an address. */
export async function openFramingPage(
  browser: Browser,
  address: string,
  { style = wide, headers = {}, host = partner, isFile = false, prepare, ...context }: Framing,
): Promise<FramingPage> {
  const html = writePage(address, style)
  const put = await (isFile ? putFile(html) : putPage(html, { headers, host }))
  const opened = await browser.newContext(context)
  const page = await opened.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  const recorded = record(page)
  await prepare?.(page)
  await page.goto(put.url)
  let turn = 0

  async function post(message: ToFrame): Promise<void> {
    await page.evaluate(`greeted.then((port) => port.postMessage(${JSON.stringify(message)}))`)
  }

  return {
    page,
    frame: page.frameLocator('iframe'),
    origin: new URL(put.url).origin,
    ...recorded,
    begin(sitekey, change = {}) {
      turn += 1
      return post({
        contract: 'hcaptcha',
        turn,
        sitekey,
        host: '',
        languages: ['en'],
        words: null,
        colors: light,
        colorScheme: 'light',
        ...change,
      })
    },
    async waitForEvent(is, ofTurn = turn) {
      const index = `events.findIndex((one) => one.is === '${is}' && one.turn === ${ofTurn})`
      await page.waitForFunction(`${index} >= 0`)
      return page.evaluate(`events.splice(0, ${index} + 1).at(-1)`)
    },
    readSize: () => page.evaluate('size'),
    inside: async (expression) => page.frames()[1]?.evaluate(expression),
    takeEvents: () => page.evaluate('events.splice(0)'),
    async close() {
      await opened.close()
      await put.remove()
    },
  }
}

type Put = { url: string; remove: () => Promise<void> }

async function putPage(
  html: string,
  { headers, host }: { headers: Record<string, string>; host: string },
): Promise<Put> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers })
    response.end(html)
  })
  const { port, close } = await listen(server, 0)
  return { url: `http://${host}:${port}`, remove: close }
}

async function putFile(html: string): Promise<Put> {
  const folder = await mkdtemp(join(tmpdir(), 'incipit-'))
  const file = join(folder, 'page.html')
  await writeFile(file, html)
  return { url: pathToFileURL(file).href, remove: () => rm(folder, { recursive: true }) }
}

function record(page: Page): Pick<FramingPage, 'sent' | 'complaints'> {
  const sent: FramingPage['sent'] = []
  const complaints: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'POST') return
    const body = request.postDataJSON() as Readonly<Record<string, unknown>>
    sent.push({ path: new URL(request.url()).pathname, body })
  })
  logErrors(page, complaints, { types: ['error', 'warning'] })
  return { sent, complaints }
}

function writePage(address: string, style: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>A page</title><link rel="icon" href="data:,">
    <style>body, dialog { margin: 0; padding: 0; border: 0 } iframe { border: 0; display: block; max-width: 100vw }</style>
    <script>
      const events = []
      let size = null
      const greeted = new Promise((resolve) => {
        addEventListener('load', () => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = ({ data }) => {
            events.push(data)
            if (data.is === 'size') size = data
          }
          const frame = document.querySelector('iframe')
          frame.contentWindow.postMessage('incipit-frame', new URL(frame.src).origin, [port2])
          resolve(port1)
        })
      })
    </script>
    <body><main><h1>A page</h1></main><dialog open aria-label="Check that you are human">
      <iframe style="${style}" src="${address}" title="Main content of the Incipit challenge">
      </iframe></dialog></body></html>`
}
