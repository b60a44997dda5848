import { settleItems } from '../../labels/settle-corpus.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { Decision, Reading } from '../../model/reading.ts'
import { corpusAuditLine } from '../audit/corpus-audit-line.ts'
import type { Context } from '../context.ts'
import { findCorpus } from '../corpora/find.ts'
import { findItem, type NamedItem } from '../items/find.ts'
import type { Refused } from '../refused.ts'
import { makeDecision } from './make-decision.ts'
import { readDecidedText } from './read-decided-text.ts'

/** The archive's decision on a reading; `text` replaces what visitors say, null accepts it. */
export type ReviewOrder = { item: NamedItem; decision: Decision['decision']; text: string | null }

/** The decision, and the reading after it; `isSettled` is false if another process still has to settle it. */
export type ReviewedReading = {
  corpus: Corpus
  decision: Decision
  isSettled: boolean
  reading: Reading | null
  nowMs: number
}

/** Keeps the archive's decision on the reading of an item, and settles the item at once. */
export async function reviewReading(
  context: Context,
  { item: named, decision, text: given }: ReviewOrder,
): Promise<ReviewedReading | Refused> {
  const { store, clock, random, kinds } = context
  const read = given === null ? { text: null } : readDecidedText(given)
  if ('refused' in read) return read
  const found = await findItem(context, named)
  if ('refused' in found) return found
  const { organisation } = found
  const { id } = found.item
  const decided = await makeDecision(context, { organisation, id, decision, text: read.text })
  if ('refused' in decided) return decided
  const corpus = await findCorpus(context, decided.corpus)
  if ('refused' in corpus) return corpus
  const detail = `${decision}s the reading of ${id}${decided.text === null ? '' : `: ${decided.text}`}`
  const line = corpusAuditLine(context, 'decide', { corpus, detail })
  if (!(await store.readings.decide(organisation, decided, line)))
    return { refused: 'no_such_item', id }
  const isSettled = await settleItems(corpus, [id], { ...store, clock, random, kinds })
  const reading = await store.readings.find(organisation, id)
  return { corpus, decision: decided, isSettled, reading, nowMs: clock() }
}
