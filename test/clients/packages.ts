import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The programs and libraries that the clients need, each by a file of it, and their packages. */
export const clientTools = [
  { name: 'openssl', path: '/usr/bin/openssl', packages: ['openssl', 'ca-certificates'] },
  { name: 'certutil', path: '/usr/bin/certutil', packages: ['libnss3-tools'] },
  { name: 'ip', path: '/usr/sbin/ip', packages: ['iproute2'] },
  {
    name: 'php with its extensions',
    path: '/usr/share/php8.2-sqlite3/sqlite3/sqlite3.ini',
    packages: ['php-cli', 'php-curl', 'php-intl', 'php-mbstring', 'php-sqlite3', 'php-xml'],
  },
  {
    name: 'Flask-WTF',
    path: '/usr/lib/python3/dist-packages/flask_wtf/__init__.py',
    packages: ['python3-flaskext.wtf'],
  },
  {
    name: 'ruby-recaptcha',
    path: '/usr/lib/ruby/vendor_ruby/recaptcha.rb',
    packages: ['ruby-recaptcha', 'ruby-webrick'],
  },
  {
    name: 'php-google-recaptcha',
    path: '/usr/share/php/ReCaptcha/ReCaptcha.php',
    packages: ['php-google-recaptcha'],
  },
  {
    name: 'Django',
    path: '/usr/lib/python3/dist-packages/django/__init__.py',
    packages: ['python3-django'],
  },
  {
    name: 'Sinatra',
    path: '/usr/lib/ruby/vendor_ruby/sinatra.rb',
    packages: ['ruby-sinatra', 'ruby-webrick'],
  },
  {
    name: 'Captcha::reCAPTCHA',
    path: '/usr/share/perl5/Captcha/reCAPTCHA.pm',
    packages: ['libcaptcha-recaptcha-perl'],
  },
  {
    name: 'HTTP::Daemon',
    path: '/usr/share/perl5/HTTP/Daemon.pm',
    packages: ['libhttp-daemon-perl'],
  },
  {
    name: 'go-recaptcha',
    path: '/usr/share/gocode/src/github.com/dpapathanasiou/go-recaptcha/recaptcha.go',
    packages: ['golang-github-dpapathanasiou-go-recaptcha-dev'],
  },
  { name: 'go', path: '/usr/bin/go', packages: ['golang-go'] },
]

/** Debian’s packages that are unpacked, not installed: an installation would start a server or ask for a database. */
const unpacked = ['mediawiki', 'mediawiki-classes', 'nginx'] as const

const folder = fileURLToPath(new URL('../../node_modules/.cache/debian', import.meta.url))

/** The path of a file of the packages that are unpacked. */
export function pathInPackages(path: string): string {
  return join(folder, path)
}

/** Downloads and unpacks what is not there yet; the rest of the machine stays as it is. */
export function unpackPackages(): void {
  if (existsSync(folder)) return
  const draft = `${folder}.draft`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true })
  execFileSync('apt-get', ['download', '-qq', ...unpacked], { cwd: draft, stdio: 'inherit' })
  for (const name of globSync('*.deb', { cwd: draft })) {
    execFileSync('dpkg-deb', ['-x', name, '.'], { cwd: draft, stdio: 'inherit' })
  }
  renameSync(draft, folder)
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
