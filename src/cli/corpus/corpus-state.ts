import type { Corpus } from '../../model/corpus.ts'
import type { Standing } from '../../model/lifecycle.ts'
import { canAsk } from '../../challenge/can-ask.ts'
import type { Command, CommandContext, Flags, Refusal, Result } from '../command.ts'
import { corpusLine, noSuchCorpus } from './corpus-line.ts'
import { instantOf } from '../../manage/instants.ts'
import { thinCorpusWarnings } from './thin-corpora.ts'
import { withStoreLock } from '../with-store.ts'

/** `incipit corpus pause NAME`: asks nothing of a corpus until it is resumed. */
export const corpusPause: Command = {
  usage: 'corpus pause NAME',
  summary: 'hides a corpus until it is resumed',
  flags: {},
  words: [1, 1],
  run: (context, [name = '']) =>
    changeStanding(context, name, {
      action: 'pause',
      decide: ({ state, embargoUntilMs }) =>
        state === 'taken down'
          ? { refused: `“${name}” is taken down; nothing of it is shown.` }
          : { state: 'paused', embargoUntilMs },
    }),
}

/** `incipit corpus resume NAME`: shows a paused corpus again. */
export const corpusResume: Command = {
  usage: 'corpus resume NAME',
  summary: 'shows a paused corpus again',
  flags: {
    'taken-down': { type: 'boolean', meaning: 'also one that was taken down' },
  },
  words: [1, 1],
  run: (context, [name = ''], flags) =>
    changeStanding(context, name, {
      action: 'resume',
      decide: ({ state, embargoUntilMs }) =>
        state === 'taken down' && flags['taken-down'] !== true
          ? { refused: `“${name}” was taken down; say --taken-down to show it again all the same.` }
          : { state: 'open', embargoUntilMs },
    }),
}

/** `incipit corpus embargo NAME`: hides a corpus until a date. */
export const corpusEmbargo: Command = {
  usage: 'corpus embargo NAME',
  summary: 'hides a corpus until a date',
  flags: {
    until: { type: 'string', meaning: 'the first day it is shown (UTC), such as 2030-01-01' },
    none: { type: 'boolean', meaning: 'lift the embargo' },
  },
  words: [1, 1],
  run: async (context, [name = ''], flags) => {
    const embargoUntilMs = readEmbargo(flags, context.clock())
    if (typeof embargoUntilMs === 'object' && embargoUntilMs !== null) return embargoUntilMs
    return changeStanding(context, name, {
      action: 'embargo',
      decide: ({ state }) => ({ state, embargoUntilMs }),
    })
  },
}

/** How a corpus stands, as people read it. */
export function standingText({ state, embargoUntilMs }: Standing, now: number): string {
  return embargoUntilMs === null || embargoUntilMs <= now
    ? state
    : `${state}, under embargo until ${instantOf(embargoUntilMs)}`
}

const instantShape = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z)?$/

function readEmbargo({ until, none }: Flags, now: number): number | null | Refusal {
  if ((until === undefined) === (none !== true))
    return { refused: 'Give either --until DATE or --none.' }
  if (until === undefined) return null
  const text = String(until)
  const ms = instantShape.test(text) ? Date.parse(text) : Number.NaN
  // A day that its month does not have would become one of the next.
  if (Number.isNaN(ms) || !instantOf(ms).startsWith(text.slice(0, 10)))
    return { refused: `--until must be a day such as 2030-01-01, not “${text}”.` }
  return ms > now ? ms : { refused: `${text} is past; --none lifts an embargo.` }
}

type Change = { action: string; decide: (corpus: Corpus) => Standing | Refusal }

function changeStanding(
  context: CommandContext,
  name: string,
  { action, decide }: Change,
): Promise<Result> {
  return withStoreLock(context, async (store) => {
    const corpus = await store.corpora.find(name)
    if (!corpus) return noSuchCorpus(name)
    const standing = decide(corpus)
    if ('refused' in standing) return standing
    const now = context.clock()
    const detail = `from ${standingText(corpus, now)} to ${standingText(standing, now)}`
    const line = corpusLine(context, action, { corpus, detail })
    await store.lifecycle.changeStanding(name, standing, line)
    const isThin = standing.state === 'open' && !(await canAsk({ ...context, ...store }, corpus))
    const warnings = thinCorpusWarnings(isThin ? [name] : [])
    return {
      text: [...warnings, `The corpus “${name}” is ${standingText(standing, now)}.`].join('\n'),
      json: standingFacts(name, standing),
    }
  })
}

/** How a corpus stands, as programs read it. */
export function standingFacts(corpus: string, { state, embargoUntilMs }: Standing) {
  return {
    corpus,
    state,
    embargo_until: embargoUntilMs === null ? null : instantOf(embargoUntilMs),
  }
}
