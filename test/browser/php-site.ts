import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../setup/server-process.ts'

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
  const server = await startServer(['/usr/bin/php', '-S', '127.0.0.1:0', '-t', root], {
    ready: /\((http:\S+)\) started/,
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
  const { origin } = server

  return {
    origin,
    async send(fields) {
      const body = new URLSearchParams({ email: 'a@b.example', ...fields })
      const response = await fetch(origin, { method: 'POST', body })
      return { status: response.status, page: await response.text() }
    },
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true })
    },
  }
}
