import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { ScriptFiles } from '../../../model/script.ts'
import type { ScriptReleases } from '../../../wire/script.ts'
import type { App } from '../../context.ts'
import { refuse } from '../../errors.ts'
import {
  keepVersions,
  type Build,
  type FindFile,
  type PublishedFile,
} from '../../published-files.ts'
import { cacheFor, openToAll, sendFile } from '../../send-file.ts'

const nameLengthMax = 40
const ofFile = z.object({
  version: z.string().max(nameLengthMax),
  file: z.string().max(nameLengthMax),
})

/** All that the challenge's document may do, wherever it is framed, besides running its script. */
const framePolicy =
  "default-src 'none'; connect-src 'self'; img-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
const frameHeaders = {
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Permissions-Policy':
    'accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), usb=()',
  'Referrer-Policy': 'no-referrer',
}

/** The scripts: the list for this build, its `api.js`, and every file of a stored version. */
export type PublishedScripts = { list: ScriptReleases; api: PublishedFile; find: FindFile }

/** Reads the scripts of the build, and stores them for later builds. */
export async function readScripts({ read, kept }: Build): Promise<PublishedScripts> {
  const list = JSON.parse(String(await read('1/releases.json'))) as ScriptReleases
  const readFiles = async (version: string, names: readonly string[]): Promise<ScriptFiles> =>
    new Map(
      await Promise.all(
        names.map(async (name) => [name, await read(`1/${version}/${name}`)] as const),
      ),
    )
  const { api, frame } = list
  const find = await keepVersions(
    new Map([
      [api.version, await readFiles(api.version, ['api.js'])],
      [frame.version, await readFiles(frame.version, ['challenge.html'])],
    ]),
    kept,
  )
  const script = await find(api.version, 'api.js')
  if (!script) throw new Error('the build has no api.js')
  return { list, api: script, find }
}

/** The scripts of hCaptcha's contract: at the addresses its pages know, and at immutable ones. */
export async function addScriptRoutes(
  app: App,
  { list, api, find }: PublishedScripts,
): Promise<void> {
  const tag = `W/"${list.api.version}"`

  for (const address of ['/1/api.js', '/1/secure-api.js'] as const) {
    app.get(address, async (request, reply) => {
      reply.header('Cache-Control', cacheFor.minutes).header('ETag', tag)
      if (knows(request.headers['if-none-match'], tag)) return openToAll(reply).code(304).send()
      return sendFile(request, asScript(reply), api)
    })
  }

  app.get('/1/releases.json', async (_, reply): Promise<ScriptReleases> => {
    reply.header('Cache-Control', 'public, max-age=300')
    return list
  })

  app.get('/1/:version/:file', { schema: { params: ofFile } }, async (request, reply) => {
    const { version, file } = request.params
    const found = await find(version, file)
    if (!found) return refuse(reply, 'unknown_address')
    reply.header('Cache-Control', cacheFor.good)
    const typed = file.endsWith('.html') ? asFrame(reply, found) : asScript(reply)
    return sendFile(request, typed, found)
  })
}

function asScript(reply: FastifyReply): FastifyReply {
  return reply.type('application/javascript; charset=utf-8')
}

function asFrame(reply: FastifyReply, { plain }: PublishedFile): FastifyReply {
  const policy = `${framePolicy}; script-src ${scriptSourceOf(String(plain))}`
  return reply
    .headers({ 'Content-Security-Policy': policy, ...frameHeaders })
    .type('text/html; charset=utf-8')
}

// The one script in the page, by its hash; documents of older builds load theirs from beside them.
function scriptSourceOf(page: string): string {
  const [, script] = /<script>(.*)<\/script>/s.exec(page) ?? []
  if (script === undefined) return "'self'"
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`
}

// The comparison is the weak one (RFC 9110 §13.1.2): a proxy may have compressed the copy by itself.
function knows(header: string | undefined, tag: string): boolean {
  return (header ?? '')
    .split(',')
    .some((given) => given.trim() === '*' || given.includes(tag.slice(2)))
}
