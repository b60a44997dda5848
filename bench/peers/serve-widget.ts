import { readFileSync } from 'node:fs'
import { randomInt } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { gzipSync } from 'node:zlib'
import Cap from '@cap.js/server'
import { createChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { listen } from '../../test/browser/listen.ts'

/** A page with the widget of a peer, its scripts compressed, and the peer's library behind it with its defaults. */
export type WidgetServer = { origin: string; close: () => Promise<void> }

/** A peer's page, its files below `node_modules`, what it answers, and a selector of what is pressed. */
type Served = {
  box: string
  html: string
  files: Record<string, string>
  answers: Record<string, Answer>
}
type Answer = (body: string) => Promise<unknown>

const modules = new URL('../../node_modules/', import.meta.url)
const types: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  wasm: 'application/wasm',
  html: 'text/html',
}

const cap = new Cap({ noFSState: true })

/** The widgets of peers, by name; `data-passed` of the page's element says that one is through. */
export const widgetPeers: Readonly<Record<string, Served>> = {
  altcha: {
    box: 'altcha-widget label',
    html: `<script type="module" src="/altcha.js"></script><form><altcha-widget challenge="/challenge"></altcha-widget></form>
      <script>addEventListener('statechange', ({ detail }) => { if (detail?.state === 'verified') document.documentElement.dataset.passed = '' }, true)</script>`,
    files: { '/altcha.js': 'altcha/dist/main/altcha.min.js' },
    answers: {
      '/challenge': () =>
        createChallenge({
          algorithm: 'PBKDF2/SHA-256',
          cost: 5_000,
          counter: randomInt(5_000, 10_000),
          deriveKey,
          hmacSignatureSecret: 'the key of the bench',
        }),
    },
  },
  cap: {
    box: 'cap-widget',
    html: `<script>CAP_CUSTOM_WASM_URL = '/cap.wasm'</script><script src="/cap.js"></script>
      <form><cap-widget data-cap-api-endpoint="/"></cap-widget></form>
      <script>addEventListener('solve', () => { document.documentElement.dataset.passed = '' }, true)</script>`,
    files: {
      '/cap.js': '@cap.js/widget/cap.min.js',
      '/cap.wasm': '@cap.js/wasm/browser/cap_wasm_bg.wasm',
    },
    answers: {
      '/challenge': () => cap.createChallenge(),
      '/redeem': async (body) => cap.redeemChallenge(JSON.parse(body)),
    },
  },
}

/** Serves the page of a peer's widget. */
export async function serveWidget({ html, files, answers }: Served): Promise<WidgetServer> {
  const bodies = new Map(
    Object.entries(files).map(([path, file]) => [
      path,
      gzipSync(readFileSync(new URL(file, modules))),
    ]),
  )
  bodies.set('/', gzipSync(`<!doctype html><title>A page</title>${html}`))
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '')
    const answer = answers[path]
    const bytes = bodies.get(path)
    if (answer) {
      const body = JSON.stringify(await answer(await readAll(request)))
      response.setHeader('content-type', 'application/json').end(body)
      return
    }
    if (!bytes) {
      response.writeHead(404).end()
      return
    }
    const type = types[path.split('.').at(-1) ?? ''] ?? 'text/html'
    response.setHeader('content-encoding', 'gzip').setHeader('content-type', type).end(bytes)
  })
  const { port, close } = await listen(server, 0)
  return { origin: `http://127.0.0.1:${port}`, close }
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
