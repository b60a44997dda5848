import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { ScriptReleases } from '../../../wire/script.ts'
import { refuse } from '../../errors.ts'
import { cacheFor, openToAll, sendPayload } from '../../send-payload.ts'
import type { HttpContext } from '../../context.ts'

const nameLengthMax = 40
const ofFile = z.object({
  version: z.string().max(nameLengthMax),
  file: z.string().max(nameLengthMax),
})

/** What the challenge's document may do, wherever it is framed: run its script, ask us, show pictures, and no more. */
const frameHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Permissions-Policy':
    'accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), usb=()',
  'Referrer-Policy': 'no-referrer',
}

/** The scripts of hCaptcha's contract: at the addresses its pages know, and at immutable ones. */
export function scriptRoutes(context: HttpContext): FastifyPluginAsyncZod {
  return async (app) => {
    const { releases, api, find } = context.payloads.hcaptcha
    const tag = `W/"${releases.api.version}"`

    for (const address of ['/1/api.js', '/1/secure-api.js'] as const) {
      app.get(address, async (request, reply) => {
        reply.header('Cache-Control', cacheFor.minutes).header('ETag', tag)
        if (knows(request.headers['if-none-match'], tag)) return openToAll(reply).code(304).send()
        return sendPayload(request, asScript(reply), api)
      })
    }

    app.get('/1/releases.json', async (_, reply): Promise<ScriptReleases> => {
      reply.header('Cache-Control', 'public, max-age=300')
      return releases
    })

    app.get('/1/:version/:file', { schema: { params: ofFile } }, async (request, reply) => {
      const { version, file } = request.params
      const payload = await find(version, file)
      if (!payload) return refuse(reply, 'unknown_address')
      reply.header('Cache-Control', cacheFor.good)
      const typed = file.endsWith('.html') ? asFrame(reply) : asScript(reply)
      return sendPayload(request, typed, payload)
    })
  }
}

function asScript(reply: FastifyReply): FastifyReply {
  return reply.type('application/javascript; charset=utf-8')
}

function asFrame(reply: FastifyReply): FastifyReply {
  return reply.headers(frameHeaders).type('text/html; charset=utf-8')
}

// The comparison is the weak one (RFC 9110 §13.1.2): a proxy may have compressed the copy by itself.
function knows(header: string | undefined, tag: string): boolean {
  return (header ?? '')
    .split(',')
    .some((given) => given.trim() === '*' || given.includes(tag.slice(2)))
}
