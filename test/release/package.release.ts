import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { loadCommands } from '../../src/cli/commands.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const installedMegabytesMax = 120
const packed =
  'ARCHITECTURE.md CHANGELOG.md CONTRIBUTING.md LICENSE README.md SECURITY.md bin dist docs examples package.json types voices'.split(
    ' ',
  )
const readyWithinMs = 60_000

/** The environment without this checkout's tools and without npm's variables, as on another machine. */
const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|INCIPIT_)/i.test(name)),
  ),
  npm_config_loglevel: 'error',
  PATH: (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((path) => !path.includes('node_modules'))
    .join(delimiter),
}

type Ended = { code: number | null; out: string; err: string }

function run(command: string, argv: readonly string[], cwd: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, argv, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = { out: '', err: '' }
    child.stdout.on('data', (chunk) => (ended.out += String(chunk)))
    child.stderr.on('data', (chunk) => (ended.err += String(chunk)))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...ended }))
  })
}

async function succeed(command: string, argv: readonly string[], cwd: string): Promise<string> {
  const { code, out, err } = await run(command, argv, cwd)
  assert.equal(code, 0, `${command} ${argv.join(' ')}: ${out}${err}`)
  return out
}

let folder: string
let tarball: string
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'incipit-release-'))
  for (const name of ['site', 'global', 'data', 'pages']) mkdirSync(join(folder, name))
  environment['XDG_CACHE_HOME'] = join(folder, 'cache')
  await succeed('npm', ['pack', '--pack-destination', folder], root)
  const [name = ''] = globSync('*.tgz', { cwd: folder })
  tarball = join(folder, name)
  await succeed('npm', ['init', '--yes'], join(folder, 'site'))
  const install = ['install', '--omit=dev', '--prefer-offline', tarball]
  await succeed('npm', install, join(folder, 'site'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

const program = (): string => join(folder, 'site/node_modules/.bin/incipit')

function inData(...argv: string[]): Promise<string> {
  return succeed(program(), [...argv, '--data', join(folder, 'data')], folder)
}

describe('the package', () => {
  test('holds the build, and neither source nor tests', async () => {
    const names = (await succeed('tar', ['-tzf', tarball], folder)).trim().split('\n')
    const built = ['dist/server/start.js', 'dist/1/releases.json', 'dist/ocapi/releases.json']
    for (const name of built) assert.ok(names.includes(`package/${name}`), name)
    const tops = new Set(names.map((name) => name.split('/')[1]))
    assert.deepEqual(tops, new Set(packed))
    assert.deepEqual(
      names.filter((name) => name.endsWith('.ts') && !name.startsWith('package/types/')),
      [],
    )
  })

  test('is small without the Node that npm adds', () => {
    const modules = join(folder, 'site/node_modules')
    const bytes = globSync('**/*', { cwd: modules })
      .filter((path) => !path.startsWith('node-linux-'))
      .map((path) => statSync(join(modules, path)))
      .filter((found) => found.isFile())
      .reduce((sum, { size }) => sum + size, 0)
    assert.ok(bytes > 1e6)
    assert.ok(bytes < installedMegabytesMax * 1024 * 1024, `${bytes} bytes`)
  })

  test('builds nothing while it is installed', () => {
    const modules = join(folder, 'site/node_modules')
    assert.ok(existsSync(join(modules, 'better-sqlite3')))
    assert.ok(!existsSync(join(modules, 'better-sqlite3/build')))
  })
})

describe('an installed package', () => {
  test('prints the usage of each command', async () => {
    for (const [name, { usage }] of Object.entries(await loadCommands())) {
      const help = await succeed(program(), [...name.split(' '), '--help'], folder)
      assert.ok(help.startsWith(`incipit ${usage}: `), name)
    }
  })

  test('keeps what was compiled in the cache of its user, and runs without one too', async () => {
    assert.ok(readdirSync(join(folder, 'cache/incipit')).length > 0)
    const nowhere = ['-u', 'HOME', '-u', 'XDG_CACHE_HOME', program(), '--version']
    assert.match(await succeed('env', nowhere, folder), /^\d+\.\d+\.\d+/)
    const unwritable = ['XDG_CACHE_HOME=/proc', program(), '--version']
    assert.match(await succeed('env', unwritable, folder), /^\d+\.\d+\.\d+/)
  })

  test('imports pages, adds a site for them and exports readings', async () => {
    for (const [n, name] of ['pears', 'plums'].entries()) {
      const create = { width: 200 + n, height: 200, channels: 3 as const, background: '#eee' }
      mkdirSync(join(folder, 'pages', name))
      await sharp({ create })
        .png()
        .toFile(join(folder, 'pages', name, `${n}.png`))
    }
    const rights = ['--licence', 'CC0-1.0', '--credit', 'Nobody']
    await inData('corpus', 'import', join(folder, 'pages'), '--corpus', 'fruit', ...rights)
    await inData('site', 'add', 'Reading room', '--corpus', 'fruit')
    const sites = JSON.parse(await inData('site', 'list', '--json')) as { name: string }[]
    assert.deepEqual(
      sites.map(({ name }) => name),
      ['Reading room'],
    )
    const out = join(folder, 'read')
    await inData('labels', 'export', '--corpus', 'fruit', '--format', 'csv', '--out', out)
    assert.ok(readdirSync(out).length > 0)
  })

  test('serves, and stops on a signal', () => serveUntilReady('serve'))
  test('shows its demonstration', () => serveUntilReady('demo'))

  test('runs where it is installed for all users', async () => {
    const prefix = join(folder, 'global')
    const install = ['install', '--global', '--prefix', prefix, '--prefer-offline', tarball]
    await succeed('npm', install, folder)
    const version = await succeed(join(prefix, 'bin/incipit'), ['--version'], tmpdir())
    assert.match(version, /^\d+\.\d+\.\d+\n$/)
  })
})

async function serveUntilReady(command: 'serve' | 'demo'): Promise<void> {
  const argv = [command, '--port', '0', '--data', join(folder, command)]
  const child = spawn(program(), argv, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  try {
    const origin = await new Promise<string>((resolve, reject) => {
      const late = setTimeout(reject, readyWithinMs, new Error(`${command} was not ready in time`))
      let said = ''
      child.stdout.on('data', (chunk) => {
        said += String(chunk)
        const found = /listens on (http:\S+)/.exec(said)?.[1]
        if (found === undefined) return
        clearTimeout(late)
        resolve(found)
      })
      void ended.then(() => reject(new Error(`${command} ended: ${said}`)))
    })
    for (const path of ['/health/ready', '/1/api.js', ...(command === 'demo' ? ['/demo'] : [])])
      assert.equal((await fetch(origin + path)).status, 200, path)
  } finally {
    child.kill('SIGTERM')
  }
  assert.equal(await ended, 0)
}
