import { z } from 'zod'
import type { KindScripts } from '../wire/script.ts'
import type { App, HttpContext } from './context.ts'
import { refuse } from './errors.ts'
import { keepVersions, type Build, type KindScriptFiles } from './published-files.ts'
import { cacheFor, sendFile } from './send-file.ts'

const nameLengthMax = 40
const ofFile = z.object({
  version: z.string().max(nameLengthMax),
  file: z.string().max(nameLengthMax),
})

// A view may start a worker, which has a policy of its own: WebAssembly, and nothing else.
const workerHeaders = {
  'Content-Security-Policy': "default-src 'none'; script-src 'wasm-unsafe-eval'",
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

/** Reads the views of kinds that the build has in scripts of their own, and keeps them for later builds. */
export async function openKindScripts({ read, kept }: Build): Promise<KindScriptFiles> {
  const list = JSON.parse(String(await read('kinds/list.json'))) as KindScripts
  const built = list.map(async ({ version, files }) => {
    const contents = files.map(
      async (file) => [file, await read(`kinds/${version}/${file}`)] as const,
    )
    return [version, new Map(await Promise.all(contents))] as const
  })
  const paths = list.map(
    ({ kind, version, files: [view] }) => [kind, `kinds/${version}/${view}`] as const,
  )
  return {
    paths: new Map(paths),
    find: await keepVersions(new Map(await Promise.all(built)), kept),
  }
}

/** The views of kinds in scripts of their own, at immutable addresses. */
export async function addKindRoutes(app: App, { kindScripts }: HttpContext): Promise<void> {
  app.get('/kinds/:version/:file', { schema: { params: ofFile } }, async (request, reply) => {
    const { version, file } = request.params
    const found = file.endsWith('.js') ? await kindScripts.find(version, file) : null
    if (!found) return refuse(reply, 'unknown_address')
    reply
      .headers(workerHeaders)
      .header('Cache-Control', cacheFor.good)
      .type('application/javascript; charset=utf-8')
    return sendFile(request, reply, found)
  })
}
