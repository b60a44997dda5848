import { z } from 'zod'
import type { ScriptFiles } from '../../../model/script.ts'
import type { OcapiReleases } from '../../../wire/ocapi.ts'
import type { App } from '../../context.ts'
import { refuse } from '../../errors.ts'
import { compressFiles, type Build, type PublishedFiles } from '../../published-files.ts'
import { cacheFor, sendFile } from '../../send-file.ts'
import { readReleases } from './read-page-tags.ts'

const nameLengthMax = 40
const ofFile = z.object({
  version: z.string().max(nameLengthMax),
  file: z.string().max(nameLengthMax),
})

/** The payloads by their paths, and the list of them. */
export type Payloads = { list: OcapiReleases; files: PublishedFiles }

/** Reads the payloads of the build. */
export async function readPayloads({ read }: Build): Promise<Payloads> {
  const list = await readReleases({ read })
  const paths = list.releases.map(({ path }) => path)
  const files: ScriptFiles = new Map(
    await Promise.all(paths.map(async (path) => [path, await read(path.slice(1))] as const)),
  )
  return { list, files: await compressFiles(files) }
}

/** The payloads at their versioned addresses, and the list of them with their integrity values. */
export async function addPayloadRoutes(app: App, { list, files }: Payloads): Promise<void> {
  app.get('/ocapi/releases.json', async (_, reply): Promise<OcapiReleases> => {
    reply.header('Cache-Control', 'public, max-age=300')
    return list
  })

  app.get('/ocapi/:version/:file', { schema: { params: ofFile } }, async (request, reply) => {
    const { version, file } = request.params
    const script = files.get(`/ocapi/${version}/${file}`)
    if (!script) return refuse(reply, 'unknown_address')
    reply.header('Cache-Control', cacheFor.good).type('text/javascript; charset=utf-8')
    return sendFile(request, reply, script)
  })
}
