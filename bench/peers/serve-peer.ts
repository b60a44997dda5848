import { mkdtempSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Cap from '@cap.js/server'
import { createChallenge, verifySolution } from 'altcha-lib/v1'

/**
 * A program: serves one peer over bare node:http, its name given as the argument. Each path is one operation of
 * the peer's library with its defaults; only the work that a browser would do is none.
 */

type Answer = (body: string) => Promise<unknown>

/** Cap without work for the browser: any solutions are right, and as many are checked as by default. */
function serveCap(noFSState: boolean): Record<string, Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-bench-cap-'))
  const cap = new Cap({ noFSState, tokens_store_path: join(folder, 'tokens.json') })
  return {
    '/create': () => cap.createChallenge({ challengeDifficulty: 0 }),
    '/redeem': async (body) => cap.redeemChallenge(JSON.parse(body)),
    '/verify': async (body) => cap.validateToken(JSON.parse(body).token),
  }
}

const altchaKey = 'the key of the bench'

const peers: Readonly<Record<string, () => Record<string, Answer>>> = {
  bare: () => ({ '/': async () => ({ success: true }) }),
  'cap-memory': () => serveCap(true),
  'cap-file': () => serveCap(false),
  altcha: () => ({
    '/create': () => createChallenge({ hmacKey: altchaKey, maxNumber: 1 }),
    '/verify': async (body) => ({ success: await verifySolution(JSON.parse(body), altchaKey) }),
  }),
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

function serve(answers: Readonly<Record<string, Answer>>): void {
  const server = createServer(async (request, reply) => {
    const body = await readAll(request)
    const answer = await answers[request.url ?? '']?.(body)
    reply.setHeader('content-type', 'application/json').end(JSON.stringify(answer ?? null))
  })
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    console.log(`listens on http://127.0.0.1:${address.port}`)
  })
}

const peer = peers[process.argv[2] ?? '']
if (!peer)
  throw new Error(`There is no peer of this name; there are ${Object.keys(peers).join(', ')}.`)
serve(peer())
