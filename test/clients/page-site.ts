import { createServer } from 'node:http'
import { join } from 'node:path'
import { listen } from '../browser/listen.ts'
import { bundleClient } from '../hcaptcha/bundle.ts'
import type { Site } from './stage.ts'

const folder = join(import.meta.dirname, 'pages')

/**
 * Starts a site with one page: `pages/NAME.js`, with the packages it uses as they are published. The query of its
 * address, as JSON, is the client's properties.
 */
export async function startPage(name: string, sitekey: string): Promise<Site> {
  const script = await bundleClient(name, folder)
  const server = createServer(({ url = '/' }, response) => {
    const props = decodeURIComponent(url.split('?')[1] ?? '{}')
    response.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html>
<html lang="en"><title>A page</title><form><div id="app"></div></form>
<script>window.calls = []; window.site = { sitekey: '${sitekey}', props: ${props} }</script>
<script>${script}</script></html>`)
  })
  const { origin, close } = await listen(server, 0)
  return { origin, stop: close }
}

/** The path of the page with properties of the client. */
export function pageWith(props: Readonly<Record<string, unknown>>): string {
  return `/?${encodeURIComponent(JSON.stringify(props))}`
}
