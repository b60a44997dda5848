import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { OcapiReleases } from '../../../wire/ocapi.ts'
import { refuse } from '../../errors.ts'
import { cacheFor, sendPayload } from '../../send-payload.ts'
import type { HttpContext } from '../../context.ts'

const nameLengthMax = 40
const ofFile = z.object({
  version: z.string().max(nameLengthMax),
  file: z.string().max(nameLengthMax),
})

/** The Ocapi payloads at their versioned addresses, and the list of them with their integrity values. */
export function payloadRoutes(context: HttpContext): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/ocapi/releases.json', async (_, reply): Promise<OcapiReleases> => {
      reply.header('Cache-Control', 'public, max-age=300')
      return context.payloads.releases
    })

    app.get('/ocapi/:version/:file', { schema: { params: ofFile } }, async (request, reply) => {
      const { version, file } = request.params
      const script = context.payloads.scripts.get(`/ocapi/${version}/${file}`)
      if (!script) return refuse(reply, 'unknown_address')
      reply.header('Cache-Control', cacheFor.good).type('text/javascript; charset=utf-8')
      return sendPayload(request, reply, script)
    })
  }
}
