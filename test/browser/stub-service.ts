import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Payload } from '../../build.ts'
import type { AnswerBody, ChallengeBody } from '../../src/wire/challenge.ts'
import type { OcapiReleases, OcapiState, OcapiVerdict } from '../../src/wire/ocapi.ts'
import type { ReportReply, ReportRequest } from '../../src/wire/api.ts'
import { publicErrors, type ErrorCode } from '../../src/model/errors.ts'
import { readLanguages, readMore, readPayloads } from '../setup/built.ts'
import { listen, type Listening } from './listen.ts'
import { drawPicture } from './picture.ts'

const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'content-type, authorization',
}

/** Judges answers as the real service does, for one site. */
export const stubSite = { clientId: 'aPublicID', privateId: 'a private id '.repeat(6) }

/** A service with Ocapi's addresses that behaves as a test sets it. */
export type StubService = {
  origin: string
  payloads: readonly Payload[]
  more: ReturnType<typeof readMore>
  /** The kind of the next challenges; the pictures of a transcription show the text `right`. */
  next: Pick<ChallengeBody, 'type' | 'language' | 'direction' | 'credits' | 'thanks'> & {
    validSeconds: number
  }
  /** Replies for the next requests, in order, in place of the usual ones. */
  failures: (ErrorCode | number | 'silence')[]
  /** Whether requests for the words fail. */
  wordsFail: boolean
  challenges: Map<string, OcapiState['state'] | 'gone'>
  /** Every request for a challenge, and every answer, by its address below the origin. */
  asked: string[]
  answered: { path: string; answer: AnswerBody }[]
  /** The reports of pictures. */
  reported: ReportRequest[]
  stop: () => Promise<void>
  restart: () => Promise<void>
}

/** Starts a stub on a free port of this machine. */
export async function startStub(): Promise<StubService> {
  const server = createServer((request, response) => void answerRequest(stub, request, response))
  let listening: Listening = await listen(server, 0)
  const stub: StubService = {
    origin: listening.origin,
    payloads: readPayloads(),
    more: readMore(),
    next: {
      type: 'transcription',
      language: 'fr',
      direction: 'ltr',
      credits: [{ text: 'Archives of Somewhere', url: 'https://archive.example/', licence: 'CC0' }],
      validSeconds: 120,
    },
    failures: [],
    wordsFail: false,
    challenges: new Map(),
    asked: [],
    answered: [],
    reported: [],
    stop: () => listening.close(),
    restart: async () => {
      listening = await listen(server, listening.port)
    },
  }
  return stub
}

async function answerRequest(
  stub: StubService,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', stub.origin)
  const [kind = '', clientId = '', challengeId = ''] = url.pathname
    .replace(/^\/v[12]\//, '/')
    .slice(1)
    .split('/')
    .map(decodeURIComponent)
  const body = await text(request)
  const reply = (status: number, value: unknown): void => {
    response.writeHead(status, { ...corsHeaders, 'content-type': 'application/json' })
    response.end(JSON.stringify(value))
  }
  if (request.method === 'OPTIONS') return void response.writeHead(204, corsHeaders).end()
  if (url.pathname === '/ocapi/releases.json') return reply(200, listReleases(stub))
  if (kind === 'words') return sendWords(stub, url, response)
  if (kind === 'ocapi') return sendPayload(stub, url.pathname, response)
  if (kind === 'picture') return sendPicture(clientId, response)
  if (kind === 'report') {
    stub.reported.push(JSON.parse(body) as ReportRequest)
    return reply(200, { reported: true } satisfies ReportReply)
  }
  if (kind === 'state') return reply(...readState(stub, request, { clientId, challengeId }))
  if (kind !== 'challenge') return reply(404, { error: 'unknown_address' })

  if (request.method === 'GET') stub.asked.push(url.pathname + url.search)
  else stub.answered.push({ path: url.pathname, answer: JSON.parse(body) as AnswerBody })
  const failure = stub.failures.shift()
  if (failure === 'silence') return
  if (typeof failure === 'string') {
    const { status, sentence } = publicErrors[failure]
    return reply(status, { error: failure, message: sentence })
  }
  if (failure) return reply(failure, { error: 'planned', message: 'A test asked for this.' })
  if (clientId !== stubSite.clientId) return reply(404, { error: 'unknown_client' })
  if (request.method === 'GET') return reply(200, makeChallenge(stub))
  return reply(...judge(stub, challengeId, JSON.parse(body) as AnswerBody))
}

function makeChallenge(stub: StubService): ChallengeBody {
  const { validSeconds: _, ...next } = stub.next
  const id = randomUUID()
  stub.challenges.set(id, 'created')
  const names =
    next.type === 'transcription'
      ? ['text-0', 'text-1']
      : Array.from({ length: 9 }, (_unused, index) => `tile-${index}`)
  const [width, height] = next.type === 'transcription' ? [600, 160] : [200, 200]
  return {
    ...next,
    challenge_id: id,
    ...(next.type === 'classification' ? { keyword: 'map', keyword_language: 'en' } : {}),
    images: names.map((name) => ({
      id: `${name}-${id}`,
      url: `/picture/${name}-${next.direction}`,
      width,
      height,
    })),
    expires_in_seconds: 600,
  }
}

// The right answer is the word `right` for each picture, or the first three pictures and no others.
function judge(
  stub: StubService,
  challengeId: string,
  answer: AnswerBody,
): [status: number, body: OcapiVerdict | { error: string }] {
  const state = stub.challenges.get(challengeId)
  if (state === undefined || state === 'gone') return [404, { error: 'unknown_challenge' }]
  if (state !== 'created') return [409, { error: 'already_answered' }]
  const tiles = [0, 1, 2].map((index) => `tile-${index}-${challengeId}`)
  const isRight =
    'answers' in answer
      ? Object.values(answer['answers'] as object).every((given) => given === 'right')
      : String(answer['selected']) === tiles.join()
  stub.challenges.set(challengeId, isRight ? 'validated' : 'rejected')
  return isRight
    ? [200, { state: 'validated', expires_in_seconds: stub.next.validSeconds }]
    : [200, { state: 'rejected' }]
}

function readState(
  stub: StubService,
  request: IncomingMessage,
  { clientId, challengeId }: { clientId: string; challengeId: string },
): [status: number, body: unknown] {
  if (clientId !== stubSite.clientId) return [404, { error: 'unknown_client' }]
  if (!isSigned(request.headers.authorization ?? '')) return [403, { error: 'unauthorized' }]
  const state = stub.challenges.get(challengeId) ?? 'gone'
  return state === 'gone' ? [404, { error: 'unknown_challenge' }] : [200, { state }]
}

function isSigned(jwt: string): boolean {
  const [header = '', payload = '', signature = ''] = jwt.split('.')
  const expected = createHmac('sha512', stubSite.privateId).update(`${header}.${payload}`)
  const claims = Buffer.from(payload, 'base64url').toString('utf8')
  return (
    signature === expected.digest('base64url') &&
    claims === JSON.stringify({ client_id: stubSite.clientId })
  )
}

function listReleases({ payloads, more: { bytes: ofMore, ...more } }: StubService): OcapiReleases {
  return {
    more: { ...more, sizeBytes: ofMore.length },
    releases: payloads.map(({ release: { version, base, status }, path, integrity, bytes }) => {
      return { version, path, integrity, sizeBytes: bytes.length, base, status }
    }),
  }
}

function sendPayload(stub: StubService, path: string, response: ServerResponse): void {
  const more = path === stub.more.path ? stub.more : null
  const payload = more ?? stub.payloads.find((candidate) => candidate.path === path)
  response.writeHead(payload ? 200 : 404, { ...corsHeaders, 'content-type': 'text/javascript' })
  response.end(payload?.bytes)
}

// The first language asked for, or English.
async function sendWords(stub: StubService, url: URL, response: ServerResponse): Promise<void> {
  if (stub.wordsFail) return void response.writeHead(503, corsHeaders).end()
  const wanted = (url.searchParams.get('languages') ?? '').split(',').map((tag) => tag.slice(0, 2))
  const languages = await readLanguages()
  const spoken = new Map(languages.map(({ language, bytes }) => [language.tag, bytes]))
  const found = [...wanted, 'en'].find((tag) => spoken.has(tag)) ?? 'en'
  response.writeHead(200, { ...corsHeaders, 'content-type': 'application/json' })
  response.end(spoken.get(found))
}

async function sendPicture(name: string, response: ServerResponse): Promise<void> {
  const bytes = await drawPicture(name)
  response.writeHead(200, { 'content-type': 'image/webp', 'cache-control': 'no-store' })
  response.end(bytes)
}
