import { settings, type Setting } from '../config.ts'
import { variableOf } from '../read-config.ts'
import type { Command } from './command.ts'

/** Flags that every command has. */
export const commonFlags = {
  help: { type: 'boolean', meaning: 'shows this help; -h does too' },
  json: { type: 'boolean', meaning: 'prints one JSON value and nothing else' },
} as const

/** The text of `incipit --help`: every command in a line. */
export function overviewOf(commands: Readonly<Record<string, Command>>, folder: string): string {
  const all = Object.values(commands)
  const width = Math.max(...all.map(({ usage }) => usage.length))
  const lines = all.map(({ usage, summary }) => `  incipit ${usage.padEnd(width)} ${summary}`)
  return [
    'Incipit: a CAPTCHA whose challenges are pieces of digitised heritage.',
    '',
    ...lines,
    '',
    `All data are kept in ${folder}; --data DIR or ${variableOf(settings.dataDir)} names another folder.`,
    '`incipit COMMAND --help` explains a command; `incipit serve --help` lists the settings.',
  ].join('\n')
}

/** The text of `incipit COMMAND --help`: its own flags, the required ones first, and a service’s settings. */
export function helpOf({ usage, summary, flags, isService }: Command): string {
  const own = Object.entries<Command['flags'][string]>({ ...flags, ...commonFlags })
    .toSorted(([, one], [, other]) => Number(other.isRequired ?? 0) - Number(one.isRequired ?? 0))
    .map(([flag, { meaning, isRequired }]) =>
      flagLine(flag, isRequired ? `(required) ${meaning}` : meaning),
    )
  const general = isService
    ? ['', 'Settings:', ...Object.values<Setting>(settings).map(settingLine)]
    : [settingLine(settings.dataDir), '', '`incipit serve --help` lists the other settings.']
  return [`incipit ${usage}: ${summary}`, '', ...own, ...general].join('\n')
}

function settingLine(setting: Setting): string {
  const shown = setting.default === '' ? 'none' : setting.default
  return flagLine(setting.flag, `${setting.meaning} [${shown}] (${variableOf(setting)})`)
}

function flagLine(flag: string, meaning: string): string {
  return `  --${flag.padEnd(24)} ${meaning}`
}
