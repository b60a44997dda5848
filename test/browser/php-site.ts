import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The PHP example as a site of its own. */
export type PhpSite = {
  origin: string
  /** Sends the form with a challenge's id, and gives the response's status and page. */
  send: (fields: Readonly<Record<string, string>>) => Promise<{ status: number; page: string }>
  stop: () => Promise<void>
}

/** The configuration of the example; see its README. */
export type PhpSettings = {
  url: string
  clientId: string
  privateId: string
  integrity: string
  failsOpen?: boolean
  /** The folder that records used challenges; a new one when absent. */
  spentFolder?: string
}

/** Starts the example on PHP's own server, with an empty folder for used challenges. */
export async function startPhp(settings: PhpSettings): Promise<PhpSite> {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-php-'))
  const root = join(import.meta.dirname, '../../examples/php')
  const php = spawn('/usr/bin/php', ['-S', '127.0.0.1:0', '-t', root], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // In a process group of its own, so that the workers end with their parent.
    detached: true,
    env: {
      PHP_CLI_SERVER_WORKERS: '4',
      INCIPIT_URL: settings.url,
      INCIPIT_CLIENT_ID: settings.clientId,
      INCIPIT_PRIVATE_ID: settings.privateId,
      INCIPIT_INTEGRITY: settings.integrity,
      INCIPIT_FAIL_OPEN: settings.failsOpen ? '1' : '0',
      INCIPIT_SPENT_FOLDER: settings.spentFolder ?? join(folder, 'spent'),
    },
  })
  const started = Promise.withResolvers<string>()
  const ended = Promise.withResolvers<void>()
  php.stderr.setEncoding('utf8').on('data', (line: string) => {
    const [, origin] = /\((http:\S+)\) started/.exec(line) ?? []
    if (origin) started.resolve(origin)
  })
  php.once('exit', () => {
    started.reject(new Error('PHP ended before it was ready'))
    ended.resolve()
  })
  const origin = await started.promise

  return {
    origin,
    async send(fields) {
      const body = new URLSearchParams({ email: 'a@b.example', ...fields })
      const response = await fetch(origin, { method: 'POST', body })
      return { status: response.status, page: await response.text() }
    },
    async stop() {
      if (php.pid !== undefined) process.kill(-php.pid)
      await ended.promise
      rmSync(folder, { recursive: true })
    },
  }
}
