import { settings, variableOf, type Setting } from '../config.ts'
import type { Command } from './command.ts'

/** Flags that every command has. */
export const commonFlags = {
  help: { type: 'boolean', meaning: 'shows this help' },
  json: { type: 'boolean', meaning: 'prints one JSON value and nothing else' },
} as const

/** What `incipit --help` tells. */
export function overviewOf(commands: Readonly<Record<string, Command>>): string {
  const all = Object.values(commands)
  const width = Math.max(...all.map(({ usage }) => usage.length))
  const lines = all.map(({ usage, summary }) => `  incipit ${usage.padEnd(width)} ${summary}`)
  return [
    'Incipit: a CAPTCHA whose challenges are pieces of digitised heritage.',
    '',
    ...lines,
    '',
    '`incipit COMMAND --help` tells more; `--json` prints one JSON value.',
  ].join('\n')
}

/** What `incipit COMMAND --help` tells. */
export function helpOf({ usage, summary, flags }: Command): string {
  const own = Object.entries({ ...flags, ...commonFlags })
  const general = Object.values<Setting>(settings).map((setting) =>
    flagLine(setting.flag, `${setting.meaning} [${setting.default}] (${variableOf(setting)})`),
  )
  const lines = own.map(([flag, { meaning }]) => flagLine(flag, meaning))
  return [`incipit ${usage}: ${summary}`, '', ...lines, '', 'Settings:', ...general].join('\n')
}

function flagLine(flag: string, meaning: string): string {
  return `  --${flag.padEnd(24)} ${meaning}`
}
