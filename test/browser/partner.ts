import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { listen } from './listen.ts'

/** The parts of a partner's page; its form has a field `email` and a button. */
export type PartnerPage = {
  /** The tags that load the payload. */
  script: string
  placeholder: string
  /** Attributes of the html element. */
  html?: string
  head?: string
  policy?: string
  headers?: Readonly<Record<string, string>>
  /** Writes the whole page, if it is to be another document than the usual one. */
  write?: (page: PartnerPage) => string
  /** Scripts of the partner's own, by their path. */
  files?: Readonly<Record<string, string>>
}

/** A partner's site on an origin of its own. */
export type Partner = {
  origin: string
  page: PartnerPage
  /** The forms that were sent, as their fields. */
  sent: [name: string, value: string][][]
  stop: () => Promise<void>
}

/** Starts a partner's site that serves its one page at every address. */
export async function startPartner(): Promise<Partner> {
  const server = createServer((request, response) => void answer(request, response))
  const listening = await listen(server, 0)
  const partner: Partner = {
    origin: listening.origin,
    page: { script: '', placeholder: '' },
    sent: [],
    stop: listening.close,
  }
  return partner

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    if (request.method === 'POST') partner.sent.push([...new URLSearchParams(body)])
    const { policy, headers, files } = partner.page
    const script = files?.[request.url ?? '']
    if (script !== undefined) {
      response.setHeader('content-type', 'text/javascript')
      response.end(script)
      return
    }
    response.setHeader('content-type', 'text/html; charset=utf-8')
    for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value)
    if (policy) response.setHeader('content-security-policy', policy)
    response.end((partner.page.write ?? writePage)(partner.page))
  }
}

function writePage({ script, placeholder, html, head }: PartnerPage): string {
  return `<!doctype html><html ${html ?? 'lang="en"'}><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>A partner</title>${head ?? ''}${script}</head>
    <body><main><h1>Ask for a reading card</h1><form method="post">
    <p><label>Email <input type="email" name="email" value="a@b.example"></label></p>
    ${placeholder}
    <p><button>Send</button></p></form></main></body></html>`
}
