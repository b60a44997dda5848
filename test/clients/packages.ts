import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Debian’s packages that the clients and their sites need. */
const installed = [
  'ca-certificates',
  'golang-github-dpapathanasiou-go-recaptcha-dev',
  'iproute2',
  'libcaptcha-recaptcha-perl',
  'libhttp-daemon-perl',
  'libnss3-tools',
  'openssl',
  'php-cli',
  'php-curl',
  'php-google-recaptcha',
  'php-intl',
  'php-mbstring',
  'php-sqlite3',
  'php-xml',
  'python3-django',
  'python3-flaskext.wtf',
  'ruby-recaptcha',
  'ruby-sinatra',
  'ruby-webrick',
]

/** The same, each with the list of its files, which is there while it is installed; and Go by its program. */
export const clientTools = [
  ...installed.map((name) => ({
    name,
    path: `/var/lib/dpkg/info/${name}.list`,
    packages: [name],
  })),
  { name: 'go', path: '/usr/bin/go', packages: ['golang-go'] },
]

/** Debian’s packages that are unpacked, not installed: an installation would start a server or ask for a database. */
const unpacked = ['mediawiki', 'mediawiki-classes', 'nginx'] as const

/** Speech of five languages with its texts, and the sounds of many alphabets. */
const speech = [
  ...['en', 'es', 'fr', 'it', 'ru'].flatMap((language) => [
    `asterisk-core-sounds-${language}`,
    `asterisk-core-sounds-${language}-wav`,
  ]),
  'klettres-data',
]

/** The sets of packages that are unpacked, each into a folder of its name. */
const sets = { debian: unpacked, 'debian-speech': speech } as const

const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))
const folder = join(cache, 'debian')

/** The path of a file of the packages that are unpacked. */
export function pathInPackages(path: string, set: keyof typeof sets = 'debian'): string {
  return join(cache, set, path)
}

/** Downloads and unpacks what is not there yet; the rest of the machine stays as it is. */
export function unpackPackages(set: keyof typeof sets = 'debian'): void {
  const place = join(cache, set)
  if (existsSync(place)) return
  const draft = `${place}.draft`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true })
  // An old list may name versions that are no longer there.
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
  const asRoot = ['-o', 'APT::Sandbox::User=root']
  execFileSync('apt-get', ['download', '-qq', ...asRoot, ...sets[set]], {
    cwd: draft,
    stdio: 'inherit',
  })
  for (const name of globSync('*.deb', { cwd: draft })) {
    execFileSync('dpkg-deb', ['-x', name, '.'], { cwd: draft, stdio: 'inherit' })
  }
  renameSync(draft, place)
}

/** The version of a package of Debian, without Debian’s own additions: `1.39.17`. */
export function readDebianVersion(name: string): string {
  const [deb] = globSync(`${name}_*.deb`, { cwd: folder })
  const full =
    deb === undefined
      ? execFileSync('dpkg-query', ['-W', '-f', '${Version}', name], { encoding: 'utf8' })
      : execFileSync('dpkg-deb', ['-f', join(folder, deb), 'Version'], { encoding: 'utf8' })
  return full
    .trim()
    .replace(/^\d+:/, '')
    .replace(/[-+~].*$/, '')
}
