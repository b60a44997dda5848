import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openStore } from '../src/store/sqlite/open-store.ts'
import type { ChallengeBody } from '../src/wire/challenge.ts'
import { fillStore } from './setup/service.ts'

const program = fileURLToPath(new URL('../bin/incipit', import.meta.url))

async function start(t: TestContext, dataDir: string): Promise<string> {
  const argv = ['serve', '--port', '0', '--data', dataDir, '--log-level', 'error']
  const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  let text = ''
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      text += String(chunk)
      const url = /listens on (\S+)/.exec(text)?.[1]
      if (url) resolve(url)
    })
    child.on('exit', () => reject(new Error(`the service did not start: ${text}`)))
  })
}

async function command(dataDir: string, ...argv: string[]): Promise<void> {
  const child = spawn(program, [...argv, '--data', dataDir], { stdio: 'ignore' })
  assert.deepEqual(await once(child, 'exit'), [0, null], argv.join(' '))
}

test('no running service shows a corpus once the command that takes it down has ended', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
  const fixture = { clock: Date.now, random: randomBytes }
  const store = openStore({ dataDir, ...fixture })
  const { transcription: site } = await fillStore(store, fixture)
  const urls = [await start(t, dataDir), await start(t, dataDir)]
  const askAll = async (): Promise<Response[]> => {
    const replies: Response[] = []
    for (const url of urls) replies.push(await fetch(`${url}/challenge/${site.sitekey}`))
    return replies
  }
  const statusesOf = (replies: readonly Response[]): number[] => replies.map(({ status }) => status)

  for (const [hide, show] of [
    [['pause'], ['resume']],
    [
      ['embargo', '--until', '2999-01-01'],
      ['embargo', '--none'],
    ],
    [['take-down'], ['resume', '--taken-down']],
  ] as const) {
    const [first, second] = await askAll()
    assert.ok(first?.ok && second?.ok)
    const { images } = (await first.json()) as ChallengeBody
    const [hideName, ...hideFlags] = hide
    await command(dataDir, 'corpus', hideName, 'transcription', ...hideFlags)
    assert.deepEqual(statusesOf(await askAll()), [503, 503])
    // Each process serves the pictures of all challenges.
    const pictures = urls.flatMap((url) => images.map((image) => fetch(url + image.url)))
    assert.deepEqual(statusesOf(await Promise.all(pictures)), [410, 410, 410, 410])
    const [showName, ...showFlags] = show
    await command(dataDir, 'corpus', showName, 'transcription', ...showFlags)
    assert.deepEqual(statusesOf(await askAll()), [200, 200])
  }
  await command(dataDir, 'corpus', 'remove', 'transcription', '--yes')
  assert.deepEqual(statusesOf(await askAll()), [503, 503])
  await store.close()
  rmSync(dataDir, { recursive: true })
})
