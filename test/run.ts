import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { runOnMachines } from './clients/run-on-machines.ts'
import { clientTools, unpackPackages } from './clients/packages.ts'
import { startBrowser } from './browser/shared-browser.ts'
import { alsoInFirefox, notInFirefox } from './engines/in-firefox.ts'
import { closeRun, roomForYoung, runFiles, runShards, type Outcome } from './suite/run-tests.ts'
import { readSuites } from './suite/suites.ts'

const root = new URL('../', import.meta.url)
const corpora = new URL('../shared/corpora/', root)

type Tool = { name: string; path: string; packages: readonly string[] }

/** Chromium without the windows of its own that it otherwise draws for every page: tests take half the time. */
const headlessChromium: Tool = {
  name: 'chromium-headless-shell',
  path: '/usr/bin/chromium-headless-shell',
  packages: ['chromium-headless-shell', 'fonts-dejavu-core'],
}

const chromium: Tool = {
  name: 'chromium',
  path: '/usr/bin/chromium',
  packages: ['chromium', 'fonts-dejavu-core'],
}

/** The other browsers, for the suite that runs in each. */
const otherBrowsers: readonly Tool[] = [
  { name: 'firefox', path: '/usr/bin/firefox-esr', packages: ['firefox-esr'] },
  { name: 'webkit', path: '/usr/bin/WebKitWebDriver', packages: ['webkit2gtk-driver'] },
  { name: 'xvfb', path: '/usr/bin/Xvfb', packages: ['xvfb'] },
]

/** What speaks, and what it speaks on. */
const screenReader: readonly Tool[] = [
  { name: 'firefox', path: '/usr/bin/firefox-esr', packages: ['firefox-esr'] },
  { name: 'xvfb', path: '/usr/bin/Xvfb', packages: ['xvfb'] },
  { name: 'orca', path: '/usr/bin/orca', packages: ['orca'] },
  { name: 'speech', path: '/usr/bin/speech-dispatcher', packages: ['speech-dispatcher'] },
  { name: 'at-spi', path: '/usr/libexec/at-spi-bus-launcher', packages: ['at-spi2-core'] },
  { name: 'dbus', path: '/usr/bin/dbus-daemon', packages: ['dbus'] },
  { name: 'xdotool', path: '/usr/bin/xdotool', packages: ['xdotool'] },
  {
    name: 'windows',
    path: '/usr/bin/matchbox-window-manager',
    packages: ['matchbox-window-manager'],
  },
]

/** The programs that tests need, and the Debian packages of each. */
const tools: readonly Tool[] = [
  headlessChromium,
  { name: 'php', path: '/usr/bin/php', packages: ['php-cli'] },
  { name: 'xmllint', path: '/usr/bin/xmllint', packages: ['libxml2-utils'] },
]

function run(command: string, args: readonly string[]): number {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (error) console.error(`${command} could not be started: ${error.message}`)
  return status ?? 1
}

function bringTools(needed: readonly Tool[]): void {
  const missing = needed.filter(({ path }) => !existsSync(path))
  if (missing.length === 0) return
  const packages = missing.flatMap((tool) => tool.packages)
  console.log(`The tests need ${missing.map(({ name }) => name).join(' and ')}: installing.`)
  process.env['DEBIAN_FRONTEND'] = 'noninteractive'
  const isDone =
    run('apt-get', ['update', '-qq']) === 0 &&
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]) === 0
  if (isDone && needed.every(({ path }) => existsSync(path))) return
  console.error(
    `Please install these packages of your system and run the tests again: ${packages.join(' ')}.`,
  )
  process.exit(1)
}

// A compile cache for the programs that tests start, and for tests in processes of their own.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(
  new URL('node_modules/.cache/incipit-tests', root),
)

const place = { root: fileURLToPath(root), processes: availableParallelism() }

async function runCorpora(): Promise<Outcome[]> {
  if (!existsSync(corpora)) {
    console.error(
      'The corpora are missing: this suite reads ../shared/corpora beside the checkout.',
    )
    process.exit(1)
  }
  unpackPackages('debian-speech')
  // Imports from hosts on the web mostly wait between two requests, so one more runs meanwhile.
  const wide = { ...place, processes: place.processes + 1 }
  return [await runFiles(globSync('test/**/*.corpora.ts', { cwd: root }), wide)]
}

async function runRelease(): Promise<Outcome[]> {
  return [await runFiles(globSync('test/**/*.release.ts', { cwd: root }), place)]
}

function runUnit(): Promise<Outcome[]> {
  return runShards(readSuites(place.root).unit, place)
}

async function runAll(): Promise<Outcome[]> {
  const { long, others } = readSuites(place.root)
  const unit = await runUnit()
  const browser = await startBrowser()
  try {
    return [...unit, await runFiles([...long, ...others], place)]
  } finally {
    await browser.close()
  }
}

async function runBrowsers(): Promise<Outcome[]> {
  process.env['CHROMIUM_PATH'] = chromium.path
  const engines = await runFiles(globSync('test/**/*.browsers.ts', { cwd: root }).toSorted(), place)
  process.env['TEST_ENGINE'] = 'firefox'
  const skipped = notInFirefox.map((name) => `--test-skip-pattern=${name}`)
  return [engines, await runFiles([...skipped, ...alsoInFirefox], place)]
}

async function runAccessibility(): Promise<Outcome[]> {
  const files = globSync('test/**/*.accessibility.ts', { cwd: root })
  return [await runFiles([roomForYoung, ...files], place)]
}

async function runOrca(): Promise<Outcome[]> {
  return [await runFiles(globSync('test/**/*.orca.ts', { cwd: root }), place)]
}

async function runClients(): Promise<Outcome[]> {
  unpackPackages()
  return runOnMachines(globSync('test/**/*.clients.ts', { cwd: root }).toSorted(), place)
}

const suites = {
  all: { tools, run: runAll },
  unit: { tools: [], run: runUnit },
  corpora: { tools, run: runCorpora },
  release: { tools: [], run: runRelease },
  browsers: { tools: [chromium, ...otherBrowsers], run: runBrowsers },
  accessibility: { tools: [headlessChromium], run: runAccessibility },
  orca: { tools: screenReader, run: runOrca },
  clients: { tools: [headlessChromium, ...clientTools], run: runClients },
} as const

const name = process.argv[2] ?? 'all'
if (!Object.hasOwn(suites, name)) {
  console.error(`There is no suite “${name}”, but ${Object.keys(suites).join(', ')}.`)
  process.exit(1)
}
const startedMs = performance.now()
const suite = suites[name as keyof typeof suites]
bringTools(suite.tools)
process.exitCode = closeRun(await suite.run(), startedMs)
