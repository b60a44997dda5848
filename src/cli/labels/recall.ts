import { commandOf } from '../../labels/recalled.ts'
import { settleCorpus } from '../../labels/settle-corpus.ts'
import { drawId } from '../../model/chance.ts'
import type { Label } from '../../model/answer.ts'
import type { Corpus } from '../../model/corpus.ts'
import { recallsMax, type Recall } from '../../model/recall.ts'
import type { Reading } from '../../model/reading.ts'
import type { Command, CommandContext, OpenedStore, Refusal, Result } from '../command.ts'
import { corpusLine, noSuchCorpus } from '../corpus/corpus-line.ts'
import { findWithdrawn } from './find-withdrawn.ts'
import { instantOf } from '../../manage/instants.ts'
import { listRecalls } from './list-recalls.ts'
import { readRecallOptions, type RecallOptions } from './recall-options.ts'
import { isRefused } from '../read-flags.ts'
import { withStore } from '../with-store.ts'
import { kindNamed, type Agreement } from '../../kinds/kind.ts'
import { kinds as allKinds } from '../../kinds/kinds.ts'

const labelsMax = 1_000
const idBytes = 6

/** `incipit labels recall`: labels of a time, or of the networks that gave a reading, count no more. */
export const labelsRecall: Command = {
  usage: 'labels recall',
  summary:
    'takes back the labels of a time or of the networks that gave a reading, and settles anew',
  flags: {
    corpus: { type: 'string', isRequired: true, meaning: 'the corpus' },
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
    const options = readRecallOptions(flags)
    if (isRefused(options)) return options
    return withStore(context, async (store) => {
      const corpus = await store.corpora.find(options.corpus)
      if (!corpus) return noSuchCorpus(options.corpus)
      if (options.is === 'list') return listRecalls(store, corpus)
      return changeRecalls(context, store, { corpus, options })
    })
  },
}

type Change = { corpus: Corpus; options: Exclude<RecallOptions, { is: 'list' }> }

async function changeRecalls(
  context: CommandContext,
  store: OpenedStore,
  change: Change,
): Promise<Result> {
  const { corpus, options } = change
  const before = await store.readings.count(corpus.name)
  const startedAtMs = context.clock()
  const done =
    options.is === 'lift'
      ? await lift(context, store, { corpus, id: options.id })
      : await recall(context, store, { corpus, options })
  if (isRefused(done)) return done
  const { clock, random, kinds } = context
  const settling = { ...store, clock, random, kinds }
  const { isBusy } = await settleCorpus(corpus, settling, { waits: true })
  if (isBusy) return told(done, ['Another process is settling the corpus; the service will go on.'])
  const withdrawn = await findWithdrawn(store, corpus.name, startedAtMs)
  const after = await store.readings.count(corpus.name)
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

function told({ sentence, json }: Done, lines: readonly string[], facts: Facts = {}): Result {
  return {
    text: [sentence, ...lines].join('\n'),
    json: { ...json, ...facts },
  }
}

async function lift(
  context: CommandContext,
  { recalls }: OpenedStore,
  { corpus, id }: { corpus: Corpus; id: string },
): Promise<Done | Refusal> {
  const all = await recalls.list(corpus.name)
  if (!all.some((one) => commandOf(one) === id && one.liftedAtMs === null))
    return { refused: `No recall “${id}” of “${corpus.name}” stands.` }
  const line = corpusLine(context, 'lift-recall', { corpus, detail: id })
  const lifted = await recalls.lift(id, context.clock(), line)
  return { sentence: `The recall ${id} is taken back.`, json: { id, lifted } }
}

type RecallOf = { corpus: Corpus; options: Extract<RecallOptions, { reason: string }> }

async function recall(
  context: CommandContext,
  store: OpenedStore,
  of: RecallOf,
): Promise<Done | Refusal> {
  const { corpus, options } = of
  const recalledAtMs = context.clock()
  const time = timeOf(options, recalledAtMs)
  if (isRefused(time)) return time
  const networks = await networksOf(store, of, recalledAtMs)
  if (isRefused(networks)) return networks
  const id = drawId(context.random, idBytes)
  const common = { corpus: corpus.name, reason: options.reason, ...time, recalledAtMs }
  const recalls = networks.map((networkHash, number): Recall => {
    return { ...common, id: `${id}.${number}`, networkHash, liftedAtMs: null }
  })
  const what =
    options.is === 'time'
      ? `labels from ${instantOf(options.fromMs)} to ${instantOf(time.toMs ?? options.toMs)}`
      : `labels of the ${networks.length} networks that gave the item ${options.itemId} its reading`
  const detail = `${id}: ${what}; ${options.reason}`
  await store.recalls.add(recalls, corpusLine(context, 'recall', { corpus, detail }))
  const isCut = options.is === 'time' && options.toMs !== time.toMs
  const now = isCut ? ' The end lay in the future: what is labelled from now on counts.' : ''
  return { sentence: `Recalled as ${id}: ${what}.${now}`, json: { id, recalls: recalls.length } }
}

// Null stands for everybody's.
async function networksOf(
  store: OpenedStore,
  { corpus, options }: RecallOf,
  nowMs: number,
): Promise<(string | null)[] | Refusal> {
  const { name } = corpus
  if ((await store.readings.countLabels(name, nowMs)) === 0)
    return { refused: `Nobody has labelled anything of “${name}” yet; there is nothing to recall.` }
  const networks =
    options.is === 'time' ? [null] : await networksOfItem(store, corpus, options.itemId)
  if (isRefused(networks)) return networks
  const kept = await store.recalls.list(name)
  return kept.length + networks.length > recallsMax
    ? { refused: `“${name}” has its ${recallsMax} recalls; no more are kept.` }
    : networks
}

// A recall that reached into the future would silently swallow what honest visitors are to say.
function timeOf(options: RecallOptions, nowMs: number): Pick<Recall, 'fromMs' | 'toMs'> | Refusal {
  if (options.is !== 'time') return { fromMs: null, toMs: null }
  if (options.fromMs >= nowMs)
    return { refused: '--from lies in the future; only what was said already can be recalled.' }
  return { fromMs: options.fromMs, toMs: Math.min(options.toMs, nowMs) }
}

// A network's name is a hash that nobody knows: the labels of the item lead to it, and it is never shown.
async function networksOfItem(
  { readings }: OpenedStore,
  corpus: Corpus,
  itemId: string,
): Promise<string[] | Refusal> {
  const reading = await readings.find(itemId)
  if (reading?.corpus !== corpus.name)
    return { refused: `No item “${itemId}” of “${corpus.name}” has a reading.` }
  const labels = await readings.labelsOf(itemId, labelsMax)
  const agreement = kindNamed(allKinds, corpus.kind).agreement(corpus.textPolicy)
  const giving = labels.filter((label) => isFor(label, reading, agreement))
  const networks = [...new Set(giving.map(({ networkHash }) => networkHash))].toSorted()
  return networks.length > 0 ? networks : { refused: 'No label gives the item that reading.' }
}

function isFor(label: Label, { text }: Reading, { sayingOf, keyOf }: Agreement): boolean {
  const said = sayingOf(label)
  return said !== null && said.isYes && said.key === keyOf(text)
}
