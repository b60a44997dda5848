import type { Item } from '../../model/item.ts'
import type { Decision, Reading } from '../../model/reading.ts'
import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'

const classesListedMax = 10

type Wanted = Pick<Decision, 'decision' | 'text'> & { id: string; organisation: string }

/** Makes the archive's decision on an item; refused if the item has no labels, or already has this decision. */
export async function makeDecision(
  context: Context,
  { organisation, id, decision, text: given }: Wanted,
): Promise<Decision | Refused> {
  const { readings } = context.store
  const decidedAtMs = context.clock()
  const [evidence] = await readings.evidenceOf(organisation, [id], decidedAtMs)
  if (!evidence || evidence.labels.length === 0) return { refused: 'item_unread', item: id }
  const { item, decision: last } = evidence
  const refusal =
    checkItem(item) ?? (await checkClass(context, { organisation, item, text: given }))
  if (refusal) return refusal
  const read = decision === 'accept' ? await readings.find(organisation, id) : null
  const text = decision === 'accept' ? (given ?? acceptedText(read)) : null
  if (decision === 'accept' && text === null) return { refused: 'nothing_to_accept', item: id }
  const standing = last?.decision ?? 'reopen'
  if (standing === decision && (last?.text ?? null) === text)
    return { refused: decision === 'reopen' ? 'nothing_decided' : 'decided_already', item: id }
  return { itemId: id, corpus: item.corpus, decision, text, decidedAtMs }
}

function checkItem({ id, status, stage }: Item): Refused | null {
  if (stage === 'dropped') return { refused: 'item_taken_down', item: id }
  return status === 'known' ? { refused: 'item_known', item: id } : null
}

type Classed = { organisation: string; item: Item; text: string | null }

// A class that no picture is known to have is a typing error, which the export would return as a class of
// its own.
async function checkClass(
  { kinds, store }: Context,
  { organisation, item: { kind, corpus }, text }: Classed,
): Promise<Refused | null> {
  if (kinds.get(kind)?.content !== 'class' || text === null) return null
  const counts = await store.queue.countClasses(organisation, corpus)
  const all = counts.filter(({ known }) => known > 0).map(({ name }) => name)
  if (all.includes(text)) return null
  const classes = all.slice(0, classesListedMax)
  return { refused: 'no_such_class', text, corpus, classes, hasMore: all.length > classesListedMax }
}

// The text that the archive saw is stored, so that later labels cannot change it.
function acceptedText(reading: Reading | null): string | null {
  return reading && reading.text !== '' ? reading.text : null
}
