import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerThrown } from '../errors.ts'
import { readParts } from './parts.ts'

const mediaType = /^\s*[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(;.*)?$/

/** What stands for a body that cannot be read. */
export const malformed = Symbol('malformed')

/** What was given, in the order in which it was sent. */
export type Entries = readonly (readonly [name: string, value: unknown])[]

/** A body as `readEveryBody` leaves it; a request without a body has none. */
export type ReadBody = Entries | typeof malformed | undefined

/**
 * Lets a scope read bodies of every type for `readFields`. What cannot be taken is answered 200 with what
 * `refusalOf` returns, since clients take another status for an outage; only too many requests get 429.
 */
export function readEveryBody(
  app: FastifyInstance,
  refusalOf: (why: 'bad-request' | 'rate-limited') => object,
): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'string' },
    async (request: FastifyRequest, text: string) =>
      readBody(request.headers['content-type'] ?? '', text),
  )
  app.addHook('onRequest', forgetBrokenType)
  app.setErrorHandler((thrown: FastifyError, request, reply): FastifyReply => {
    if ((thrown.statusCode ?? 500) >= 500) return answerThrown(thrown, request, reply)
    if (thrown.statusCode === 429) return reply.code(429).send(refusalOf('rate-limited'))
    return reply.code(200).header('Cache-Control', 'no-store').send(refusalOf('bad-request'))
  })
}

// A body with an invalid media type is read like one without a type: by what it looks like.
async function forgetBrokenType({ raw }: FastifyRequest): Promise<void> {
  if (!mediaType.test(raw.headers['content-type'] ?? '')) delete raw.headers['content-type']
}

// By its content type, or by what it looks like if the type is another one.
function readBody(type: string, sent: string): Entries | typeof malformed {
  const text = sent.replace(/^\uFEFF/, '')
  if (/^\s*multipart\/form-data\b/i.test(type))
    return text === '' ? [] : (readParts(type, text) ?? malformed)
  // No form begins with a brace, so that is JSON which was called a form.
  const isJson = /\bjson\b/i.test(type) || /^\s*\{/.test(text)
  return isJson && text.trim() !== '' ? readJson(text) : readForm(text)
}

function readJson(text: string): Entries | typeof malformed {
  try {
    const body: unknown = JSON.parse(text)
    const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
    return isObject ? Object.entries(body) : malformed
  } catch {
    return malformed
  }
}

/** Reads a form, as a body or a query. */
export function readForm(text: string): Entries {
  return [...new URLSearchParams(text)]
}
