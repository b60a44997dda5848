import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openStore } from '../src/store/sqlite/open-store.ts'

const program = fileURLToPath(new URL('../bin/incipit', import.meta.url))
const fixture = fileURLToPath(new URL('fixtures/data-folder-schema-8/', import.meta.url))

/** The time of the exports to compare, which the program of schema 8 wrote; exports contain their date. */
const exportedAtMs = Date.UTC(2026, 10, 9)
const standingClock = `Date.now = () => ${exportedAtMs}`

/** The SHA-256 of every file of its exports, by `CORPUS FORMAT`. */
const exportsBefore = JSON.parse(readFileSync(join(fixture, 'exports.json'), 'utf8')) as Record<
  string,
  Record<string, string>
>

let root: string
let dataDir: string

before(() => {
  root = mkdtempSync(join(tmpdir(), 'incipit-before-'))
  dataDir = join(root, 'data')
  mkdirSync(dataDir)
  const unpacked = spawnSync('tar', ['-xzf', join(fixture, 'data.tar.gz'), '-C', dataDir])
  assert.equal(unpacked.status, 0, String(unpacked.stderr))
})
after(() => rmSync(root, { recursive: true, force: true }))

async function run(...argv: string[]): Promise<unknown> {
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(standingClock)}`
  const child = spawn(program, [...argv, '--data', dataDir, '--json'], {
    env: { ...process.env, NODE_OPTIONS },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => (out += String(chunk)))
  child.stderr.on('data', (chunk) => (err += String(chunk)))
  const [code] = (await once(child, 'close')) as [number | null]
  assert.equal(code, 0, err)
  return JSON.parse(out)
}

function hashesIn(folder: string): Record<string, string> {
  const files = globSync('**', { cwd: folder })
    .filter((path) => statSync(join(folder, path)).isFile())
    .toSorted()
  const hashOf = (path: string): string =>
    createHash('sha256')
      .update(readFileSync(join(folder, path)))
      .digest('hex')
  return Object.fromEntries(files.map((path) => [path, hashOf(path)]))
}

// The folder holds a page of text and nine pictures with their answers, readings, reports, sites and secrets.
describe('a data folder of schema 8', () => {
  for (const [name, files] of Object.entries(exportsBefore)) {
    const [corpus = '', format = ''] = name.split(' ')
    test(`gives the same bytes as before when “${corpus}” is exported as ${format}`, async () => {
      const out = join(root, `out-${corpus}-${format}`)
      const address = ['--base-url', 'https://x.example/']
      const what = ['--corpus', corpus, '--format', format, '--which', 'all']
      await run('labels', 'export', ...what, ...address, '--out', out)
      assert.deepEqual(hashesIn(out), files)
    })
  }

  test('has readings that a rebuild from its log gives bit for bit', async () => {
    const rebuilt = await run('labels', 'rebuild', '--check')
    assert.deepEqual(
      (rebuilt as { isFitSame: boolean; readings: object }[]).map(({ isFitSame, readings }) => ({
        isFitSame,
        readings,
      })),
      [
        { isFitSame: true, readings: { same: 20, different: 0 } },
        { isFitSame: true, readings: { same: 4, different: 0 } },
      ],
    )
  })

  test('has the sites and secrets of its organisations', async () => {
    const sites = (await run('site', 'list')) as { name: string; organisation: string }[]
    assert.deepEqual(sites.map(({ name, organisation }) => `${organisation}: ${name}`).toSorted(), [
      'City Archive: Reading room',
      'Other: Pictures',
    ])
    const secrets = (await run('secret', 'list')) as { organisation: string }[]
    assert.deepEqual(secrets.map(({ organisation }) => organisation).toSorted(), [
      'City Archive',
      'City Archive',
      'Other',
    ])
  })

  // The visitor's network hash had another name then, and an open challenge must not lose it.
  test('can answer challenges that were open when the program was replaced', async () => {
    const store = openStore({ dataDir, clock: () => exportedAtMs, random: randomBytes })
    try {
      const body = await store.tickets.peek('challenge', 'open-challenge')
      assert.deepEqual(JSON.parse(body ?? 'null'), {
        id: 'open-challenge',
        networkHash: 'network-1',
        items: [],
      })
    } finally {
      await store.close()
    }
  })
})
