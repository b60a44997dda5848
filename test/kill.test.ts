import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { askState } from '../src/http/contracts/ocapi/ask-state.ts'
import type { Site } from '../src/model/site.ts'
import type { Store } from '../src/model/store.ts'
import { openStore } from '../src/store/sqlite/open-store.ts'
import type { ChallengeBody } from '../src/wire/challenge.ts'
import type { OcapiVerdict } from '../src/wire/ocapi.ts'
import { answerTo, fillStore, lookInside } from './setup/service.ts'

const program = fileURLToPath(new URL('../bin/incipit', import.meta.url))
const visitors = 12
const verdictsBeforeKill = 60
const rounds = 3

type Service = { url: string; child: ChildProcess }
type Seen = { id: string; state: OcapiVerdict['state'] }

async function start(t: TestContext, dataDir: string): Promise<Service> {
  const argv = ['serve', '--port', '0', '--data', dataDir, '--log-level', 'error']
  const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  let text = ''
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      text += String(chunk)
      const url = /listens on (\S+)/.exec(text)?.[1]
      if (url) resolve({ url, child })
    })
    child.on('exit', () => reject(new Error(`the service did not start: ${text}`)))
  })
}

async function kill({ child }: Service, signal: NodeJS.Signals): Promise<number | null> {
  const ended = once(child, 'exit') as Promise<[number | null]>
  child.kill(signal)
  return (await ended)[0]
}

function post(url: string, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** Sends one visitor after another until the service is gone; reports every verdict that was received. */
async function visit(
  service: Service,
  store: Store,
  site: Site,
  seen: (what: Seen) => void,
): Promise<void> {
  for (let isRight = true; ; isRight = !isRight) {
    try {
      const created = await fetch(`${service.url}/challenge/${site.sitekey}`)
      const { challenge_id: id } = (await created.json()) as ChallengeBody
      const answer = answerTo(await lookInside(store, id), isRight)
      const reply = await post(`${service.url}/challenge/${site.sitekey}/${id}`, answer)
      assert.equal(reply.status, 200)
      const { state } = (await reply.json()) as OcapiVerdict
      seen({ id, state })
    } catch (cause) {
      if (cause instanceof assert.AssertionError) throw cause
      return
    }
  }
}

describe('a service that is killed while it works', () => {
  test('has stored the label of every verdict it gave, and lets no challenge be used twice', async (t) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
    const store = openStore({ dataDir, clock: Date.now, random: randomBytes })
    const { transcription: site } = await fillStore(store, { clock: Date.now, random: randomBytes })
    const all: Seen[] = []
    for (let round = 0; round < rounds; round += 1) {
      // Two processes share the folder; killing one must not harm the other.
      const services = [await start(t, dataDir), await start(t, dataDir)] as const
      const seen: Seen[] = []
      let isKilled = false
      const record = (what: Seen): void => {
        seen.push(what)
        if (seen.length < verdictsBeforeKill || isKilled) return
        isKilled = true
        for (const { child } of services) child.kill('SIGKILL')
      }
      await Promise.all(
        Array.from({ length: visitors }, (_, n) =>
          visit(services[n % 2 ? 0 : 1], store, site, record),
        ),
      )
      all.push(...seen)
    }
    const labels = await store.answers.listLabels('main', 'transcription', 100_000)
    const again = await start(t, dataDir)
    assert.ok(all.length >= rounds * verdictsBeforeKill)
    for (const { id, state } of all) {
      const kept = labels.filter(({ challengeId }) => challengeId === id)
      assert.equal(kept.length, 1)
      assert.equal(kept[0]?.verdict, state === 'validated' ? 'pass' : 'fail')
      const second = await post(`${again.url}/challenge/${site.sitekey}/${id}`, {
        answers: { a: 'b' },
      })
      assert.equal(second.status, 409)
      assert.equal((await askState(again.url, site, id)).state, state)
    }
    assert.equal(new Set(labels.map(({ challengeId }) => challengeId)).size, labels.length)
    assert.equal(await kill(again, 'SIGTERM'), 0)
    await store.close()
    rmSync(dataDir, { recursive: true })
  })

  test('loses no open challenge', async (t) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
    const store = openStore({ dataDir, clock: Date.now, random: randomBytes })
    const { transcription: site } = await fillStore(store, { clock: Date.now, random: randomBytes })
    const service = await start(t, dataDir)
    const created = await fetch(`${service.url}/challenge/${site.sitekey}`)
    const { challenge_id: id, images } = (await created.json()) as ChallengeBody
    await kill(service, 'SIGKILL')
    const again = await start(t, dataDir)
    assert.equal((await askState(again.url, site, id)).state, 'created')
    assert.equal((await fetch(again.url + (images[0]?.url ?? ''))).status, 200)
    const answer = answerTo(await lookInside(store, id), true)
    const reply = await post(`${again.url}/challenge/${site.sitekey}/${id}`, answer)
    assert.equal(((await reply.json()) as OcapiVerdict).state, 'validated')
    assert.equal(await kill(again, 'SIGTERM'), 0)
    await store.close()
    rmSync(dataDir, { recursive: true })
  })
})

describe('two processes on one folder', () => {
  test('give one verdict to two hundred answers at once', async (t) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
    const store = openStore({ dataDir, clock: Date.now, random: randomBytes })
    const { transcription: site } = await fillStore(store, { clock: Date.now, random: randomBytes })
    const services = [await start(t, dataDir), await start(t, dataDir)] as const
    const created = await fetch(`${services[0].url}/challenge/${site.sitekey}`)
    const { challenge_id: id } = (await created.json()) as ChallengeBody
    const answer = answerTo(await lookInside(store, id), true)
    const replies = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        post(`${services[n % 2 ? 0 : 1].url}/challenge/${site.sitekey}/${id}`, answer),
      ),
    )
    // While the answer is being stored, the challenge is already gone for the other process.
    const refused = replies.filter(({ status }) => status === 404 || status === 409)
    assert.equal(replies.filter(({ status }) => status === 200).length, 1)
    assert.equal(refused.length, 199)
    assert.equal((await store.answers.listLabels('main', 'transcription', 10)).length, 1)
    for (const service of services) assert.equal(await kill(service, 'SIGTERM'), 0)
    await store.close()
    rmSync(dataDir, { recursive: true })
  })
})
