import { z } from 'zod'
import type { ScriptFiles } from '../../../model/script.ts'
import type { OcapiReleases } from '../../../wire/ocapi.ts'
import type { App } from '../../context.ts'
import { refuse } from '../../errors.ts'
import {
  compressFiles,
  keepVersions,
  type Build,
  type FindFile,
  type PublishedFiles,
} from '../../published-files.ts'
import { cacheFor, sendFile } from '../../send-file.ts'
import { readReleases } from './read-page-tags.ts'

const nameLengthMax = 40
const ofFile = z.object({
  version: z.string().max(nameLengthMax),
  file: z.string().max(nameLengthMax),
})

/** The payloads by their paths, the list of them, and what they load, of this build or an older one. */
export type Payloads = { list: OcapiReleases; files: PublishedFiles; findMore: FindFile }

/** Reads the payloads of the build. */
export async function readPayloads({ read, kept }: Build): Promise<Payloads> {
  const list = await readReleases({ read })
  const paths = list.releases.map(({ path }) => path)
  const files: ScriptFiles = new Map(
    await Promise.all(paths.map(async (path) => [path, await read(path.slice(1))] as const)),
  )
  const { version, path: morePath } = list.more
  const more = new Map([['more.js', await read(morePath.slice(1))]])
  const findMore = await keepVersions(new Map([[version, more]]), kept)
  return { list, files: await compressFiles(files), findMore }
}

/** The payloads at their versioned addresses, and the list of them with their integrity values. */
export async function addPayloadRoutes(
  app: App,
  { list, files, findMore }: Payloads,
): Promise<void> {
  app.get('/ocapi/releases.json', async (_, reply): Promise<OcapiReleases> => {
    reply.header('Cache-Control', 'public, max-age=300')
    return list
  })

  app.get('/ocapi/:version/:file', { schema: { params: ofFile } }, async (request, reply) => {
    const { version, file } = request.params
    const script = files.get(`/ocapi/${version}/${file}`) ?? (await findMore(version, file))
    if (!script) return refuse(reply, 'unknown_address')
    reply.header('Cache-Control', cacheFor.good).type('text/javascript; charset=utf-8')
    return sendFile(request, reply, script)
  })
}
