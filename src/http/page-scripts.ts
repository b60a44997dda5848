import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { ScriptFiles } from '../model/script.ts'
import type { ScriptList, ScriptReleases } from '../wire/script.ts'
import type { App } from './context.ts'
import { refuse } from './errors.ts'
import { keepVersions, type Build, type FindFile, type PublishedFile } from './published-files.ts'
import { cacheFor, openToAll, sendFile } from './send-file.ts'

const nameLengthMax = 40
const ofFile = z.object({
  version: z.string().max(nameLengthMax),
  file: z.string().max(nameLengthMax),
})

/** All that the challenge's document may do, wherever it is framed, besides running its script. */
const framePolicy =
  "default-src 'none'; connect-src 'self'; img-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types incipit-work; worker-src 'self'"
const frameHeaders = {
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Permissions-Policy':
    'accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), usb=()',
  'Referrer-Policy': 'no-referrer',
}

/** A contract's scripts: the list for this build, its `api.js`, and every file of a stored version. */
export type PublishedScripts<List extends ScriptList = ScriptList> = {
  /** Where they are, without a slash at its end. */
  base: string
  list: List
  api: PublishedFile
  find: FindFile
}

/** Reads the scripts that the build has below a base, and stores them for later builds. */
export async function readScripts<List extends ScriptList>(
  { read, kept }: Build,
  base: string,
): Promise<PublishedScripts<List>> {
  const below = base.slice(1)
  const list = JSON.parse(String(await read(`${below}/releases.json`))) as List
  const built = new Map<string, ScriptFiles>()
  for (const { version, path } of Object.values(list)) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    built.set(version, new Map([[name, await read(`${below}/${version}/${name}`)]]))
  }
  const find = await keepVersions(built, kept)
  const api = await find(list.api.version, 'api.js')
  if (!api) throw new Error(`the build has no ${base}/api.js`)
  return { base, list, api, find }
}

/** The path of the challenge's frame below the root, without a slash at its beginning. */
export async function readFramePath({ read }: Pick<Build, 'read'>): Promise<string> {
  const { frame } = JSON.parse(String(await read('1/releases.json'))) as ScriptReleases
  return frame.path.slice(1)
}

/** The scripts of a contract: at the addresses its pages know, and at immutable ones. */
export async function addScriptRoutes(
  app: App,
  { base, list, api, find }: PublishedScripts,
  known: readonly string[],
): Promise<void> {
  const tag = `W/"${list.api.version}"`

  for (const address of known) {
    app.get(address, async (request, reply) => {
      reply.header('Cache-Control', cacheFor.minutes).header('ETag', tag)
      if (knows(request.headers['if-none-match'], tag)) return openToAll(reply).code(304).send()
      return sendFile(request, asScript(reply), api)
    })
  }

  app.get(`${base}/releases.json`, async (_, reply): Promise<ScriptList> => {
    reply.header('Cache-Control', 'public, max-age=300')
    return list
  })

  app.get(`${base}/:version/:file`, { schema: { params: ofFile } }, async (request, reply) => {
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

// The one script in the page, by its hash, and the views of kinds that it loads; documents of older builds load theirs from beside them.
function scriptSourceOf(page: string): string {
  const [, script] = /<script>(.*)<\/script>/s.exec(page) ?? []
  if (script === undefined) return "'self'"
  return `'sha256-${createHash('sha256').update(script).digest('base64')}' 'self'`
}

// The comparison is the weak one (RFC 9110 §13.1.2): a proxy may have compressed the copy by itself.
function knows(header: string | undefined, tag: string): boolean {
  return (header ?? '')
    .split(',')
    .some((given) => given.trim() === '*' || given.includes(tag.slice(2)))
}
