import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { App, HttpContext } from '../context.ts'
import { chooseLanguage, readLanguages } from '../languages.ts'
import { homePage, homePageCsp, type HomeView } from './home-page.ts'

const languageLengthMax = 35
const sitekeyLengthMax = 100

const choice = z.object({
  lang: z.string().max(languageLengthMax).optional().catch(undefined),
})

const ofSite = choice.extend({ sitekey: z.string().max(sitekeyLengthMax).catch('') })

/** The page about the service, for whoever comes to its address with a browser. */
export async function addHomeRoutes(app: App, context: HttpContext): Promise<void> {
  const { languages } = context.words
  app.get('/', { schema: { querystring: choice } }, async ({ query, headers }, reply) => {
    const wanted = readLanguages(query.lang, headers['accept-language'])
    const language = chooseLanguage(languages, wanted)
    const hasDemo = context.demo !== null
    return send(reply, { language, languages, hasDemo, hasCommands: true, from: null })
  })
}

/** The same for a visitor who comes from the widget of a site, with what that site says about privacy. */
export async function addAboutRoutes(app: App, context: HttpContext): Promise<void> {
  const { languages } = context.words
  app.get('/about', { schema: { querystring: ofSite } }, async ({ query, headers }, reply) => {
    const { sitekey } = query
    const wanted = readLanguages(query.lang, headers['accept-language'])
    const language = chooseLanguage(languages, wanted)
    const site = await context.sites.find(sitekey)
    const from = site ?? { sitekey, privacyText: '', privacyUrl: '' }
    return send(reply, { language, languages, hasDemo: false, hasCommands: false, from })
  })
}

function send(reply: FastifyReply, view: HomeView): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('Content-Security-Policy', homePageCsp)
    .header('Cache-Control', 'no-store')
    .header('Referrer-Policy', 'no-referrer')
    .header('X-Content-Type-Options', 'nosniff')
    .send(homePage(view))
}
