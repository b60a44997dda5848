import { foldText } from '../challenge/compare.ts'
import { commandOf } from '../labels/recalled.ts'
import { settleCorpus } from '../labels/settle-corpus.ts'
import { drawId } from '../challenge/chance.ts'
import type { Label } from '../model/challenge.ts'
import type { Corpus } from '../model/corpus.ts'
import { recallsMax, type Recall } from '../model/recall.ts'
import type { Reading } from '../model/reading.ts'
import type { Command, Context, Keep, Refusal, Result } from './command.ts'
import { corpusLine, noSuchCorpus } from './corpus-line.ts'
import { findWithdrawn } from './find-withdrawn.ts'
import { instantOf } from './lifetimes.ts'
import { listRecalls } from './list-recalls.ts'
import { readRecallWish, type RecallWish } from './recall-wish.ts'
import { isRefused } from './read-flags.ts'
import { withKeep } from './with-keep.ts'

const labelsMax = 1_000
const idBytes = 6

/** `incipit labels recall`: labels of a time, or of the networks that gave a reading, count no more. */
export const labelsRecall: Command = {
  usage: 'labels recall',
  summary:
    'takes back the labels of a time or of the networks that gave a reading, and settles anew',
  flags: {
    corpus: { type: 'string', meaning: 'the corpus' },
    from: { type: 'string', meaning: 'labels from this instant on, such as 2030-01-01T08:00Z' },
    to: { type: 'string', meaning: 'labels before this instant' },
    item: {
      type: 'string',
      meaning: 'all labels of the networks that gave this item the reading it has now',
    },
    reason: { type: 'string', meaning: 'why, for the audit' },
    list: { type: 'boolean', meaning: 'only lists what has been recalled' },
    lift: { type: 'string', meaning: 'takes this recall back' },
  },
  words: [0, 0],
  run: async (context, _words, flags) => {
    const wish = readRecallWish(flags)
    if (isRefused(wish)) return wish
    return withKeep(context, async (keep) => {
      const corpus = await keep.records.findCorpus(wish.corpus)
      if (!corpus) return noSuchCorpus(wish.corpus)
      if (wish.is === 'list') return listRecalls(keep, corpus)
      return changeRecalls(context, keep, { corpus, wish })
    })
  },
}

type Change = { corpus: Corpus; wish: Exclude<RecallWish, { is: 'list' }> }

const changeRecalls = async (context: Context, keep: Keep, change: Change): Promise<Result> => {
  const { corpus, wish } = change
  const before = await keep.readings.count(corpus.name)
  const startedAtMs = context.clock()
  const done =
    wish.is === 'lift'
      ? await lift(context, keep, { corpus, id: wish.id })
      : await recall(context, keep, { corpus, wish })
  if (isRefused(done)) return done
  const { clock, random } = context
  const world = { ...keep, clock, random, fold: foldText }
  const { isBusy } = await settleCorpus(corpus, world, { waits: true })
  if (isBusy) return told(done, ['Another process is settling the corpus; the service will go on.'])
  const withdrawn = await findWithdrawn(keep, corpus.name, startedAtMs)
  const after = await keep.readings.count(corpus.name)
  const counts = { accepted_before: before.accepted, accepted: after.accepted }
  const lines = [
    `${withdrawn.length} accepted readings were withdrawn or changed; ${before.accepted} were accepted before, ${after.accepted} are now.`,
    ...(withdrawn.length > 0
      ? [
          `\`incipit labels changes\` lists them, and the next export tells of them in withdrawn.csv.`,
        ]
      : []),
  ]
  return told(done, lines, { withdrawn: withdrawn.length, ...counts })
}

type Facts = Readonly<Record<string, string | number>>

type Done = { sentence: string; json: Facts }

const told = ({ sentence, json }: Done, lines: readonly string[], facts: Facts = {}): Result => ({
  text: [sentence, ...lines].join('\n'),
  json: { ...json, ...facts },
})

const lift = async (
  context: Context,
  { recalls }: Keep,
  { corpus, id }: { corpus: Corpus; id: string },
): Promise<Done | Refusal> => {
  const all = await recalls.list(corpus.name)
  if (!all.some((one) => commandOf(one) === id && one.liftedAtMs === null))
    return { refused: `No recall “${id}” of “${corpus.name}” stands.` }
  const line = corpusLine(context, 'lift-recall', { corpus: corpus.name, detail: id })
  const lifted = await recalls.lift(id, context.clock(), line)
  return { sentence: `The recall ${id} is taken back.`, json: { id, lifted } }
}

type RecallOf = { corpus: Corpus; wish: Extract<RecallWish, { reason: string }> }

const recall = async (context: Context, keep: Keep, of: RecallOf): Promise<Done | Refusal> => {
  const { corpus, wish } = of
  const recalledAtMs = context.clock()
  const time = timeOf(wish, recalledAtMs)
  if (isRefused(time)) return time
  const clusters = await clustersOf(keep, of, recalledAtMs)
  if (isRefused(clusters)) return clusters
  const id = drawId(context.random, idBytes)
  const common = { corpus: corpus.name, reason: wish.reason, ...time, recalledAtMs }
  const recalls = clusters.map((cluster, number): Recall => {
    return { ...common, id: `${id}.${number}`, cluster, liftedAtMs: null }
  })
  const what =
    wish.is === 'time'
      ? `labels from ${instantOf(wish.fromMs)} to ${instantOf(time.toMs ?? wish.toMs)}`
      : `labels of the ${clusters.length} networks that gave the item ${wish.itemId} its reading`
  const detail = `${id}: ${what}; ${wish.reason}`
  await keep.recalls.add(recalls, corpusLine(context, 'recall', { corpus: corpus.name, detail }))
  const isCut = wish.is === 'time' && wish.toMs !== time.toMs
  const now = isCut ? ' The end lay in the future: what is labelled from now on counts.' : ''
  return { sentence: `Recalled as ${id}: ${what}.${now}`, json: { id, recalls: recalls.length } }
}

// Null stands for everybody's.
const clustersOf = async (
  keep: Keep,
  { corpus, wish }: RecallOf,
  nowMs: number,
): Promise<(string | null)[] | Refusal> => {
  const { name } = corpus
  if ((await keep.readings.countLabels(name, nowMs)) === 0)
    return { refused: `Nobody has labelled anything of “${name}” yet; there is nothing to recall.` }
  const clusters = wish.is === 'time' ? [null] : await networksOf(keep, corpus, wish.itemId)
  if (isRefused(clusters)) return clusters
  const kept = await keep.recalls.list(name)
  return kept.length + clusters.length > recallsMax
    ? { refused: `“${name}” has its ${recallsMax} recalls; no more are kept.` }
    : clusters
}

// A recall that reached into the future would silently swallow what honest visitors are to say.
const timeOf = (wish: RecallWish, nowMs: number): Pick<Recall, 'fromMs' | 'toMs'> | Refusal => {
  if (wish.is !== 'time') return { fromMs: null, toMs: null }
  if (wish.fromMs >= nowMs)
    return { refused: '--from lies in the future; only what was said already can be recalled.' }
  return { fromMs: wish.fromMs, toMs: Math.min(wish.toMs, nowMs) }
}

// A network's name is a hash that nobody knows: the labels of the item lead to it, and it is never shown.
const networksOf = async (
  { readings }: Keep,
  corpus: Corpus,
  itemId: string,
): Promise<string[] | Refusal> => {
  const reading = await readings.find(itemId)
  if (reading?.corpus !== corpus.name)
    return { refused: `No item “${itemId}” of “${corpus.name}” has a reading.` }
  const labels = await readings.labelsOf(itemId, labelsMax)
  const giving = labels.filter((label) => isFor(label, reading, corpus))
  const clusters = [...new Set(giving.map(({ cluster }) => cluster))].toSorted()
  return clusters.length > 0 ? clusters : { refused: 'No label gives the item that reading.' }
}

const isFor = ({ given, keyword }: Label, { text }: Reading, { textPolicy }: Corpus): boolean =>
  keyword === null
    ? foldText(given, textPolicy) === foldText(text, textPolicy)
    : keyword === text && given === 'yes'
