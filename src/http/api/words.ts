import { z } from 'zod'
import type { App, HttpContext } from '../context.ts'
import { refuse } from '../errors.ts'
import { chooseLanguage, readLanguages } from '../languages.ts'
import { cacheFor, openToAll, sendFile } from '../send-file.ts'

const listLengthMax = 1000
const nameLengthMax = 40
const query = z.object({ languages: z.string().max(listLengthMax).optional() })
const ofFile = z.object({
  version: z.string().max(nameLengthMax),
  file: z.string().max(nameLengthMax),
})

/** The words in a visitor's language: an address that leads to the file, and the file's permanent address. */
export async function addWordsRoutes(app: App, { words }: HttpContext): Promise<void> {
  app.get('/words', { schema: { querystring: query } }, async (request, reply) => {
    const wanted = request.query.languages ?? request.headers['accept-language']
    const { version, file } = chooseLanguage(words.languages, readLanguages(undefined, wanted))
    // It is kept before anybody is told where it is.
    await words.find(version, file)
    const isFolder = /\/(?:\?|$)/.test(request.url)
    return (
      openToAll(reply)
        .header('Cache-Control', cacheFor.minutes)
        .header('Vary', 'Accept-Language')
        // From here, as a proxy may serve this address under a path.
        .redirect(`${isFolder ? '' : 'words/'}${version}/${file}`)
    )
  })

  app.get('/words/:version/:file', { schema: { params: ofFile } }, async (request, reply) => {
    const { version, file } = request.params
    const found = file.endsWith('.json') ? await words.find(version, file) : null
    if (!found) return refuse(reply, 'unknown_address')
    reply.header('Cache-Control', cacheFor.good).type('application/json; charset=utf-8')
    return sendFile(request, reply, found)
  })
}
