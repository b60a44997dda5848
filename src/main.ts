import type { CommandContext } from './cli/command.ts'
import { plain } from './cli/print.ts'
import { runCommand } from './cli/run.ts'
import type { Config } from './config.ts'
import { findDataFolder, findDemoFolder, hasStore } from './data-folder.ts'
import { readPageTags } from './http/contracts/ocapi/read-page-tags.ts'
import { openBuild } from './http/published-files.ts'
import { readLanguageList } from './http/words.ts'
import { kinds } from './kinds/kinds.ts'
import { openTesseract } from './picture/tesseract.ts'
import { findDist, provide, readVersion, thisMachine } from './provide.ts'

/** Runs one command line of the program and gives its exit code. */
export function main(argv: readonly string[]): Promise<number> {
  const terminal = {
    out: (text: string) => process.stdout.write(text),
    err: (text: string) => process.stderr.write(text),
    environment: process.env,
    version: readVersion(),
    findFolder: (of: 'data' | 'demonstration') =>
      (of === 'data' ? findDataFolder : findDemoFolder)(thisMachine()),
    provide: provideCommand,
  }
  return runCommand(terminal, argv)
}

/** What a command is given of the world outside. */
function provideCommand(config: Config, isJson: boolean): CommandContext {
  const provided = provide(config)
  const isTerminal = process.stderr.isTTY && !isJson
  return {
    ...provided,
    config,
    kinds,
    hasStore: () => hasStore(config.dataDir, thisMachine()),
    openReader: openTesseract,
    measureLook: async (...of) => (await import('./picture/look.ts')).measureLook(...of),
    readLanguageList: () => readLanguageList(openBuild(findDist())),
    readPageTags: () => readPageTags(openBuild(findDist())),
    startService: async (store, demo) => {
      const { startService } = await import('./service.ts')
      return startService({ ...provided, config, store, demo })
    },
    untilStopped,
    showProgress: isTerminal ? (line) => process.stderr.write(`\r\u001b[K${plain(line)}`) : null,
    print: (line) => (isJson ? process.stderr : process.stdout).write(`${line}\n`),
  }
}

// The first signal asks for an orderly end; a second one does not wait.
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve()
        process.once(signal, () => process.exit(1))
      })
    }
  })
}
