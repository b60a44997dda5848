import { spawn } from 'node:child_process'
import { waitForPort } from './wait-for-port.ts'

/** A server in a process of its own. */
export type ServerProcess = {
  origin: string
  /** What it has printed so far. */
  printed: () => string
  stop: () => Promise<void>
}

/** Starts a server and waits until it prints its address, which the pattern finds, or listens at its port. */
export async function startServer(
  [command, ...args]: readonly [string, ...string[]],
  { ready, env, cwd }: { ready: RegExp | number; env: NodeJS.ProcessEnv; cwd?: string },
): Promise<ServerProcess> {
  // In a process group of its own, so that its workers end with it.
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env,
    cwd,
  })
  const started = Promise.withResolvers<string>()
  const ended = Promise.withResolvers<void>()
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      const [, origin] = typeof ready === 'number' ? [] : (ready.exec(printed) ?? [])
      if (origin) started.resolve(origin)
    })
  if (typeof ready === 'number')
    waitForPort(ready).then(() => started.resolve(`http://127.0.0.1:${ready}`), started.reject)
  child.once('error', started.reject)
  child.once('exit', () => {
    started.reject(new Error(`${command} ended before it was ready: ${printed}`))
    ended.resolve()
  })
  return {
    origin: await started.promise,
    printed: () => printed,
    async stop() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid)
      await ended.promise
    },
  }
}
