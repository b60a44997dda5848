import { z } from 'zod'
import type { App, Demo, ShownDemoSite, HttpContext } from '../context.ts'
import type { Contract, DemoReading } from '../contracts/contract.ts'
import { chooseLanguage, readLanguages } from '../languages.ts'
import { demoPage, demoPageCsp, type DemoView } from './demo-page.ts'

const nameLengthMax = 80
const valueLengthMax = 2048
const languageLengthMax = 35
const html = 'text/html; charset=utf-8'

const choice = z.object({
  contract: z.string().optional().catch(undefined),
  // Addresses published earlier use this name for the contract.
  door: z.string().optional().catch(undefined),
  kind: z.string().optional().catch(undefined),
  game: z.string().optional().catch(undefined),
  lang: z.string().max(languageLengthMax).optional().catch(undefined),
})
const form = z.looseObject({ name: z.string().trim().max(nameLengthMax).catch('') })
const fieldValue = z.string().max(valueLengthMax).catch('')

/**
 * A partner's site in one page: a form with a contract's widget, and the server's check of its value. It asks
 * the service over HTTP, like every partner.
 */
export async function addDemoRoutes(
  app: App,
  context: HttpContext,
  demo: Demo,
  contracts: readonly Contract[],
): Promise<void> {
  const contractOf = openChoice(contracts)
  const canShow = (contract: Contract, kind: string): boolean =>
    contract.demo.loadsViews || !context.kindScripts.paths.has(kind)
  const siteOf = (contract: Contract, wanted: string | undefined): ShownDemoSite =>
    demo.find(({ kind }) => kind === wanted && canShow(contract, kind)) ?? demo[0]
  const { languages } = context.words
  const show = (request: Asked, outcome: DemoView['outcome']): string => {
    const { query, headers } = request
    const contract = contractOf(query)
    const { kind, sitekey } = siteOf(contract, query.kind)
    const kinds = demo.map((one) => one.kind).filter((one) => canShow(contract, one))
    const language = chooseLanguage(
      languages,
      readLanguages(query.lang, headers['accept-language']),
    )
    const isGame = query.game !== undefined
    const choices = { contract, contracts, kind, kinds, isGame, language, languages }
    const { hasHomePage } = context
    return demoPage({ ...choices, ...placeOf(request), hasHomePage, sitekey, outcome })
  }

  app.addHook('onSend', async (request, reply) => {
    // An error may occur before the query is read.
    const contract = contractOf(choice.parse(request.query))
    reply.header('Content-Security-Policy', demoPageCsp(contract))
    reply.header('Cache-Control', 'no-store').header('Referrer-Policy', 'no-referrer')
    reply.header('X-Content-Type-Options', 'nosniff')
  })

  app.get('/demo', { schema: { querystring: choice } }, async (request, reply) =>
    reply.type(html).send(show(request, null)),
  )

  app.post('/demo', { schema: { querystring: choice, body: form } }, async (request, reply) => {
    const { query, body } = request
    const contract = contractOf(query)
    const { sitekey, secret } = siteOf(contract, query.kind)
    const site = await context.sites.find(sitekey)
    if (!site) throw new Error('the site of the demonstration is gone')
    const { field, check } = contract.demo
    const value = fieldValue.parse(body[field])
    const checked = await check(originOf(request.socket), site, secret, value)
    const page = show(request, { ...checked, name: body.name })
    return reply.code(statusOf(checked.reading)).type(html).send(page)
  })
}

type Asked = {
  query: z.infer<typeof choice>
  headers: { 'accept-language'?: string | undefined }
  protocol: string
  host: string
  url: string
}

// What the page says of addresses. A proxy may have put the service under a path, so links begin at the page itself.
function placeOf({ protocol, host, url }: Asked): Pick<DemoView, 'base' | 'root'> {
  const isFolder = url.replace(/\?.*/, '').endsWith('/')
  return { base: `${protocol}://${host}`, root: isFolder ? '..' : '.' }
}

// The contract that the query names; the first if it names none that exists.
function openChoice(contracts: readonly Contract[]) {
  const [first] = contracts
  if (!first) throw new Error('there is no contract to demonstrate')
  return ({ contract, door }: z.infer<typeof choice>): Contract => {
    const wanted = contract ?? door
    return contracts.find(({ name }) => name === wanted) ?? first
  }
}

function statusOf(reading: DemoReading): number {
  if (reading === 'accepted') return 200
  return reading === 'unreachable' ? 503 : 403
}

function originOf(socket: { localAddress?: string; localPort?: number }): string {
  const address = socket.localAddress ?? '127.0.0.1'
  return `http://${address.includes(':') ? `[${address}]` : address}:${socket.localPort ?? 80}`
}
