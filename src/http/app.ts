import cors from '@fastify/cors'
import formbody from '@fastify/formbody'
import fastify, { LogController, type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { apiDoor } from './doors/api.ts'
import { demoDoor } from './doors/demo.ts'
import { healthDoor } from './doors/health.ts'
import { stateDoor, visitorDoor } from './doors/ocapi.ts'
import { payloadDoor } from './doors/payload.ts'
import { pictureDoor } from './doors/picture.ts'
import { reportDoor } from './doors/report.ts'
import { scriptDoor } from './doors/script.ts'
import { siteConfigDoor } from './doors/site-config.ts'
import { siteverifyDoor } from './doors/siteverify.ts'
import { answerThrown, refuse, refuseBrokenHttp } from './errors.ts'
import { logAnswers, loggerOf } from './log.ts'
import { warnOfUnlistedProxy } from './proxies.ts'
import type { HttpWorld } from './world.ts'

const bodyBytesMax = 16 * 1024
const pathPartLengthMax = 200
const requestTimeoutMs = 15_000

/** Every address of the service, by the door that serves it. `docs/api.md` tells each; a test compares. */
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

/** Builds the service's HTTP side on what it is lent; nothing listens yet. */
export const buildApp = async (world: HttpWorld): Promise<FastifyInstance> => {
  const app = fastify({
    logger: loggerOf(world.log),
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: answerThrown,
    bodyLimit: bodyBytesMax,
    trustProxy: world.isTrustedProxy ?? false,
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
  warnOfUnlistedProxy(app, world.isTrustedProxy ?? null)
  app.addHook('onSend', async (_, reply) => {
    if (!world.isOpen()) reply.header('Connection', 'close')
  })

  await app.register(healthDoor(world))
  await app.register(demoPages(world))
  for (const base of ocapiBases) await app.register(stateDoor(world), { prefix: base })
  await app.register(siteverifyDoor(world))
  await app.register(openToAllPages(world))
  return app
}

// No cookie and no login is looked at here, so any page may ask.
const openToAllPages = (world: HttpWorld) => async (app: FastifyInstance) => {
  await app.register(cors, { origin: '*', methods: ['GET', 'POST'], maxAge: 86_400 })
  for (const base of ocapiBases) await app.register(visitorDoor(world), { prefix: base })
  await app.register(apiDoor(world))
  await app.register(siteConfigDoor(world))
  await app.register(pictureDoor(world))
  await app.register(reportDoor(world))
  await app.register(payloadDoor(world))
  await app.register(scriptDoor(world))
}

const demoPages = (world: HttpWorld) => async (app: FastifyInstance) => {
  if (!world.demo) return
  await app.register(formbody, { bodyLimit: bodyBytesMax })
  await app.register(demoDoor(world, world.demo))
}
