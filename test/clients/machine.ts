import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeAuthority, makeCertificate } from './certificates.ts'
import { allHosts } from './names.ts'

// Runs a command on what looks to it like a machine of its own, which `unshare` has made: the hosts of the tests are at
// this machine, a private authority is known to it, and there is no other network. It does what
// docs/site/fixed-hosts.md tells an operator to do; all of it ends with the command.

function run(command: string, ...args: string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
}

function nameHosts(folder: string): void {
  const hosts = join(folder, 'hosts')
  writeFileSync(hosts, `${readFileSync('/etc/hosts', 'utf8')}\n127.0.0.1 ${allHosts.join(' ')}\n`)
  run('mount', '--bind', hosts, '/etc/hosts')
}

// With a tmpfs over each folder that the command writes to.
function trustAuthority(folder: string, certificate: string): void {
  const own = '/usr/local/share/ca-certificates'
  for (const path of [own, '/etc/ssl/certs']) run('mount', '-t', 'tmpfs', 'tmpfs', path)
  cpSync(certificate, join(own, 'captcha.crt'))
  const noHooks = join(folder, 'no-hooks')
  mkdirSync(noHooks)
  run('update-ca-certificates', '--fresh', '--hooksdir', noHooks)
}

// Chromium asks the person's own store of certificates.
function trustInBrowser(home: string, certificate: string): void {
  const store = join(home, '.pki/nssdb')
  mkdirSync(store, { recursive: true })
  run('certutil', '-d', `sql:${store}`, '-N', '--empty-password')
  run('certutil', '-d', `sql:${store}`, '-A', '-t', 'C,,', '-n', 'captcha', '-i', certificate)
}

const folder = mkdtempSync(join(tmpdir(), 'incipit-machine-'))
try {
  run('ip', 'link', 'set', 'lo', 'up')
  nameHosts(folder)
  const authority = makeAuthority(folder)
  makeCertificate(folder, allHosts)
  trustAuthority(folder, authority)
  trustInBrowser(folder, authority)
  const [command = '', ...args] = process.argv.slice(2)
  const env = {
    ...process.env,
    HOME: folder,
    TEST_CERTIFICATES: folder,
    NODE_EXTRA_CA_CERTS: authority,
  }
  process.exitCode = spawnSync(command, args, { env, stdio: 'inherit' }).status ?? 1
} finally {
  rmSync(folder, { recursive: true })
}
