import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import Database from 'better-sqlite3'
import { openLimits } from '../src/defence/limits.ts'
import { openStore } from '../src/store/sqlite/open-store.ts'
import type { AnswerReply, ChallengeReply } from '../src/wire/api.ts'
import { addSecret, hcaptchaClient } from './setup/hcaptcha-client.ts'
import { answerTo, lookInside, openService, type ServiceFixture } from './setup/service.ts'

const page = readFileSync(new URL('../docs/site/privacy.md', import.meta.url), 'utf8')
const section = /^## Where it is kept$(.*?)^## /ms.exec(page)?.[1] ?? ''
const named = (text: string): string[] =>
  [...text.matchAll(/`([a-z_]+)`/g)].map(([, name = '']) => name)
const ofVisitors = new Map(
  section
    .split('\n')
    .map((line) => /^\| (`\w+`) +\| ([^|]+)/.exec(line))
    .filter((row) => row !== null)
    .map(([, table = '', columns = '']) => [named(table)[0] ?? '', named(columns)]),
)
const others = named(/^The other tables hold .*$/m.exec(section)?.[0] ?? '')

/** What a visitor's browser sends and the service must not keep, on a page of its own host. */
const sent = {
  address: '203.0.113.77',
  network: '203.0.113',
  program: 'CanaryBrowser/7.0',
  languages: 'kw-GB',
  referrer: 'canary-referrer',
  cookie: 'canary-cookie',
  remoteip: '198.51.100.23',
}

/** What the service keeps for a time, on a page that the test names: it must be found, or nothing was looked at. */
const host = 'canary-host.example'

function columnsOf(dataDir: string): Map<string, string[]> {
  const database = new Database(join(dataDir, 'incipit.sqlite'), { readonly: true })
  const tables = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .pluck()
    .all()
  const columns = database.prepare('SELECT name FROM pragma_table_info(?)').pluck()
  const found = new Map(tables.map((table) => [String(table), columns.all(table).map(String)]))
  database.close()
  return found
}

function unlisted(tables: ReadonlyMap<string, readonly string[]>): string[] {
  const listed = new Set([...ofVisitors.keys(), ...others])
  return [
    ...[...tables.keys()].filter((table) => !listed.has(table)),
    ...[...listed].filter((table) => !tables.has(table)),
    ...[...ofVisitors].flatMap(([table, columns]) =>
      columns.filter((column) => !tables.get(table)?.includes(column)),
    ),
    ...[...tables].flatMap(([table, columns]) =>
      columns.filter(
        (column) => /network/.test(column) && !ofVisitors.get(table)?.includes(column),
      ),
    ),
  ]
}

function allBytesOf(folder: string): Buffer {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return Buffer.concat(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name))))
}

async function openLimited(t: TestContext): Promise<ServiceFixture & { dataDir: string }> {
  let dataDir = ''
  const warn = (): void => undefined
  const service = await openService(
    ({ allowances }) => ({
      limits: openLimits({ allowances, clock: () => Date.UTC(2026, 0, 1), percent: 100, warn }),
    }),
    (options) => {
      dataDir = options.dataDir
      return openStore(options)
    },
  )
  t.after(service.close)
  return { ...service, dataDir }
}

/** Everything that a visitor may do: to ask, to fail, to report, to pass; and the site redeems the token. */
async function visit({ app, store, sites }: ServiceFixture): Promise<void> {
  const site = sites.transcription
  const secret = await addSecret(store, site)
  const headers = {
    'user-agent': sent.program,
    'accept-language': sent.languages,
    referer: `https://${host}/${sent.referrer}`,
    cookie: sent.cookie,
  }
  const remoteAddress = sent.address
  const send = (url: string, payload: object) =>
    app.inject({ method: 'POST', url, payload, headers, remoteAddress })
  const { sitekey } = site
  for (const isRight of [false, true]) {
    const asked = (await send('/api/challenge', { sitekey, host })).json<ChallengeReply>()
    assert.ok('challenge' in asked)
    const { challenge_id: id, images } = asked.challenge
    const report = { challenge: id, image: images[0]?.id, reason: 'unreadable' }
    assert.equal((await send('/api/report', report)).statusCode, 200)
    const answer = answerTo(await lookInside(store, id), isRight)
    const body = { sitekey, challenge_id: id, ...answer }
    const { pass } = (await send('/api/answer', body)).json<AnswerReply>()
    assert.equal(pass !== null, isRight)
    if (!pass) continue
    const { verify } = hcaptchaClient({ app, store }, site)
    const { remoteip } = sent
    assert.equal((await verify({ secret, response: pass.token, remoteip })).success, true)
  }
  await send('/api/challenge', { sitekey, host })
}

describe('what is kept of visitors', () => {
  test('stands on the page about it: every table of the store, and every column with a network', async (t) => {
    const { dataDir } = await openLimited(t)
    assert.deepEqual(unlisted(columnsOf(dataDir)), [])
  })

  test('would not stand there, were there another table or another column with a network', async (t) => {
    const { dataDir } = await openLimited(t)
    const tables = new Map([...columnsOf(dataDir), ['visitors', ['id', 'network_hash']]])
    assert.deepEqual(unlisted(tables), ['visitors', 'network_hash'])
  })

  test('is neither the address nor anything that the browser says about itself', async (t) => {
    const service = await openLimited(t)
    await visit(service)
    const kept = allBytesOf(service.dataDir)
    assert.ok(kept.includes(host))
    assert.deepEqual(
      Object.entries(sent).filter(([, text]) => kept.includes(text)),
      [],
    )
  })
})
