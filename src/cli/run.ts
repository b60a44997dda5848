import { parseArgs } from 'node:util'
import { settings, type Config } from '../config.ts'
import { readConfig, variableOf } from '../read-config.ts'
import type { Command, CommandContext, Flags, Refusal } from './command.ts'
import { commands, loadCommands } from './commands.ts'
import { explainFailure } from './explain.ts'
import { commonFlags, helpOf, overviewOf } from './help.ts'
import { findUnknownVariables } from './unknown-variables.ts'
import { openPrinter, type Outlet, type Printer } from './print.ts'

/** Where a command writes, and how it gets its context once its settings are known. */
export type Terminal = Outlet & {
  environment: Readonly<Record<string, string | undefined>>
  version: string
  /** The data folder to use if neither a flag nor a variable names one. */
  findFolder: (of: 'data' | 'demonstration') => string | Refusal
  provide: (config: Config, isJson: boolean) => CommandContext
}

/** Runs one command line and gives its exit code: 0 for done, 1 for refused or failed, 2 for wrong use. */
export async function runCommand(terminal: Terminal, argv: readonly string[]): Promise<number> {
  const printer = openPrinter(terminal, argv.includes('--json'))
  if (argv[0] === '--version') return printer.done(terminal.version, { version: terminal.version })
  const [name, load] = findCommand(argv)
  if (!load) return helpOrBlame(terminal, printer, argv)
  try {
    const command = await load()
    const rest = argv.slice(name.split(' ').length)
    return await runFound(terminal, { printer, name, command, argv: rest })
  } catch (cause) {
    return printer.refused(explainFailure(cause))
  }
}

type Found = { printer: Printer; name: string; command: Command; argv: readonly string[] }

async function runFound(
  terminal: Terminal,
  { printer, name, command, argv }: Found,
): Promise<number> {
  const hint = `\`incipit ${name} --help\` explains the command.`
  const parsed = parse(command, argv)
  if ('fault' in parsed) return printer.misused(parsed.fault, hint)
  const { flags, words } = parsed
  if (flags['help']) return printer.done(helpOf(command), { help: helpOf(command) })
  if (words.length < command.words[0] || words.length > command.words[1])
    return printer.misused(`Usage: incipit ${command.usage}`, hint)
  for (const sentence of findUnknownVariables(terminal.environment)) terminal.err(`${sentence}\n`)
  const data = findFolder(terminal, command, flags)
  if (typeof data !== 'string') return printer.refused(data.refused)
  const config = readConfig({ ...settingFlags(flags), data }, terminal.environment)
  if ('fault' in config) return printer.misused(config.fault, hint)
  const result = await command.run(terminal.provide(config, flags['json'] === true), words, flags)
  return 'refused' in result
    ? printer.refused(result.refused)
    : printer.done(result.text, result.json)
}

function findFolder(
  { environment, findFolder: find }: Terminal,
  { folder }: Command,
  flags: Flags,
): string | Refusal {
  const given = flags[settings.dataDir.flag] ?? environment[variableOf(settings.dataDir)]
  if (given !== undefined) return String(given)
  return folder === 'none' ? settings.dataDir.default : find(folder ?? 'data')
}

function findCommand(argv: readonly string[]): [string, (() => Promise<Command>) | undefined] {
  const two = argv.slice(0, 2).join(' ')
  const name = Object.hasOwn(commands, two) ? two : (argv[0] ?? '')
  return [name, Object.hasOwn(commands, name) ? commands[name] : undefined]
}

function parse(
  command: Command,
  argv: readonly string[],
): { flags: Flags; words: string[] } | { fault: string } {
  const options: Record<
    string,
    { type: 'string' | 'boolean'; multiple?: boolean; short?: string }
  > = {}
  for (const setting of Object.values(settings)) options[setting.flag] = { type: 'string' }
  const own: Command['flags'] = { ...command.flags, ...commonFlags }
  for (const [flag, { type, multiple = false }] of Object.entries(own))
    options[flag] = { type, multiple }
  options['help'] = { type: 'boolean', short: 'h' }
  try {
    const { values, positionals } = parseArgs({
      args: joinNegatives(argv, options),
      options,
      allowPositionals: true,
    })
    return { flags: values as Flags, words: positionals }
  } catch (cause) {
    return { fault: cause instanceof Error ? (cause.message.split('. ')[0] ?? '') : String(cause) }
  }
}

// No flag begins with a digit, so a number below zero is a value, which is then refused by its own range.
function joinNegatives(
  argv: readonly string[],
  options: Readonly<Record<string, { type: 'string' | 'boolean' }>>,
): string[] {
  const joined: string[] = []
  for (const part of argv) {
    const flag = joined.at(-1)?.match(/^--([^=]+)$/)?.[1]
    const isValue = /^-\d/.test(part) && flag !== undefined && options[flag]?.type === 'string'
    if (isValue) joined.push(`${joined.pop()}=${part}`)
    else joined.push(part)
  }
  return joined
}

function settingFlags(flags: Flags): Record<string, string | boolean | undefined> {
  return Object.fromEntries(
    Object.entries(flags).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
}

async function helpOrBlame(
  terminal: Terminal,
  printer: Printer,
  argv: readonly string[],
): Promise<number> {
  if (argv.length === 0 || argv[0] === 'help' || argv.includes('--help') || argv.includes('-h')) {
    const found = terminal.findFolder('data')
    const folder = typeof found === 'string' ? found : settings.dataDir.default
    const help = overviewOf(await loadCommands(), folder)
    return printer.done(help, { help })
  }
  const words = argv.slice(0, 2).filter((word) => !word.startsWith('-'))
  const name = words.join(' ') || (argv[0] ?? '')
  return printer.misused(`There is no command “${name}”.`, '`incipit --help` lists all commands.')
}
