import { canAsk } from '../../challenge/can-ask.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { Standing } from '../../model/lifecycle.ts'
import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'
import { corpusAuditLine } from '../audit/corpus-audit-line.ts'
import { findCorpus } from './find.ts'
import { readEmbargo } from './read-embargo.ts'
import { standingText } from './standing-text.ts'

/**
 * Whether a corpus is shown from now on, also in words, and whether it is shown but has too few items for a
 * challenge.
 */
export type ChangedStanding = { name: string; standing: Standing; text: string; isThin: boolean }

/** Hides a corpus until it is resumed; refused if it was taken down. */
export function pauseCorpus(
  context: Context,
  { name }: { name: string },
): Promise<ChangedStanding | Refused> {
  return changeStanding(context, name, {
    action: 'pause',
    decide: ({ state, embargoUntilMs }) =>
      state === 'taken down'
        ? { refused: 'corpus_taken_down', corpus: name }
        : { state: 'paused', embargoUntilMs },
  })
}

/** Shows a paused corpus again; one that was taken down only if the caller says so. */
export function resumeCorpus(
  context: Context,
  { name, evenTakenDown }: { name: string; evenTakenDown: boolean },
): Promise<ChangedStanding | Refused> {
  return changeStanding(context, name, {
    action: 'resume',
    decide: ({ state, embargoUntilMs }) =>
      state === 'taken down' && !evenTakenDown
        ? { refused: 'resumes_taken_down', corpus: name }
        : { state: 'open', embargoUntilMs },
  })
}

/** Hides a corpus until a day or an instant (ISO 8601, UTC); null lifts the embargo. */
export async function embargoCorpus(
  context: Context,
  { name, until }: { name: string; until: string | null },
): Promise<ChangedStanding | Refused> {
  const read = until === null ? { untilMs: null } : readEmbargo(until, context.clock())
  if ('refused' in read) return read
  return changeStanding(context, name, {
    action: 'embargo',
    decide: ({ state }) => ({ state, embargoUntilMs: read.untilMs }),
  })
}

type Change = { action: string; decide: (corpus: Corpus) => Standing | Refused }

function changeStanding(
  context: Context,
  name: string,
  { action, decide }: Change,
): Promise<ChangedStanding | Refused> {
  return withLock(context, async () => {
    const { store, clock, random, kinds } = context
    const corpus = await findCorpus(context, name)
    if ('refused' in corpus) return corpus
    const standing = decide(corpus)
    if ('refused' in standing) return standing
    const now = clock()
    const text = standingText(standing, now)
    const detail = `from ${standingText(corpus, now)} to ${text}`
    const line = corpusAuditLine(context, action, { corpus, detail })
    await store.lifecycle.changeStanding(corpus.organisation, name, standing, line)
    const isOpen = standing.state === 'open'
    const isThin = isOpen && !(await canAsk({ ...store, clock, random, kinds }, corpus))
    return { name, standing, text, isThin }
  })
}
