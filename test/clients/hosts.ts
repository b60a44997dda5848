import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitForPort } from '../setup/wait-for-port.ts'
import { pathInPackages } from './packages.ts'

const port = 443

/** The way to the service from its operator’s page on proxies, as it is written there. */
function readLocation(): string {
  const page = readFileSync(new URL('../../docs/operator/proxies.md', import.meta.url), 'utf8')
  const [, block] = /```nginx\n(location \/ \{.*?\n\}\n)```/s.exec(page) ?? []
  if (block === undefined) throw new Error('docs/operator/proxies.md has no block for nginx')
  return block
}

// Chromium asks for the icon of a site by itself.
function writeServer(host: string, origin: string, location: string, certificates: string): string {
  return `server {
    listen 127.0.0.1:${port} ssl;
    server_name ${host};
    ssl_certificate ${certificates}/host.crt;
    ssl_certificate_key ${certificates}/host.key;
    location = /favicon.ico { return 204; }
    ${location.replace('http://127.0.0.1:8080', origin)}
  }`
}

function writeConfiguration(folder: string, servers: readonly string[]): string {
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const paths = kinds.map((kind) => `${kind}_temp_path ${folder}/${kind};`)
  return `daemon off; user root; worker_processes 1; pid ${folder}/pid; error_log stderr;
events {}
http {
  access_log off; server_names_hash_bucket_size 64;
  ${paths.join(' ')}
  server { listen 127.0.0.1:${port} ssl default_server; ssl_reject_handshake on; }
  ${servers.join('\n')}
}`
}

/** Serves each host over TLS from an origin of this machine, through nginx as the operator’s page sets it up. */
export async function serveHosts(
  origins: Readonly<Record<string, string>>,
): Promise<{ stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-nginx-'))
  const certificates = process.env['TEST_CERTIFICATES'] ?? ''
  const location = readLocation()
  const servers = Object.entries(origins).map(([host, origin]) =>
    writeServer(host, origin, location, certificates),
  )
  const path = join(folder, 'nginx.conf')
  writeFileSync(path, writeConfiguration(folder, servers))
  const child = spawn(pathInPackages('usr/sbin/nginx'), ['-p', folder, '-c', path], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await waitForPort(port)
  return {
    stop: async () => {
      child.kill()
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}
