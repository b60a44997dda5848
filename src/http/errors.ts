import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { publicErrors, type ErrorCode } from '../model/errors.ts'
import type { ErrorBody } from '../wire/error.ts'
import { noteOutcome } from './log.ts'

/** Replies with a public error; `detail` says what is wrong with the request, never why the service failed. */
export function refuse(reply: FastifyReply, code: ErrorCode, detail?: string): FastifyReply {
  noteOutcome(reply, { outcome: code })
  const { status, sentence } = publicErrors[code]
  const body: ErrorBody = { error: code, message: detail ? `${sentence} ${detail}` : sentence }
  return reply.code(status).header('Cache-Control', 'no-store').send(body)
}

/** The one place where an exception becomes a reply: the cause goes to the log, a sentence to the caller. */
export function answerThrown(
  thrown: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (hasZodFastifySchemaValidationErrors(thrown))
    return refuse(reply, 'bad_request', detailOf(thrown))
  const code = codeByStatus[thrown.statusCode ?? 500]
  if (code) return refuse(reply, code)
  request.log.error(
    { err: { type: thrown.name, message: thrown.message, stack: thrown.stack } },
    'request failed',
  )
  return refuse(reply, 'internal')
}

/** Replies to what is not HTTP, has endless headers or arrives too slowly, and closes the connection. */
export function refuseBrokenHttp(cause: Partial<NodeJS.ErrnoException>, socket: Socket): void {
  if (!socket.writable) return void socket.destroy()
  const code = cause.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'too_slow' : 'bad_request'
  const { status, sentence } = publicErrors[code]
  const body = JSON.stringify({ error: code, message: sentence } satisfies ErrorBody)
  const head = [
    `HTTP/1.1 ${status} ${code === 'too_slow' ? 'Request Timeout' : 'Bad Request'}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  // Ending it would leave it open for as long as the client goes on to send.
  socket.destroySoon()
}

const codeByStatus: Readonly<Record<number, ErrorCode>> = {
  400: 'bad_request',
  404: 'unknown_address',
  413: 'body_too_large',
  414: 'bad_request',
  415: 'unsupported_media',
  429: 'rate_limited',
}

function detailOf(thrown: {
  validation: readonly { instancePath: string; message?: string }[]
  validationContext?: string | undefined
}): string {
  const [first] = thrown.validation
  if (!first) return ''
  const where = [thrown.validationContext, ...first.instancePath.split('/').filter(Boolean)].join(
    '.',
  )
  return `${where}: ${(first.message ?? 'not valid').replace(/\.$/, '')}.`
}
