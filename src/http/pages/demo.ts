import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { askSiteverify } from '../contracts/hcaptcha/ask-siteverify.ts'
import { askState } from '../contracts/ocapi/ask-state.ts'
import { demoPage, demoPageCsp, isAccepted, type DemoView } from './demo-page.ts'
import type { DemoReading } from './demo-words.ts'
import type { Demo, HttpContext } from '../context.ts'

const nameLengthMax = 80
const idLengthMax = 100
const tokenLengthMax = 2048
const html = 'text/html; charset=utf-8'

const choice = z.object({
  contract: z.enum(['ocapi', 'hcaptcha']).catch('ocapi'),
  kind: z.enum(['transcription', 'classification']).catch('transcription'),
  lang: z.enum(['en', 'fr']).catch('en'),
})
const form = z.object({
  name: z.string().trim().max(nameLengthMax).catch(''),
  'ocapi-challenge-id': z.string().max(idLengthMax).catch(''),
  'h-captcha-response': z.string().max(tokenLengthMax).catch(''),
})

/**
 * A partner's site in one page: a form with the widget, and the server's check of the challenge. It asks
 * the service over HTTP, like every partner: with a signed JWT, or with a secret at siteverify.
 */
export function demoRoutes(context: HttpContext, demo: Demo): FastifyPluginAsyncZod {
  return async (app) => {
    const show = openPage(context, demo)

    app.addHook('onSend', async (request, reply) => {
      // An error may come before the query is read.
      const { contract } = choice.parse(request.query)
      reply.header('Content-Security-Policy', demoPageCsp(contract))
      reply.header('Cache-Control', 'no-store').header('Referrer-Policy', 'no-referrer')
      reply.header('X-Content-Type-Options', 'nosniff')
    })

    app.get('/demo', { schema: { querystring: choice } }, async (request, reply) =>
      reply.type(html).send(show({ ...request.query, outcome: null })),
    )

    app.post('/demo', { schema: { querystring: choice, body: form } }, async (request, reply) => {
      const { query, body } = request
      const origin = originOf(request.socket)
      const reading =
        query.contract === 'ocapi'
          ? await askOcapi(context, origin, demo[query.kind], body['ocapi-challenge-id'])
          : await askHcaptcha(demo, origin, query.kind, body['h-captcha-response'])
      const page = show({ ...query, outcome: { reading, name: body.name } })
      return reply.code(statusOf(reading)).type(html).send(page)
    })
  }
}

function openPage({ payloads }: HttpContext, demo: Demo) {
  const ocapi = payloads.releases.releases.find(({ status }) => status === 'stable')
  if (!ocapi) throw new Error('there is no stable release of the payload')
  const scripts = { ocapi, hcaptcha: payloads.hcaptcha.releases.api }
  return (view: Omit<DemoView, 'sitekey' | 'scripts'>): string =>
    demoPage({ ...view, sitekey: demo[view.kind], scripts })
}

async function askOcapi(
  context: HttpContext,
  origin: string,
  sitekey: string,
  id: string,
): Promise<DemoReading> {
  const site = await context.records.findSite(sitekey)
  if (!site) throw new Error('the site of the demonstration is gone')
  return askState(origin, site, id)
}

function askHcaptcha(
  demo: Demo,
  origin: string,
  kind: DemoView['kind'],
  token: string,
): Promise<DemoReading> {
  return askSiteverify(origin, { sitekey: demo[kind], secret: demo.secrets[kind] }, token)
}

function statusOf(reading: DemoReading): number {
  if (isAccepted(reading)) return 200
  return reading === 'unreachable' ? 503 : 403
}

function originOf(socket: { localAddress?: string; localPort?: number }): string {
  const address = socket.localAddress ?? '127.0.0.1'
  return `http://${address.includes(':') ? `[${address}]` : address}:${socket.localPort ?? 80}`
}
