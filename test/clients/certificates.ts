import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

// `basicConstraints` and `keyUsage` of an authority come from OpenSSL's own configuration.

function openssl(folder: string, ...args: string[]): void {
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
}

const freshKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

/** Makes a private authority, `ca.key` and `ca.crt`, and gives the certificate’s path. */
export function makeAuthority(folder: string): string {
  const names = ['-subj', '/CN=Captcha authority', '-keyout', 'ca.key', '-out', 'ca.crt']
  openssl(folder, 'req', '-x509', ...freshKey, '-days', '2', ...names)
  return join(folder, 'ca.crt')
}

/** Makes a certificate for hosts, `host.key` and `host.crt`, signed by the authority of the folder. */
export function makeCertificate(folder: string, hosts: readonly string[]): void {
  const names = ['-subj', '/CN=captcha', '-keyout', 'host.key', '-out', 'host.csr']
  openssl(folder, 'req', ...freshKey, ...names)
  writeFileSync(
    join(folder, 'host.ext'),
    `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(',')}\n`,
  )
  const signing = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2']
  openssl(
    folder,
    'x509',
    '-req',
    '-in',
    'host.csr',
    ...signing,
    '-extfile',
    'host.ext',
    '-out',
    'host.crt',
  )
}
