import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { kindNamed } from '../../../kinds/kind.ts'
import type { App, Demo, HttpContext } from '../../context.ts'
import type { Contract } from '../../contracts/contract.ts'
import { refuse } from '../../errors.ts'
import { chooseLanguage, readLanguages } from '../../languages.ts'
import {
  auditList,
  auditListCsp,
  auditPage,
  auditStateCsp,
  type AuditView,
  type PlainPage,
} from './page.ts'
import type { AuditState } from './state.ts'
import { auditStates } from './states.ts'

const languageLengthMax = 35
const nameLengthMax = 60

const choice = z.object({
  lang: z.string().max(languageLengthMax).optional().catch(undefined),
})
const ofState = z.object({ state: z.string().max(nameLengthMax) })

/** The audit kit: a page for every state of the widget, for those who judge its accessibility. */
export async function addAuditRoutes(
  app: App,
  context: HttpContext,
  demo: Demo,
  contracts: readonly Contract[],
): Promise<void> {
  const { languages } = context.words
  const english = chooseLanguage(languages, ['en'])
  const states = auditStates(
    demo.map(({ kind: name }) => ({
      name,
      way: kindNamed(context.kinds, name).way,
      isFramed: context.kindScripts.paths.has(name),
    })),
  )
  const plain = context.hasFallbackPage ? plainPagesOf(demo, contracts) : []
  const viewOf = (lang: string | undefined, root: string): AuditView => ({
    english,
    language: chooseLanguage(languages, readLanguages(lang, undefined)),
    languages,
    states,
    root,
  })
  const siteOf = ({ kind, sitekey }: AuditState): string =>
    sitekey ?? (demo.find((one) => one.kind === kind) ?? demo[0]).sitekey

  app.get('/audit', { schema: { querystring: choice } }, async ({ query }, reply) =>
    send(reply, auditListCsp, auditList(viewOf(query.lang, '.'), plain)),
  )

  app.get(
    '/audit/:state',
    { schema: { params: ofState, querystring: choice } },
    async ({ params, query }, reply) => {
      const state = states.find(({ name }) => name === params.state)
      const contract = contracts.find(({ name }) => name === state?.contract)
      if (!state || !contract) return refuse(reply, 'unknown_address')
      const page = auditPage(viewOf(query.lang, '..'), { state, contract, sitekey: siteOf(state) })
      return send(reply, auditStateCsp(contract), page)
    },
  )
}

function plainPagesOf(demo: Demo, contracts: readonly Contract[]): PlainPage[] {
  return contracts.flatMap(({ name, fallback }) =>
    fallback === null
      ? []
      : demo.map(({ kind, sitekey }) => ({
          says: `${name}-${kind} without JavaScript`,
          address: `${fallback.address}?${fallback.parameter}=${sitekey}`,
        })),
  )
}

function send(reply: FastifyReply, policy: string, page: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('Content-Security-Policy', policy)
    .header('Cache-Control', 'no-store')
    .header('Referrer-Policy', 'no-referrer')
    .header('X-Content-Type-Options', 'nosniff')
    .send(page)
}
