import cors from '@fastify/cors'
import formbody from '@fastify/formbody'
import fastify, { LogController, type FastifyInstance } from 'fastify'
import {
  serializerCompiler,
  validatorCompiler,
  type FastifyPluginAsyncZod,
} from 'fastify-type-provider-zod'
import { addChallengeRoutes } from './api/challenge.ts'
import { addExtendRoutes } from './api/extend.ts'
import { addMediaRoutes } from './api/media.ts'
import { addReportRoutes } from './api/report.ts'
import { addWordsRoutes } from './api/words.ts'
import type { AddRoutes, HttpContext } from './context.ts'
import type { Contract, OpenContract } from './contracts/contract.ts'
import { openHcaptcha } from './contracts/hcaptcha/contract.ts'
import { openOcapi } from './contracts/ocapi/contract.ts'
import { openRecaptcha } from './contracts/recaptcha/contract.ts'
import { openTurnstile } from './contracts/turnstile/contract.ts'
import { answerThrown, refuse, refuseBrokenHttp } from './errors.ts'
import { refuseMisplaced, type Use } from './fetch-metadata.ts'
import { addHealthRoutes } from './health.ts'
import { beginInTurn, endTurns, limitConcurrency } from './limited.ts'
import { addKindRoutes } from './kind-scripts.ts'
import { logAnswers, loggerOf } from './log.ts'
import { addAuditRoutes } from './pages/audit/audit.ts'
import { addDemoRoutes } from './pages/demo.ts'
import { addFallbackRoutes } from './pages/fallback/fallback.ts'
import { addAboutRoutes, addHomeRoutes } from './pages/home.ts'
import { addIconRoutes } from './pages/icons.ts'
import { warnOfUnlistedProxy } from './proxies.ts'
import type { Build } from './published-files.ts'
import { serverOptions } from './server-options.ts'
import { refuseAmbiguous } from './well-formed.ts'

const bodyBytesMax = 16 * 1024
const pathPartLengthMax = 200

/** The public contracts. A further one is a folder in `contracts/`, a line here, and its addresses below. */
const contracts: readonly OpenContract[] = [openOcapi, openHcaptcha, openRecaptcha, openTurnstile]

/**
 * Every address of the service, by contract, and how a page comes to it. `docs/operator/api.md` describes each; a
 * test compares.
 */
export const addresses = {
  'GET /challenge/:client': 'asked',
  'POST /challenge/:client/:challenge': 'asked',
  'GET /state/:client/:challenge': 'any',
  'GET /v1/challenge/:client': 'asked',
  'POST /v1/challenge/:client/:challenge': 'asked',
  'GET /v1/state/:client/:challenge': 'any',
  'GET /v2/challenge/:client': 'asked',
  'POST /v2/challenge/:client/:challenge': 'asked',
  'GET /v2/state/:client/:challenge': 'any',
  'POST /api/challenge': 'asked',
  'POST /api/answer': 'asked',
  'GET /api/picture/:challenge/:image': 'picture',
  'GET /api/media/:challenge/:image': 'medium',
  'POST /api/report': 'asked',
  'POST /api/extend': 'asked',
  'GET /siteverify': 'any',
  'POST /siteverify': 'any',
  'GET /checksiteconfig': 'any',
  'POST /checksiteconfig': 'any',
  'GET /ocapi/releases.json': 'any',
  'GET /ocapi/:version/:file': 'any',
  'GET /ocapi/fallback': 'page',
  'POST /ocapi/fallback': 'form',
  'GET /1/api.js': 'any',
  'GET /1/secure-api.js': 'any',
  'GET /1/releases.json': 'any',
  'GET /1/:version/:file': 'any',
  'GET /1/fallback': 'page',
  'POST /1/fallback': 'form',
  'GET /recaptcha/api.js': 'any',
  'GET /recaptcha/enterprise.js': 'any',
  'GET /recaptcha/releases.json': 'any',
  'GET /recaptcha/:version/:file': 'any',
  'GET /recaptcha/api/siteverify': 'any',
  'POST /recaptcha/api/siteverify': 'any',
  'GET /recaptcha/api/fallback': 'page',
  'POST /recaptcha/api/fallback': 'form',
  'GET /turnstile/v0/api.js': 'any',
  'GET /turnstile/v0/releases.json': 'any',
  'GET /turnstile/v0/:version/:file': 'any',
  'POST /turnstile/v0/siteverify': 'any',
  'GET /turnstile/v0/fallback': 'page',
  'POST /turnstile/v0/fallback': 'form',
  'GET /words': 'any',
  'GET /words/:version/:file': 'any',
  'GET /kinds/:version/:file': 'any',
  'GET /': 'any',
  'GET /about': 'any',
  'GET /favicon.ico': 'any',
  'GET /favicon.svg': 'any',
  'GET /demo': 'any',
  'POST /demo': 'any',
  'GET /audit': 'any',
  'GET /audit/:state': 'any',
  'GET /health/live': 'any',
  'GET /health/ready': 'any',
} as const satisfies Record<string, Use>

/** Opens every contract on what it publishes of the build. */
export function openContracts(build: Build): Promise<Contract[]> {
  return Promise.all(contracts.map((open) => open(build)))
}

/** What the whole HTTP side needs: its context, and the contracts it serves. */
export type AppContext = HttpContext & { contracts: readonly Contract[] }

/** Builds the service's HTTP side from the stores and functions it is given; nothing listens yet. */
export async function buildApp(context: AppContext): Promise<FastifyInstance> {
  const app = fastify({
    logger: loggerOf(context.log),
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: answerThrown,
    bodyLimit: bodyBytesMax,
    trustProxy: context.isTrustedProxy ?? false,
    ...serverOptions,
    routerOptions: {
      maxParamLength: pathPartLengthMax,
      ignoreDuplicateSlashes: true,
      ignoreTrailingSlash: true,
    },
    return503OnClosing: false,
    clientErrorHandler: refuseBrokenHttp,
  })
  app.removeContentTypeParser('text/plain')
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerThrown)
  app.setNotFoundHandler((_, reply) => refuse(reply, 'unknown_address'))
  // Hooks that wait for nothing are no promises: each promise would cost a microsecond of every request.
  logAnswers(app)
  limitConcurrency(app, context)
  beginInTurn(app, context)
  endTurns(app)
  refuseAmbiguous(app)
  refuseMisplaced(app, addresses)
  warnOfUnlistedProxy(app, context.isTrustedProxy ?? null)
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (!context.isOpen()) reply.header('Connection', 'close')
    done()
  })

  const register = (add: AddRoutes) => app.register(scopeOf(context, add))
  await register(addHealthRoutes)
  await register(addIconRoutes)
  if (context.hasHomePage) await register(addHomeRoutes)
  await register(addAboutRoutes)
  await app.register(demoPages(context))
  await app.register(fallbackPages(context))
  await app.register(auditPages(context))
  for (const { addServerRoutes } of context.contracts) await register(addServerRoutes)
  await app.register(openToAllPages(context))
  return app
}

// No cookie and no login is looked at here, so any page may ask.
function openToAllPages(context: AppContext): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(cors, {
      origin: '*',
      methods: ['GET', 'POST'],
      exposedHeaders: ['Retry-After'],
      maxAge: 86_400,
    })
    const register = (add: AddRoutes) => app.register(scopeOf(context, add))
    await app.register((scope) => addChallengeRoutes(scope, context, context.contracts))
    await register(addMediaRoutes)
    await register(addReportRoutes)
    await register(addExtendRoutes)
    await register(addWordsRoutes)
    await register(addKindRoutes)
    for (const { addPageRoutes } of context.contracts) await register(addPageRoutes)
  }
}

function demoPages(context: AppContext): FastifyPluginAsyncZod {
  return async (app) => {
    if (!context.demo) return
    await app.register(formbody, { bodyLimit: bodyBytesMax })
    await addDemoRoutes(app, context, context.demo, context.contracts)
  }
}

function fallbackPages(context: AppContext): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(formbody, { bodyLimit: bodyBytesMax })
    await addFallbackRoutes(app, context, context.contracts)
  }
}

// Apart from the demonstration's page, whose answers have a policy of their own.
function auditPages(context: AppContext): FastifyPluginAsyncZod {
  return async (app) => {
    if (context.demo) await addAuditRoutes(app, context, context.demo, context.contracts)
  }
}

function scopeOf(context: HttpContext, add: AddRoutes): FastifyPluginAsyncZod {
  return (app) => add(app, context)
}
