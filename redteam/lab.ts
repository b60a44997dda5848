import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openClient, type Client } from './client.ts'
import { writeCorpus, type CorpusPlan } from './corpus.ts'

const program = fileURLToPath(new URL('../bin/incipit', import.meta.url))
const startsWithinMs = 30_000
const corpus = 'target'

/** A site of the target. */
export type Site = { sitekey: string; client: string; secret: string }

/** A service of the red team's own: a built program on a temporary folder, with a corpus that it made. */
export type Target = {
  client: Client
  dataDir: string
  corpus: string
  /** Runs a command on the same data folder, as its operator would, and gives its JSON. */
  command: (...argv: string[]) => Promise<unknown>
  addSite: (...flags: string[]) => Promise<Site>
  /** Ends the service in an orderly way. */
  stop: () => Promise<void>
}

/** Makes targets, and takes them away in the end. Two of the same plan cost one import. */
export type Lab = {
  open: (plan: CorpusPlan, ...settings: string[]) => Promise<Target>
  close: () => Promise<void>
}

/** Opens the red team's laboratory in a temporary folder. */
export function openLab(): Lab {
  const root = mkdtempSync(join(tmpdir(), 'incipit-redteam-'))
  const services = new Set<ChildProcess>()
  const clients: Client[] = []
  let opened = 0

  async function open(plan: CorpusPlan, ...settings: string[]): Promise<Target> {
    const dataDir = join(root, `data-${(opened += 1)}`)
    cpSync(await imported(plan), dataDir, { recursive: true })
    const argv = [
      '--data',
      dataDir,
      '--port',
      '0',
      '--log-level',
      'silent',
      '--stock-megabytes',
      '0',
    ]
    const child = spawn(
      program,
      ['serve', ...argv, '--trusted-proxies', '127.0.0.1', ...settings],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    services.add(child)
    const client = openClient(await untilListening(child))
    clients.push(client)
    const command = (...words: string[]): Promise<unknown> => runCommand(dataDir, words)
    const addSite = async (...flags: string[]): Promise<Site> => {
      const made = await command('site', 'add', 'target', '--difficulty', 'easy', ...flags)
      const { client_id: id, sitekey, secret } = made as Record<string, string>
      return { client: id ?? '', sitekey: sitekey ?? '', secret: secret ?? '' }
    }
    const stop = (): Promise<void> => end(child, 'SIGTERM')
    return { client, dataDir, corpus, command, addSite, stop }
  }

  async function imported(plan: CorpusPlan): Promise<string> {
    const name = Buffer.from(JSON.stringify(plan)).toString('base64url').slice(0, 150)
    const folder = join(root, `plan-${name}`)
    if (existsSync(folder)) return folder
    const pictures = join(root, `pictures-${name}`)
    await writeCorpus(pictures, plan)
    const rights = ['--licence', 'CC0-1.0', '--credit', 'Red team']
    await runCommand(folder, ['corpus', 'import', pictures, '--corpus', corpus, ...rights])
    return folder
  }

  const close = async (): Promise<void> => {
    for (const client of clients) client.close()
    await Promise.all([...services].map((child) => end(child, 'SIGKILL')))
    rmSync(root, { recursive: true, force: true })
  }
  return { open, close }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

async function runCommand(dataDir: string, words: readonly string[]): Promise<unknown> {
  const child = spawn(program, [...words, '--data', dataDir, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => (out += String(chunk)))
  child.stderr.on('data', (chunk) => (err += String(chunk)))
  await once(child, 'close')
  if (out === '') throw new Error(`incipit ${words.join(' ')} ended with ${child.exitCode}: ${err}`)
  return JSON.parse(out) as unknown
}

async function untilListening(child: ChildProcess): Promise<string> {
  const late = setTimeout(() => child.kill('SIGKILL'), startsWithinMs)
  let text = ''
  for await (const chunk of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    text += String(chunk)
    const origin = /listens on (http:\S+)/.exec(text)?.[1]
    if (!origin) continue
    clearTimeout(late)
    child.stdout?.resume()
    return origin
  }
  throw new Error(`the service did not start: ${text}`)
}
