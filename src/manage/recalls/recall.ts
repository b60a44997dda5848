import { drawId } from '../../model/chance.ts'
import type { Corpus } from '../../model/corpus.ts'
import { recallsMax, type Recall } from '../../model/recall.ts'
import { cleanText } from '../../text/clean-text.ts'
import { corpusAuditLine } from '../audit/corpus-audit-line.ts'
import type { Context } from '../context.ts'
import { findCorpus } from '../corpora/find.ts'
import { instantOf } from '../instants.ts'
import type { Refused } from '../refused.ts'
import { findNetworks } from './find-networks.ts'
import { settleAfter, type RecallEffect } from './settle-after.ts'

const idBytes = 6
const reasonLengthMax = 500

/**
 * Which labels to stop counting, and why: those of a period, or of the networks that gave an item its
 * reading.
 */
export type RecallOrder = { corpus: string; reason: string } & (
  { is: 'time'; fromMs: number; toMs: number } | { is: 'item'; itemId: string }
)

/** Recalled labels: `what` is for the audit; `isCut` says that the period would have ended in the future. */
export type RecalledLabels = {
  id: string
  what: string
  recalls: number
  isCut: boolean
  effect: RecallEffect | null
}

/** Recalls labels of a corpus for a reason, and settles the corpus again. */
export async function recallLabels(
  context: Context,
  order: RecallOrder,
): Promise<RecalledLabels | Refused> {
  const reason = cleanText(order.reason) ?? ''
  if (reason === '' || reason.length > reasonLengthMax)
    return { refused: 'reason_length', most: reasonLengthMax }
  const corpus = await findCorpus(context, order.corpus)
  if ('refused' in corpus) return corpus
  return settleAfter(context, corpus, () => recall(context, corpus, { ...order, reason }))
}

async function recall(
  context: Context,
  corpus: Corpus,
  order: RecallOrder,
): Promise<Omit<RecalledLabels, 'effect'> | Refused> {
  const recalledAtMs = context.clock()
  const time = timeOf(order, recalledAtMs)
  if ('refused' in time) return time
  const networks = await networksOf(context, corpus, { order, nowMs: recalledAtMs })
  if ('refused' in networks) return networks
  const id = drawId(context.random, idBytes)
  const { reason } = order
  const common = {
    corpus: corpus.name,
    reason,
    ...time,
    recalledAtMs,
    liftedAtMs: null,
    alarm: null,
  }
  const recalls = networks.map((networkHash, number): Recall => {
    return { ...common, id: `${id}.${number}`, networkHash }
  })
  const what =
    order.is === 'time'
      ? `labels from ${instantOf(order.fromMs)} to ${instantOf(time.toMs ?? order.toMs)}`
      : `labels of the ${networks.length} networks that gave the item ${order.itemId} its reading`
  const line = corpusAuditLine(context, 'recall', { corpus, detail: `${id}: ${what}; ${reason}` })
  await context.store.recalls.add(corpus.organisation, recalls, line)
  const isCut = order.is === 'time' && order.toMs !== time.toMs
  return { id, what, recalls: recalls.length, isCut }
}

// Null stands for all networks.
async function networksOf(
  context: Context,
  corpus: Corpus,
  { order, nowMs }: { order: RecallOrder; nowMs: number },
): Promise<(string | null)[] | Refused> {
  const { readings, recalls } = context.store
  const { name, organisation } = corpus
  if ((await readings.countLabels(organisation, name, nowMs)) === 0)
    return { refused: 'nothing_labelled', corpus: name }
  const networks = order.is === 'time' ? [null] : await findNetworks(context, corpus, order.itemId)
  if ('refused' in networks) return networks
  const kept = await recalls.list(organisation, name)
  return kept.length + networks.length > recallsMax
    ? { refused: 'corpus_recalls', corpus: name, most: recallsMax }
    : networks
}

// A recall that reached into the future would silently discard what honest visitors will say.
function timeOf(order: RecallOrder, nowMs: number): Pick<Recall, 'fromMs' | 'toMs'> | Refused {
  if (order.is !== 'time') return { fromMs: null, toMs: null }
  if (order.fromMs >= nowMs) return { refused: 'recall_ahead' }
  return { fromMs: order.fromMs, toMs: Math.min(order.toMs, nowMs) }
}
