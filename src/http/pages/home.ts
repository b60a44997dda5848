import { z } from 'zod'
import type { App, HttpContext } from '../context.ts'
import { chooseLanguage, readLanguages } from '../languages.ts'
import { homePage, homePageCsp } from './home-page.ts'

const languageLengthMax = 35

const choice = z.object({
  lang: z.string().max(languageLengthMax).optional().catch(undefined),
})

/** The page about the service, for whoever comes to its address with a browser. */
export async function addHomeRoutes(app: App, context: HttpContext): Promise<void> {
  const { languages } = context.words
  app.get('/', { schema: { querystring: choice } }, async ({ query, headers }, reply) => {
    const wanted = readLanguages(query.lang, headers['accept-language'])
    const language = chooseLanguage(languages, wanted)
    return reply
      .type('text/html; charset=utf-8')
      .header('Content-Security-Policy', homePageCsp)
      .header('Cache-Control', 'no-store')
      .header('Referrer-Policy', 'no-referrer')
      .header('X-Content-Type-Options', 'nosniff')
      .send(homePage({ language, languages, hasDemo: context.demo !== null }))
  })
}
