import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endChild, readTold, startTelling, tellingPipe } from '../engines/children.ts'
import { startDisplay } from '../engines/display.ts'
import { waitUntil } from '../engines/wait.ts'
import { orcaSettings } from './settings.ts'

/** A desktop that nobody sees, on which Orca reads aloud what has the focus. */
export type Desktop = {
  /** A folder for what its programs keep. */
  folder: string
  /** The name of its display. */
  display: string
  /** What it is that speaks, and of what. */
  versions: string
  /** Starts a program on it. */
  start: (command: string, args: readonly string[], env?: NodeJS.ProcessEnv) => ChildProcess
  /** Every utterance until now. */
  hear: () => string[]
  stop: () => Promise<void>
}

/** Starts the display, a window manager, the buses, the speech and Orca, and waits until Orca speaks. */
export async function startDesktop(): Promise<Desktop> {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-orca-'))
  const display = await startDisplay()
  const children: ChildProcess[] = []
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    LANG: 'C.UTF-8',
    LANGUAGE: 'en',
    TZ: 'UTC',
    DISPLAY: display.name,
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
    GSETTINGS_BACKEND: 'memory',
    UTTERANCES: join(folder, 'utterances'),
    SPEECHD_ADDRESS: `unix_socket:${join(folder, 'speech')}`,
  }
  const start: Desktop['start'] = (command, args, more) => {
    const child = spawn(command, args, { stdio: 'ignore', env: { ...env, ...more } })
    children.push(child)
    return child
  }
  const hear = (): string[] =>
    existsSync(join(folder, 'utterances'))
      ? readFileSync(join(folder, 'utterances'), 'utf8').split('\n').slice(0, -1)
      : []

  start('matchbox-window-manager', ['-use_titlebar', 'no'])
  const bus = startTelling('dbus-daemon', busArguments(folder), env)
  children.push(bus)
  env['DBUS_SESSION_BUS_ADDRESS'] = await readTold(bus)
  start('/usr/libexec/at-spi-bus-launcher', [
    '--launch-immediately',
    '--a11y=1',
    '--screen-reader=1',
  ])
  start('speech-dispatcher', speechArguments(folder))
  await waitUntil('the speech', async () => existsSync(join(folder, 'speech')))
  mkdirSync(join(folder, '.local/share/orca'), { recursive: true })
  writeFileSync(join(folder, '.local/share/orca/user-settings.conf'), JSON.stringify(orcaSettings))
  start('orca', [])
  await waitUntil('Orca', async () => hear().includes('Screen reader on.'))
  return {
    folder,
    display: display.name,
    versions: `Orca ${versionOf('orca')} and Firefox ${versionOf('firefox-esr')}`,
    start,
    hear,
    stop: async () => {
      for (const child of children.toReversed()) await endChild(child)
      await display.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

function versionOf(program: string): string {
  const [version = ''] = execFileSync(program, ['--version']).toString().match(/\d\S*/) ?? []
  return version
}

// A bus that starts nothing by itself: Firefox would ask for portals, which outlive it.
function busArguments(folder: string): string[] {
  const path = join(folder, 'bus.conf')
  writeFileSync(
    path,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
      "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
    <busconfig><type>session</type><listen>unix:dir=${folder}</listen><auth>EXTERNAL</auth>
      <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
    </busconfig>`,
  )
  return [`--config-file=${path}`, '--nofork', `--print-address=${tellingPipe}`]
}

function speechArguments(folder: string): string[] {
  const module = join(folder, 'module')
  const script = fileURLToPath(new URL('speech-module.ts', import.meta.url))
  writeFileSync(module, `#!/bin/sh\nexec "${process.execPath}" --no-warnings "${script}"\n`)
  chmodSync(module, 0o700)
  writeFileSync(
    join(folder, 'speechd.conf'),
    `DefaultModule writing\nAddModule "writing" "${module}" ""\nDefaultLanguage en\n`,
  )
  const at = (name: string): string => join(folder, name)
  return [
    '-s',
    '-t',
    '0',
    '-C',
    folder,
    '-L',
    folder,
    '-P',
    at('pid'),
    '-c',
    'unix_socket',
    '-S',
    at('speech'),
  ]
}
