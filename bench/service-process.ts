import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { wideLimits } from './wide-limits.ts'

const program = fileURLToPath(new URL('../bin/incipit', import.meta.url))
const commandWithinMs = 180_000

/**
 * How fast time passes in the service and its commands: the minute between two settlings takes a second and a
 * half. A site with two or three visitors per second of this clock is then as busy as the machine allows.
 */
const timesAsFast = 40

/** A clock for all processes of a run; it begins at a given time. */
export type FastClock = { fromMs: number; startedMs: number }

/** Starts a clock. */
export function startClock(fromMs: number): FastClock {
  return { fromMs, startedMs: Date.now() }
}

function environmentOf({ fromMs, startedMs }: FastClock): NodeJS.ProcessEnv {
  const hurry = `const { now } = Date
    Date.now = () => ${fromMs} + (now() - ${startedMs}) * ${timesAsFast}
    const every = setInterval
    globalThis.setInterval = (f, ms, ...rest) => every(f, ms / ${timesAsFast}, ...rest)`
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(hurry)}`
  return { ...process.env, NODE_OPTIONS }
}

/** A running service. */
export type Service = { origin: string; kill: () => Promise<void> }

/** Starts the service on a free port; a header gives the visitors' addresses. */
export async function startService(dataDir: string, clock: FastClock): Promise<Service> {
  // Nobody loads pictures here, so none is drawn in advance.
  const settings = ['--trusted-proxies', '127.0.0.1', '--stock-megabytes', '0']
  const argv = [
    'serve',
    '--data',
    dataDir,
    '--port',
    '0',
    '--log-level',
    'error',
    ...wideLimits,
    ...settings,
  ]
  const child = spawn(program, argv, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environmentOf(clock),
  })
  const origin = await untilListening(child)
  return {
    origin,
    async kill() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function untilListening(child: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    text += String(chunk)
    const url = /listens on (http:\S+)/.exec(text)?.[1]
    if (url) return url
  }
  throw new Error(`The service did not start: ${text}`)
}

/** Runs a command of the program, and gives its JSON output. */
export function command(dataDir: string, clock: FastClock, ...argv: string[]): unknown {
  const words = [...argv, '--data', dataDir, '--json']
  const { status, stdout, stderr } = spawnSync(program, words, {
    encoding: 'utf8',
    env: environmentOf(clock),
    maxBuffer: 1 << 28,
    timeout: commandWithinMs,
  })
  if (status !== 0) throw new Error(`incipit ${argv.join(' ')}: ${stderr || stdout}`)
  return JSON.parse(stdout) as unknown
}
