import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { prepareImport } from './setup/program.ts'
import { startServer } from './setup/web.ts'

const program = fileURLToPath(new URL('../bin/incipit', import.meta.url))
const rights = ['--corpus', 'hostile', '--licence', 'CC0-1.0', '--credit', 'Nobody']

describe('an import that is fetching', () => {
  // While a slow server was sending, one signal did not end an import, and a second ended it without a message.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    test(`ends at the first ${signal} with a message, and keeps what it has fetched for the next import`, async (t) => {
      const begun = Promise.withResolvers<void>()
      const { host, url } = await startServer(t, (_request, response) => {
        response.writeHead(200, { 'content-length': 1_000_000, etag: '"a"' })
        response.write(Buffer.alloc(1_000), () => begun.resolve())
      })
      const fixture = prepareImport(t)
      const data = ['--data', fixture.dataDir, '--allow-host', host]
      const argv = ['corpus', 'import', url('/all.zip'), ...rights, ...data]
      const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'pipe'] })
      t.after(() => child.kill('SIGKILL'))
      let printed = ''
      child.stderr.on('data', (chunk) => (printed += String(chunk)))
      const ended = once(child, 'close') as Promise<[number | null]>
      await begun.promise
      child.kill(signal)
      const [code] = await ended
      assert.equal(code, 1)
      assert.match(
        printed,
        /^Stopped before anything was imported; the same command goes on .+\.\n$/,
      )
      const kept = readdirSync(join(fixture.dataDir, 'downloads')).map((name) => name.slice(64))
      assert.ok(kept.every((name) => name === '.part'))
      assert.deepEqual(fixture.leftovers(), [])
    })
})
