import type { FastifyRequest } from 'fastify'
import type { ErrorCode } from '../../../model/errors.ts'
import type { ErrorBody } from '../../../wire/error.ts'
import type { App } from '../../context.ts'

/** Why there is no challenge: a sentence for the visitor by its name, and the error for who runs the site. */
export type PlainRefusal = { word: string; error: string; canTryAgain: boolean }

/** What is said to a visitor of each error; of all others, that the service does not answer. */
const words: Readonly<Partial<Record<string, string>>> = {
  bad_request: 'misconfigured',
  fallback_off: 'misconfigured',
  foreign_host: 'misconfigured',
  misplaced: 'misconfigured',
  no_items: 'no-items',
  no_way: 'no-items',
  rate_limited: 'too-many',
  test_keys_off: 'misconfigured',
  unknown_client: 'unknown-site',
} satisfies Partial<Record<ErrorCode, string>>

/** Makes every error of a scope's addresses, wherever it comes from, a page in the visitor's language. */
export function refuseWithPages(
  app: App,
  draw: (request: FastifyRequest, refusal: PlainRefusal) => Promise<string>,
): void {
  app.addHook<ErrorBody>('preSerialization', async (request, reply, { error, message }) => {
    const word = words[error] ?? 'unreachable'
    const canTryAgain = reply.statusCode === 429 || reply.statusCode >= 500
    const page = await draw(request, { word, error: `${error}: ${message}`, canTryAgain })
    reply.type('text/html; charset=utf-8').serializer(() => page)
    return page
  })
}
