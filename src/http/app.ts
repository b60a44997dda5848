import cors from '@fastify/cors'
import formbody from '@fastify/formbody'
import fastify, { LogController, type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { apiRoutes } from './contracts/hcaptcha/api.ts'
import { demoRoutes } from './pages/demo.ts'
import { healthRoutes } from './health.ts'
import { stateRoutes, visitorRoutes } from './contracts/ocapi/ocapi.ts'
import { payloadRoutes } from './contracts/ocapi/payload.ts'
import { pictureRoutes } from './picture.ts'
import { reportRoutes } from './report.ts'
import { scriptRoutes } from './contracts/hcaptcha/script.ts'
import { siteConfigRoutes } from './contracts/hcaptcha/site-config.ts'
import { siteverifyRoutes } from './contracts/hcaptcha/siteverify.ts'
import { answerThrown, refuse, refuseBrokenHttp } from './errors.ts'
import { logAnswers, loggerOf } from './log.ts'
import { warnOfUnlistedProxy } from './proxies.ts'
import type { HttpContext } from './context.ts'

const bodyBytesMax = 16 * 1024
const pathPartLengthMax = 200
const requestTimeoutMs = 15_000

/** Every address of the service, by the contract that serves it. `docs/api.md` tells each; a test compares. */
export const addresses = [
  'GET /challenge/:client',
  'POST /challenge/:client/:challenge',
  'GET /state/:client/:challenge',
  'GET /v1/challenge/:client',
  'POST /v1/challenge/:client/:challenge',
  'GET /v1/state/:client/:challenge',
  'GET /v2/challenge/:client',
  'POST /v2/challenge/:client/:challenge',
  'GET /v2/state/:client/:challenge',
  'POST /api/challenge',
  'POST /api/answer',
  'GET /api/picture/:challenge/:image',
  'POST /api/report',
  'GET /siteverify',
  'POST /siteverify',
  'GET /checksiteconfig',
  'POST /checksiteconfig',
  'GET /ocapi/releases.json',
  'GET /ocapi/:version/:file',
  'GET /1/api.js',
  'GET /1/secure-api.js',
  'GET /1/releases.json',
  'GET /1/:version/:file',
  'GET /demo',
  'POST /demo',
  'GET /health/live',
  'GET /health/ready',
] as const

/** Ocapi's base addresses: the bare one, and one for each generation of its payloads. */
const ocapiBases = ['', '/v1', '/v2'] as const

/** Builds the service's HTTP side from the stores and functions it is given; nothing listens yet. */
export async function buildApp(context: HttpContext): Promise<FastifyInstance> {
  const app = fastify({
    logger: loggerOf(context.log),
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: answerThrown,
    bodyLimit: bodyBytesMax,
    trustProxy: context.isTrustedProxy ?? false,
    requestTimeout: requestTimeoutMs,
    routerOptions: { maxParamLength: pathPartLengthMax },
    return503OnClosing: false,
    clientErrorHandler: refuseBrokenHttp,
  })
  app.removeContentTypeParser('text/plain')
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerThrown)
  app.setNotFoundHandler((_, reply) => refuse(reply, 'unknown_address'))
  logAnswers(app)
  warnOfUnlistedProxy(app, context.isTrustedProxy ?? null)
  app.addHook('onSend', async (_, reply) => {
    if (!context.isOpen()) reply.header('Connection', 'close')
  })

  await app.register(healthRoutes(context))
  await app.register(demoPages(context))
  for (const base of ocapiBases) await app.register(stateRoutes(context), { prefix: base })
  await app.register(siteverifyRoutes(context))
  await app.register(openToAllPages(context))
  return app
}

// No cookie and no login is looked at here, so any page may ask.
function openToAllPages(context: HttpContext) {
  return async (app: FastifyInstance) => {
    await app.register(cors, { origin: '*', methods: ['GET', 'POST'], maxAge: 86_400 })
    for (const base of ocapiBases) await app.register(visitorRoutes(context), { prefix: base })
    await app.register(apiRoutes(context))
    await app.register(siteConfigRoutes(context))
    await app.register(pictureRoutes(context))
    await app.register(reportRoutes(context))
    await app.register(payloadRoutes(context))
    await app.register(scriptRoutes(context))
  }
}

function demoPages(context: HttpContext) {
  return async (app: FastifyInstance) => {
    if (!context.demo) return
    await app.register(formbody, { bodyLimit: bodyBytesMax })
    await app.register(demoRoutes(context, context.demo))
  }
}
