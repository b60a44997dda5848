import type { App, HttpContext } from '../../context.ts'
import type { Contract, FallbackPart } from '../../contracts/contract.ts'
import { waitForTurn } from '../../limited.ts'
import { askPlainly, takeForm } from './ask.ts'
import { refusalPage } from './page.ts'
import { fallbackCsp } from './policy.ts'
import { formShape } from './read-form.ts'
import { refuseWithPages } from './refusals.ts'
import { beginVisit, viewOf } from './visit.ts'

const headers = {
  'Content-Security-Policy': fallbackCsp(null),
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  // A page that has such a policy may frame only what has one, too.
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
}

/** Each contract's page for visitors without JavaScript: a challenge in HTML alone, and a code to paste. */
export async function addFallbackRoutes(
  app: App,
  context: HttpContext,
  contracts: readonly Contract[],
): Promise<void> {
  // Only forms are sent here.
  app.removeContentTypeParser('application/json')
  app.addHook('onRequest', (_, reply, done) => {
    reply.headers(headers)
    done()
  })
  for (const contract of contracts) {
    const { fallback } = contract
    if (fallback) await app.register((scope) => addPage(scope, context, { contract, fallback }))
  }
}

type Of = { contract: Contract; fallback: FallbackPart }

async function addPage(app: App, context: HttpContext, { contract, fallback }: Of): Promise<void> {
  const { address } = fallback
  const door = { context, contract, fallback }
  const preHandler = waitForTurn(context)

  refuseWithPages(app, async (request, refusal) =>
    refusalPage(await viewOf(door, request), refusal),
  )

  app.head(address, async (_, reply) => reply.type('text/html; charset=utf-8').send())
  app.get(address, { exposeHeadRoute: false, preHandler }, async (request, reply) => {
    const visit = await beginVisit(door, { request, reply, named: request.headers.referer })
    return visit ? askPlainly(visit) : reply
  })

  app.post(address, { schema: { body: formShape }, preHandler }, async (request, reply) => {
    const { body } = request
    const visit = await beginVisit(door, { request, reply, named: body.page })
    return visit ? takeForm(visit, body) : reply
  })
}
