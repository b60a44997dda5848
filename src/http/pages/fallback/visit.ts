import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Site } from '../../../model/site.ts'
import type { HttpContext } from '../../context.ts'
import type { Contract, FallbackPart } from '../../contracts/contract.ts'
import { refuse } from '../../errors.ts'
import { chooseLanguage, readLanguages } from '../../languages.ts'
import { noteOutcome } from '../../log.ts'
import { mayUse, readNamedPage } from '../../page-host.ts'
import { codePage, type FallbackView } from './page.ts'
import { fallbackCsp } from './policy.ts'
import { plainWays, type PlainWay } from './read-form.ts'
import { openPlainWords } from './words.ts'

const sitekeyLengthMax = 100
const languageLengthMax = 35
const sitekeyShape = z.string().trim().max(sitekeyLengthMax).catch('')
const wayShape = z.enum(plainWays).nullable().catch(null)
const languageShape = z.string().max(languageLengthMax).optional().catch(undefined)

/** A page without scripts: of which contract, and where. */
export type Door = { context: HttpContext; contract: Contract; fallback: FallbackPart }

/** A request for it, and the address of the page that it comes from or is framed by, if that is named. */
export type Knock = { request: FastifyRequest; reply: FastifyReply; named: string | undefined }

/** A visitor to whom the page of a site is shown. */
export type PlainVisit = Door & {
  request: FastifyRequest
  reply: FastifyReply
  site: Site
  /** BCP 47 tags by preference. */
  languages: readonly string[]
  /** The way that the address names; null if it names none. */
  way: PlainWay | null
  /** The host that is recorded with a challenge; null if none is named. */
  host: string | null
  view: FallbackView
}

/**
 * Lets a visitor in as the contract's front door does: a site that exists, on a page that may use it. Where no page is
 * named, the visitor has opened this one alone, or the page around hides its address; a policy says then who may
 * frame it. Null if the visit was answered already: refused, or with the code of a test key.
 */
export async function beginVisit(
  door: Door,
  { request, reply, named }: Knock,
): Promise<PlainVisit | null> {
  const { context, contract } = door
  if (!context.hasFallbackPage) return answered(refuse(reply, 'fallback_off'))
  const view = await viewOf(door, request)
  const testToken = contract.tokens?.findTestToken(view.sitekey) ?? null
  if (testToken !== null) {
    if (!context.settings.takesTestKeys) return answered(refuse(reply, 'test_keys_off'))
    const seconds = context.settings.tokenTtlMs / 1000
    return answered(sendPage(reply, codePage(view, { code: testToken, seconds })))
  }
  const site = await context.sites.find(view.sitekey)
  if (!site) return answered(refuse(reply, 'unknown_client'))
  noteOutcome(reply, { site: site.name })
  const page = readNamedPage(named)
  if (page && !mayUse(site, page)) return answered(refuse(reply, 'foreign_host'))
  reply.header('Content-Security-Policy', fallbackCsp(site))
  const host = page?.origin ?? null
  const around = host === null ? '' : `https://${host}`
  const languages = languagesOf(request)
  const way = wayShape.parse(queryOf(request)['way'])
  return { ...door, request, reply, site, languages, way, host, view: { ...view, around } }
}

/** What every page of a door needs: the language of the visitor, with its words, and where things are. */
export async function viewOf(
  { context, fallback: { address, parameter } }: Door,
  request: FastifyRequest,
): Promise<FallbackView> {
  const language = chooseLanguage(context.words.languages, languagesOf(request))
  const say = await openPlainWords(context.words, language)
  const sitekey = sitekeyShape.parse(queryOf(request)[parameter])
  return { language, say, sitekey, root: rootFrom(address, request.url), around: '' }
}

/** Sends a page. */
export function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(page)
}

function languagesOf(request: FastifyRequest): string[] {
  const wanted = languageShape.parse(queryOf(request)['hl'])
  return readLanguages(wanted, request.headers['accept-language'])
}

function queryOf({ query }: FastifyRequest): Readonly<Record<string, unknown>> {
  return query as Record<string, unknown>
}

// A proxy may have put the service under a path, so ways begin at the page itself.
function rootFrom(address: string, url: string): string {
  const isFolder = url.replace(/\?.*/, '').endsWith('/')
  const depth = address.split('/').length - (isFolder ? 1 : 2)
  return Array.from({ length: depth }, () => '..').join('/')
}

function answered(_reply: FastifyReply): null {
  return null
}
