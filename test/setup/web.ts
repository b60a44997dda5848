import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Web, WebLimits } from '../../src/model/web.ts'
import { provideWeb, type WebOptions } from '../../src/network/provide-web.ts'

/** A server on this machine, and its requests in order. */
export type ServerFixture = { host: string; url: (path: string) => string; asked: string[] }

/** Serves on a free port until the test ends. */
export async function startServer(t: TestContext, answer: RequestListener): Promise<ServerFixture> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { host, url: (path) => `http://${host}${path}`, asked }
}

/** A folder that is deleted after the test. */
export function makeFolderOnDisk(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-web-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

/** The signal that stops an import; by default none does. */
type Stoppable = { stopped?: AbortSignal }

/** Longer than the busiest machine takes; a test about a time limit sets a short one itself. */
const longMs = 3_600_000

/** Opens the web on a folder of its own, by default without delays, with a clock that stands still. */
export function openWebFor(
  t: TestContext,
  allowed: readonly string[],
  { stopped = new AbortController().signal, ...loan }: Partial<WebOptions> & Stoppable = {},
): Web {
  const folder = loan.folder ?? makeFolderOnDisk(t)
  const web = provideWeb({
    folder,
    version: '0',
    delayMs: 0,
    clock: () => 0,
    idleMaxMs: longMs,
    lookupMaxMs: longMs,
    ...loan,
  })(allowed, stopped)
  if ('refused' in web) throw new Error(web.refused)
  return web
}

/** The usual limits, except that every copy is revalidated. */
export const goodLimits: WebLimits = {
  sizeBytesMax: 1_000_000,
  timeMaxMs: longMs,
  freshForMs: 0,
}

/** The text at an address, or why it was not fetched. */
export async function textAt(
  web: Web,
  address: string,
  limits: Partial<WebLimits> = {},
): Promise<string> {
  const file = await web.fetch(address, { ...goodLimits, ...limits })
  return 'fault' in file ? file.fault : readFile(file.path, 'utf8')
}
