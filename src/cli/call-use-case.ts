import { progressText } from '../jobs/progress-text.ts'
import type { Actor, Context, Progress } from '../manage/context.ts'
import { findOrganisation } from '../manage/organisations/choose.ts'
import type { Refused } from '../manage/refused.ts'
import type { CommandContext, Result } from './command.ts'
import { sentenceOf } from './refusal-sentences.ts'
import type { Acting } from './acting-for.ts'

/** The operator at the terminal, who acts for all organisations. */
export const operator: Actor = { name: 'cli', organisation: null }

/**
 * Opens the data folder, calls a use case for the operator at the terminal, shows its result or why it
 * refused, and always closes the folder.
 */
export async function callUseCase<Done extends object>(
  command: Acting,
  useCase: (context: Context) => Promise<Done | Refused>,
  show: (done: Done) => Result,
): Promise<Result> {
  // A long one would keep the commits of a running service waiting.
  const store = command.openStore({ rests: true })
  try {
    const context = operatorContext(command, store)
    const actor = await actorOf(context, command.organisationName ?? null)
    if ('refused' in actor) return { refused: sentenceOf(actor) }
    const done = await useCase({ ...context, actor })
    return isRefusedUse(done) ? { refused: sentenceOf(done) } : show(done)
  } finally {
    command.showProgress?.('')
    await store.close()
  }
}

function isRefusedUse(done: object): done is Refused {
  return 'refused' in done
}

async function actorOf(context: Context, name: string | null): Promise<Actor | Refused> {
  if (name === null) return operator
  const organisation = await findOrganisation(context, name)
  return 'refused' in organisation ? organisation : { ...operator, organisation }
}

/** The context of the operator's use cases, on an open store. */
export function operatorContext(command: CommandContext, store: Context['store']): Context {
  const { kinds, clock, random, version, showProgress } = command
  const {
    openFolder,
    refuseUnreadable,
    openPage,
    openSound,
    openSpeaker,
    openReader,
    measureLook,
    openWeb,
    openOut,
  } = command
  const stop = new AbortController()
  void command.untilStopped().then(() => stop.abort())
  return {
    actor: operator,
    store,
    kinds,
    clock,
    random,
    version,
    openFolder,
    refuseUnreadable,
    openPage,
    openSound,
    openSpeaker,
    openReader,
    measureLook,
    openWeb,
    openOut,
    stop: stop.signal,
    onProgress: (progress) => showProgress?.(lineOfProgress(progress)),
  }
}

const barWidth = 30
const nameShownMax = 60

function lineOfProgress(progress: Progress): string {
  const { step, done, total, name } = progress
  if (step === 'import') {
    const filled = total ? Math.round((barWidth * done) / total) : barWidth
    const bar = `${'█'.repeat(filled)}${'·'.repeat(barWidth - filled)}`
    return `[${bar}] ${done}/${total ?? '?'} ${name.slice(-nameShownMax)}`
  }
  return progressText(progress)
}
