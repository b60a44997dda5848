import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { askState, type StateReply } from '../ask-state.ts'
import { demoPage, demoPageCsp, type DemoView } from '../demo-page.ts'
import type { Demo, HttpWorld } from '../world.ts'

const nameLengthMax = 80
const idLengthMax = 100
const html = 'text/html; charset=utf-8'

const choice = z.object({
  kind: z.enum(['transcription', 'classification']).catch('transcription'),
  lang: z.enum(['en', 'fr']).catch('en'),
})
const form = z.object({
  name: z.string().trim().max(nameLengthMax).catch(''),
  'ocapi-challenge-id': z.string().max(idLengthMax).catch(''),
})

/**
 * A partner's site in one page: a form with the widget, and the server's check of the challenge. It asks
 * the service over HTTP with a signed JWT, like every partner.
 */
export const demoDoor =
  (world: HttpWorld, demo: Demo): FastifyPluginAsyncZod =>
  async (app) => {
    const release = world.payloads.releases.releases.find(({ status }) => status === 'stable')
    if (!release) throw new Error('there is no stable release of the payload')
    const show = (view: Omit<DemoView, 'client' | 'release'>): string =>
      demoPage({ ...view, client: demo[view.kind], release })

    app.addHook('onSend', async (_, reply) => {
      reply.header('Content-Security-Policy', demoPageCsp)
      reply.header('Cache-Control', 'no-store').header('Referrer-Policy', 'no-referrer')
      reply.header('X-Content-Type-Options', 'nosniff')
    })

    app.get('/demo', { schema: { querystring: choice } }, async (request, reply) =>
      reply.type(html).send(show({ ...request.query, outcome: null })),
    )

    app.post('/demo', { schema: { querystring: choice, body: form } }, async (request, reply) => {
      const { kind } = request.query
      const site = await world.records.findSite(demo[kind])
      if (!site) throw new Error('the site of the demonstration is gone')
      const origin = originOf(request.socket)
      const reading = await askState(origin, site, request.body['ocapi-challenge-id'])
      const outcome = { isAccepted: reading === 'validated', reading, name: request.body.name }
      const page = show({ ...request.query, outcome })
      return reply
        .code(outcome.isAccepted ? 200 : statusOf(reading))
        .type(html)
        .send(page)
    })
  }

const statusOf = (reading: StateReply): number => (reading === 'unreachable' ? 503 : 403)

const originOf = (socket: { localAddress?: string; localPort?: number }): string => {
  const address = socket.localAddress ?? '127.0.0.1'
  return `http://${address.includes(':') ? `[${address}]` : address}:${socket.localPort ?? 80}`
}
