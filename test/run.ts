import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'

const root = new URL('../', import.meta.url)
const corpora = new URL('../shared/corpora/', root)

/** What the tests need of the machine, and the Debian package that brings it. */
const tools = [
  { name: 'chromium', path: '/usr/bin/chromium', packages: ['chromium', 'fonts-dejavu-core'] },
  { name: 'php', path: '/usr/bin/php', packages: ['php-cli'] },
  { name: 'xmllint', path: '/usr/bin/xmllint', packages: ['libxml2-utils'] },
] as const

function run(command: string, args: readonly string[]): number {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (error) console.error(`${command} could not be started: ${error.message}`)
  return status ?? 1
}

function bringTools(): void {
  const missing = tools.filter(({ path }) => !existsSync(path))
  if (missing.length === 0) return
  const packages = missing.flatMap((tool) => tool.packages)
  console.log(`The tests need ${missing.map(({ name }) => name).join(' and ')}: installing.`)
  process.env['DEBIAN_FRONTEND'] = 'noninteractive'
  const isDone =
    run('apt-get', ['update', '-qq']) === 0 &&
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]) === 0
  if (isDone && tools.every(({ path }) => existsSync(path))) return
  console.error(
    `Please install these packages of your system and run the tests again: ${packages.join(' ')}.`,
  )
  process.exit(1)
}

function runFiles(files: readonly string[]): never {
  if (files.length === 0) {
    console.error('There is no test to run.')
    process.exit(1)
  }
  process.exit(run(process.execPath, ['--test', '--test-reporter=spec', ...files]))
}

if (process.argv[2] === 'corpora') {
  if (!existsSync(corpora)) {
    console.error(
      'The corpora are missing: this suite reads ../shared/corpora beside the checkout.',
    )
    process.exit(1)
  }
  bringTools()
  runFiles(globSync('test/**/*.corpora.ts', { cwd: root }))
}
if (process.argv[2] === 'release') runFiles(globSync('test/**/*.release.ts', { cwd: root }))
bringTools()
runFiles(globSync(['src/**/*.test.ts', 'test/**/*.test.ts'], { cwd: root }).toSorted())
