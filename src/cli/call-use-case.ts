import type { Context, Progress } from '../manage/context.ts'
import type { Refused } from '../manage/refused.ts'
import type { CommandContext, Result } from './command.ts'
import { sentenceOf } from './refusal-sentences.ts'

/**
 * Opens the data folder, calls a use case on behalf of the operator at the terminal, shows what it did, or
 * why it refused, and lets go of the folder, however the work ends.
 */
export async function callUseCase<Done extends object>(
  command: CommandContext,
  useCase: (context: Context) => Promise<Done | Refused>,
  show: (done: Done) => Result,
): Promise<Result> {
  const store = command.openStore()
  try {
    const done = await useCase(contextOf(command, store))
    return isRefusedUse(done) ? { refused: sentenceOf(done) } : show(done)
  } finally {
    command.showProgress?.('')
    await store.close()
  }
}

function isRefusedUse(done: object): done is Refused {
  return 'refused' in done
}

function contextOf(command: CommandContext, store: Context['store']): Context {
  const { kinds, clock, random, version, showProgress } = command
  const { openFolder, openPage, openReader, openWeb, openOut } = command
  const stop = new AbortController()
  void command.untilStopped().then(() => stop.abort())
  return {
    actor: { name: 'cli' },
    store,
    kinds,
    clock,
    random,
    version,
    openFolder,
    openPage,
    openReader,
    openWeb,
    openOut,
    stop: stop.signal,
    onProgress: (progress) => showProgress?.(lineOfProgress(progress)),
  }
}

const barWidth = 30
const nameShownMax = 60

function lineOfProgress({ step, done, total, name }: Progress): string {
  if (step === 'import') {
    const filled = total ? Math.round((barWidth * done) / total) : barWidth
    const bar = `${'█'.repeat(filled)}${'·'.repeat(barWidth - filled)}`
    return `[${bar}] ${done}/${total ?? '?'} ${name.slice(-nameShownMax)}`
  }
  const words = {
    read: `${name} has read ${done}`,
    check: `${done} sources checked`,
    clear: `${done} items taken from disk`,
    forget: `${done} items forgotten`,
    export: `${done} exported`,
  } as const
  return words[step]
}
