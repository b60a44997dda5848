import Database from 'better-sqlite3'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { addSecret, changeSite } from '../../../../test/setup/hcaptcha-client.ts'
import { fillStore } from '../../../../test/setup/service.ts'
import { openStore } from '../../../store/sqlite/open-store.ts'
import type { ChallengeReply } from '../../../wire/api.ts'
import type { SiteverifyReply } from '../../../wire/siteverify.ts'

const program = fileURLToPath(new URL('../../../../bin/incipit', import.meta.url))
const seen = { success: false, 'error-codes': ['already-seen-response'] }

/** The program on a folder of its own, a site that gives tokens unasked, and the folder's file to hold. */
async function startService(t: TestContext) {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
  const fixture = { clock: Date.now, random: randomBytes }
  const store = openStore({ dataDir, ...fixture })
  const { transcription } = await fillStore(store, fixture)
  const { sitekey } = await changeSite(store, transcription, { mode: 'invisible' })
  const secret = await addSecret(store, transcription)
  await store.close()
  const argv = ['serve', '--port', '0', '--data', dataDir, '--log-level', 'error']
  const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  t.after(async () => {
    child.kill('SIGKILL')
    await ended
    rmSync(dataDir, { recursive: true })
  })
  let text = ''
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    text += String(chunk)
    const url = /listens on (\S+)/.exec(text)?.[1]
    if (url) return { url, sitekey, secret, file: join(dataDir, 'incipit.sqlite') }
  }
  throw new Error(`the service did not start: ${text}`)
}

type Service = Awaited<ReturnType<typeof startService>>

async function getToken({ url, sitekey }: Service): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ sitekey })
  const reply = await fetch(`${url}/api/challenge`, { method: 'POST', headers, body })
  const answer = (await reply.json()) as ChallengeReply
  assert.ok('pass' in answer && answer.pass)
  return answer.pass.token
}

async function redeem({ url, secret }: Service, response: string): Promise<SiteverifyReply> {
  const body = new URLSearchParams({ secret, response })
  const reply = await fetch(`${url}/siteverify`, { method: 'POST', body })
  return (await reply.json()) as SiteverifyReply
}

/** A connection that the service has taken and answered on. */
async function openConnection(t: TestContext, { url }: Service): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  t.after(() => socket.destroy())
  socket.on('error', () => undefined)
  socket.write('GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n')
  await once(socket, 'data')
  return socket
}

function ask({ secret }: Service, socket: Socket, response: string): void {
  const query = new URLSearchParams({ secret, response }).toString()
  socket.write(`GET /siteverify?${query} HTTP/1.1\r\nHost: a\r\n\r\n`)
}

describe('a token that is asked for while the store is busy', () => {
  const ways: Record<string, (socket: Socket) => void> = {
    'hangs up': (socket) => socket.end(),
    'breaks the connection': (socket) => socket.resetAndDestroy(),
  }
  // While SQLite waits, the service reads nothing. So the reply went to a client that had hung up long before
  // and counted as written, and when the client asked again, its token was already used.
  for (const [name, leave] of Object.entries(ways)) {
    test(`is taken when the client that ${name} asks again, and then never more`, async (t) => {
      const service = await startService(t)
      const response = await getToken(service)
      const [first, again] = [await openConnection(t, service), await openConnection(t, service)]
      const held = new Database(service.file)
      held.exec('BEGIN IMMEDIATE')
      ask(service, first, response)
      leave(first)
      ask(service, again, response)
      const answered = once(again, 'data')
      held.exec('COMMIT')
      held.close()
      assert.match(String(await answered), /"success":true/)
      assert.deepEqual(await redeem(service, response), seen)
    })
  }

  test('is taken by a client that asks again after the store is free', async (t) => {
    const service = await startService(t)
    const response = await getToken(service)
    const first = await openConnection(t, service)
    const held = new Database(service.file)
    held.exec('BEGIN IMMEDIATE')
    ask(service, first, response)
    const ended = once(first, 'close')
    first.end()
    held.exec('COMMIT')
    held.close()
    await ended
    assert.equal((await redeem(service, response)).success, true)
    assert.deepEqual(await redeem(service, response), seen)
  })
})
