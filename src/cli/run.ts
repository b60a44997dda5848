import { parseArgs } from 'node:util'
import { readConfig, settings, variableOf, type Config, type Setting } from '../config.ts'
import type { Command, Context, Flags, Result } from './command.ts'
import { commands } from './commands.ts'

/** Where a command writes, and what it is lent once its settings are known. */
export type Terminal = {
  out: (text: string) => void
  err: (text: string) => void
  environment: Readonly<Record<string, string | undefined>>
  version: string
  lend: (config: Config, isJson: boolean) => Context
}

const common = {
  help: { type: 'boolean', meaning: 'shows this help' },
  json: { type: 'boolean', meaning: 'prints one JSON value and nothing else' },
} as const

/** Runs one command line and gives its exit code: 0 done, 1 refused or failed, 2 wrong use. */
export const runCommand = async (terminal: Terminal, argv: readonly string[]): Promise<number> => {
  if (argv[0] === '--version') return print(terminal, terminal.version)
  const [name, command] = findCommand(argv)
  if (!command) return helpOrBlame(terminal, argv)
  const parsed = parse(command, argv.slice(name.split(' ').length))
  if ('fault' in parsed) return blame(terminal, parsed.fault, command)
  const { flags, words } = parsed
  if (flags['help']) return print(terminal, helpOf(command))
  if (words.length < command.words[0] || words.length > command.words[1])
    return blame(terminal, `Usage: incipit ${command.usage}`, command)
  const config = readConfig(settingFlags(flags), terminal.environment)
  if ('fault' in config) return blame(terminal, config.fault, command)
  const isJson = flags['json'] === true
  const result = await command.run(terminal.lend(config, isJson), words, flags)
  return printResult(terminal, result, isJson)
}

const findCommand = (argv: readonly string[]): [string, Command | undefined] => {
  const two = argv.slice(0, 2).join(' ')
  const name = Object.hasOwn(commands, two) ? two : (argv[0] ?? '')
  return [name, Object.hasOwn(commands, name) ? commands[name] : undefined]
}

const parse = (
  command: Command,
  argv: readonly string[],
): { flags: Flags; words: string[] } | { fault: string } => {
  const options: Record<string, { type: 'string' | 'boolean'; multiple?: boolean }> = {}
  for (const setting of Object.values(settings)) options[setting.flag] = { type: 'string' }
  for (const [flag, { type, multiple }] of Object.entries({
    ...command.flags,
    ...common,
  } as Command['flags']))
    options[flag] = { type, multiple: multiple ?? false }
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true })
    return { flags: values as Flags, words: positionals }
  } catch (cause) {
    return { fault: cause instanceof Error ? (cause.message.split('. ')[0] ?? '') : String(cause) }
  }
}

const settingFlags = (flags: Flags): Record<string, string | boolean | undefined> =>
  Object.fromEntries(
    Object.entries(flags).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )

const printResult = (terminal: Terminal, result: Result, isJson: boolean): number => {
  if ('refused' in result) {
    terminal.err(`${result.refused}\n`)
    if (isJson) terminal.out(`${JSON.stringify({ error: result.refused })}\n`)
    return 1
  }
  return print(terminal, isJson ? JSON.stringify(result.json) : result.text)
}

const print = (terminal: Terminal, text: string): number => {
  terminal.out(`${text}\n`)
  return 0
}

const blame = (terminal: Terminal, fault: string, command: Command): number => {
  terminal.err(`${fault}\n\`incipit ${command.usage} --help\` tells how it is used.\n`)
  return 2
}

const helpOrBlame = (terminal: Terminal, argv: readonly string[]): number => {
  if (argv.length === 0 || argv.includes('--help') || argv[0] === 'help')
    return print(terminal, overview())
  terminal.err(
    `There is no command “${argv.slice(0, 2).join(' ')}”; \`incipit --help\` lists them.\n`,
  )
  return 2
}

const overview = (): string => {
  const lines = Object.values(commands).map(
    ({ usage, summary }) => `  incipit ${usage.padEnd(24)} ${summary}`,
  )
  return [
    'Incipit: a CAPTCHA whose challenges are pieces of digitised heritage.',
    '',
    ...lines,
    '',
    '`incipit COMMAND --help` tells more; `--json` prints one JSON value.',
  ].join('\n')
}

const helpOf = (command: Command): string => {
  const flagLine = (flag: string, meaning: string): string => `  --${flag.padEnd(24)} ${meaning}`
  const own = Object.entries({ ...command.flags, ...common }).map(([flag, { meaning }]) =>
    flagLine(flag, meaning),
  )
  const general = Object.values<Setting>(settings).map((setting) =>
    flagLine(setting.flag, `${setting.meaning} [${setting.default}] (${variableOf(setting)})`),
  )
  return [
    `incipit ${command.usage}: ${command.summary}`,
    '',
    ...own,
    '',
    'Settings:',
    ...general,
  ].join('\n')
}
