import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Site } from '../src/model/site.ts'
import { openStore } from '../src/store/sqlite/open-store.ts'
import type { ChallengeReply } from '../src/wire/api.ts'
import type { SiteverifyReply } from '../src/wire/siteverify.ts'
import { addSecret, changeSite } from './setup/hcaptcha-client.ts'
import { fillStore } from './setup/service.ts'

const program = fileURLToPath(new URL('../bin/incipit', import.meta.url))
const redeemers = 200

/** Starts the program on a folder; it is killed after the test, unless it has ended. */
async function start(t: TestContext, dataDir: string) {
  const argv = ['serve', '--port', '0', '--data', dataDir, '--log-level', 'error']
  const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  let text = ''
  for await (const chunk of child.stdout) {
    text += String(chunk)
    const url = /listens on (\S+)/.exec(text)?.[1]
    if (url) return { url, child }
  }
  throw new Error(`the service did not start: ${text}`)
}

type Service = Awaited<ReturnType<typeof start>>

async function stop({ child }: Service, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

async function openSite(t: TestContext) {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
  const fixture = { clock: Date.now, random: randomBytes }
  const store = openStore({ dataDir, ...fixture })
  t.after(async () => {
    await store.close()
    rmSync(dataDir, { recursive: true })
  })
  const { transcription } = await fillStore(store, fixture)
  const site = await changeSite(store, transcription, { mode: 'invisible' })
  return { dataDir, site, secret: await addSecret(store, site) }
}

async function getToken({ url }: Service, { sitekey }: Site): Promise<string> {
  const reply = await fetch(`${url}/api/challenge`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sitekey }),
  })
  const body = (await reply.json()) as ChallengeReply
  assert.ok('pass' in body && body.pass)
  return body.pass.token
}

async function redeem({ url }: Service, secret: string, response: string): Promise<string> {
  const body = new URLSearchParams({ secret, response })
  const reply = await fetch(`${url}/siteverify`, { method: 'POST', body })
  assert.equal(reply.status, 200)
  const verdict = (await reply.json()) as SiteverifyReply
  return verdict.success ? 'success' : verdict['error-codes'].join()
}

describe('a token that two processes can redeem', () => {
  test('is redeemed once when two hundred requests come at once', async (t) => {
    const { dataDir, site, secret } = await openSite(t)
    const services = [await start(t, dataDir), await start(t, dataDir)] as const
    for (const giver of services) {
      const token = await getToken(giver, site)
      const outcomes = await Promise.all(
        Array.from({ length: redeemers }, (_, n) => redeem(services[n % 2 ? 0 : 1], secret, token)),
      )
      assert.equal(outcomes.filter((outcome) => outcome === 'success').length, 1)
      const seen = outcomes.filter((outcome) => outcome === 'already-seen-response')
      assert.equal(seen.length, redeemers - 1)
    }
    for (const service of services) await stop(service, 'SIGTERM')
  })

  test('outlives the process that issued it, and stays redeemed after the end of the one that redeemed it', async (t) => {
    const { dataDir, site, secret } = await openSite(t)
    const giver = await start(t, dataDir)
    const [token, spent] = [await getToken(giver, site), await getToken(giver, site)]
    assert.equal(await redeem(giver, secret, spent), 'success')
    await stop(giver, 'SIGKILL')
    const other = await start(t, dataDir)
    assert.equal(await redeem(other, secret, token), 'success')
    assert.equal(await redeem(other, secret, spent), 'already-seen-response')
    await stop(other, 'SIGTERM')
  })
})
