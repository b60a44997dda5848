import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { smallBuild } from '../../../test/setup/service.ts'
import { readPageTags } from '../../http/contracts/ocapi/read-page-tags.ts'
import { readLanguageList } from '../../http/words.ts'
import { measureLook } from '../../picture/look.ts'
import { openPage } from '../../picture/open.ts'
import { openSound } from '../../sound/open.ts'
import { openVoices } from '../../sound/voices.ts'
import { openBuzzer } from '../../../test/setup/speaker.ts'
import { openTesseract } from '../../picture/tesseract.ts'
import { openFolderOnDisk, refuseUnreadable } from '../../store/files/folder-disk.ts'
import type { Store } from '../../model/store.ts'
import { openStore } from '../../store/sqlite/open-store.ts'
import { openOutFolder } from '../../store/files/out-folder-disk.ts'
import type { CommandContext, DemoSites } from '../command.ts'
import { makeSite } from '../../manage/sites/make-site.ts'
import { runCommand } from '../run.ts'
import { kinds } from '../../kinds/kinds.ts'

const program = fileURLToPath(new URL('../../../bin/incipit', import.meta.url))
const sitekeys = [1, 2, 3].map((number) => `00000000-0000-4000-8000-00000000000${number}`)
const fixture = { clock: Date.now, random: randomBytes }

let dataDir: string
let store: Store
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
  store = openStore({ dataDir, ...fixture })
})
afterEach(async () => {
  await store.close()
  rmSync(dataDir, { recursive: true })
})

// A folder from before there were secrets. A site that asks nobody needs no corpora.
async function addSites(): Promise<void> {
  for (const sitekey of sitekeys)
    await store.sites.add(makeSite(fixture, { name: 'Old', sitekey, mode: 'invisible' }))
}

/**
 * Runs the command until its service would listen, and returns what the service is started with and what was
 * printed.
 */
async function begin(): Promise<{ sites: DemoSites; printed: string }> {
  let sites: DemoSites | null = null
  let printed = ''
  const provide = (config: CommandContext['config']): CommandContext => ({
    ...fixture,
    config,
    hasStore: () => true,
    openStore: () => openStore({ dataDir, ...fixture }),
    openFolder: openFolderOnDisk,
    refuseUnreadable,
    openPage,
    openSound,
    openSpeaker: openBuzzer,
    openVoices: (language) => openVoices(new URL('../../../voices/', import.meta.url), language),
    openReader: openTesseract,
    measureLook,
    readLanguageList: () => readLanguageList(smallBuild),
    readPageTags: () => readPageTags(smallBuild),
    openWeb: () => ({ refused: 'nothing is fetched here' }),
    openOut: openOutFolder,
    version: '0',
    kinds,
    startService: async (opened, demo) => {
      sites = demo
      return { url: 'http://127.0.0.1:1', stop: () => opened.close() }
    },
    untilStopped: async () => {},
    showProgress: null,
    print: (line) => (printed += `${line}\n`),
  })
  const fault: string[] = []
  const terminal = { out: () => {}, err: (text: string) => fault.push(text) }
  const code = await runCommand(
    { ...terminal, environment: {}, version: '0', findFolder: () => dataDir, provide },
    ['demo'],
  )
  assert.deepEqual([code, fault], [0, []])
  assert.ok(sites)
  return { sites, printed }
}

async function start(t: TestContext): Promise<string> {
  const argv = ['demo', '--port', '0', '--data', dataDir, '--log-level', 'error']
  const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  let text = ''
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      text += String(chunk)
      const url = /hCaptcha’s contract +(\S+)\n/.exec(text)?.[1]
      if (url) resolve(url)
    })
    child.on('exit', () => reject(new Error(`the demonstration did not start: ${text}`)))
  })
}

async function getToken(address: string): Promise<string> {
  const reply = await fetch(new URL('/api/challenge', address), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sitekey: sitekeys[0] }),
  })
  return ((await reply.json()) as { pass: { token: string } }).pass.token
}

async function send(address: string, token: string): Promise<number> {
  const body = new URLSearchParams({ 'h-captcha-response': token })
  return (await fetch(address, { method: 'POST', body })).status
}

describe('the demonstration', () => {
  test('is made on first run with a secret for each site, kept as its hash', async () => {
    const { sites, printed } = await begin()
    assert.match(
      printed,
      /hCaptcha’s contract {2}http:\/\/127\.0\.0\.1:1\/demo\?contract=hcaptcha\n/,
    )
    const shown = sites.map(({ kind, sitekey }) => [kind, sitekey])
    assert.deepEqual(shown, [
      ['transcription', sitekeys[0]],
      ['classification', sitekeys[1]],
      ['listening', sitekeys[2]],
    ])
    for (const { sitekey, secret: text } of sites) {
      assert.match(text, /^ES_[0-9a-f]{32}$/)
      const secret = await store.secrets.find(createHash('sha256').update(text).digest('hex'))
      assert.deepEqual([secret?.sitekeys, secret?.expiresAtMs], [[sitekey], null])
    }
    const actions = (await store.secrets.listWholeAudit(10)).map(({ action }) => action)
    const added = [...Array(3).fill('secret.add'), ...Array(3).fill('site.add')]
    assert.deepEqual(actions.toSorted(), ['corpus.classes', ...added])
    assert.deepEqual((await begin()).sites, sites)
    assert.equal((await store.secrets.listWholeAudit(10)).length, 7)
  })

  test('has its classes named in every language of its page, even if an earlier version made it', async () => {
    await begin()
    const find = async () => store.classNames.find('demo-pictures', 'blackletter printing')
    const named = await find()
    const german = named.find(({ language }) => language === 'de')
    assert.equal(german?.name, 'gedruckte Frakturschrift')
    const languages = await readLanguageList(smallBuild)
    assert.deepEqual(
      named.map(({ language }) => language),
      languages.map(({ tag }) => tag),
    )
    const line = { atMs: 0, organisation: 'main', actor: 'x', action: 'x', subject: '', detail: '' }
    await store.classNames.remove('main', 'demo-pictures', named, line)
    await begin()
    assert.deepEqual(await find(), named)
  })

  // Making what is asked by ear took longer than all else, and nobody could see anything before.
  test('leaves what is asked by ear to the worker, once, and says so', async () => {
    const { printed } = await begin()
    assert.match(printed, /What is asked by ear is being made/)
    assert.equal(await store.corpora.findOf('main', 'demo-voices-de'), null)
    const waiting = async () =>
      (await store.jobs.listAll()).map(({ kind, corpus, state }) => `${kind} ${corpus} ${state}`)
    const requested = ['de', 'en', 'es', 'fr', 'it'].map((of) => `voices demo-voices-${of} waiting`)
    assert.deepEqual((await waiting()).toSorted(), requested)
    await begin()
    assert.deepEqual((await waiting()).toSorted(), requested)
  })

  // Demonstrations that were older than the voices had no way by ear.
  test('offers what is heard on a site from before there was any, but keeps what was chosen', async () => {
    const of = { name: 'Old', mode: 'invisible' } as const
    const [sitekey = '', other = ''] = sitekeys
    await store.sites.add(makeSite(fixture, { ...of, sitekey, corpora: ['demo-words'] }))
    const chosen = ['demo-pictures', 'demo-voices-fr']
    await store.sites.add(makeSite(fixture, { ...of, sitekey: other, corpora: chosen }))
    await begin()
    const corpora = (await store.sites.find(sitekey))?.corpora
    assert.deepEqual(corpora?.slice(0, 2), ['demo-words', 'demo-voices-de'])
    assert.deepEqual((await store.sites.find(other))?.corpora, chosen)
    await begin()
    const lines = await store.secrets.listWholeAudit(20)
    assert.equal(lines.filter(({ action }) => action === 'site.set').length, 1)
  })

  // Otherwise its words were shown on the sites of the archive.
  test('is not made in a folder that has sites of its own', async () => {
    const site = { name: 'Reading room', sitekey: 'of the archive' }
    await store.sites.add(makeSite(fixture, site))
    await assert.rejects(begin(), /has sites or corpora that are not the demonstration’s/)
    assert.equal((await store.corpora.list('main')).length, 0)
  })

  test('adds the secrets to a folder that has none, even if two processes begin at once', async () => {
    await addSites()
    const [one, two] = await Promise.all([begin(), begin()])
    assert.deepEqual(one.sites, two.sites)
    assert.equal((await store.secrets.list('main')).length, 3)
    const lines = await store.secrets.listWholeAudit(10)
    assert.deepEqual(
      lines.map(({ action }) => action),
      ['secret.add', 'secret.add', 'secret.add'],
    )
    for (const { detail } of lines) assert.ok(!detail.includes('ES_'))
  })

  test('takes in one process the token that another has given, and once', async (t) => {
    await addSites()
    const [one, two] = await Promise.all([start(t), start(t)])
    const token = await getToken(one)
    assert.equal(await send(two, token), 200)
    assert.equal(await send(one, token), 403)
    assert.equal((await store.secrets.list('main')).length, 3)
  })
})
