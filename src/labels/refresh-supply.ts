import { kindNamed } from '../kinds/kind.ts'
import type { Corpus, OwnedCorpus } from '../model/corpus.ts'
import type { LabelMark } from '../model/reading.ts'
import { askedOnRules, isAskedOn, isShortOfKnown, type Asking } from './asked-on.ts'
import type { RefreshContext } from './refresh-context.ts'
import { isResting } from './refresh-follow.ts'
import { letOthersIn } from './settle-turn.ts'

const marksPerBatch = 200
/** An answer may be kept a little after its time, so the last ones are checked again. */
const lookBackMs = 5 * 60_000

/**
 * Decides which items of a corpus are still asked after their reading is accepted, by the number of known
 * items.
 */
export async function lookAtSupply(
  {
    organisation,
    name,
    kind: kindName,
    script,
  }: Pick<Corpus, 'organisation' | 'name' | 'kind' | 'script'>,
  { kinds, pool }: Pick<RefreshContext, 'kinds' | 'pool'>,
): Promise<Asking> {
  const kind = kindNamed(kinds, kindName)
  const { knownEnough, unreadPerKnown } = askedOnRules
  const { known } = await pool.size(organisation, name, knownEnough)
  const most = known < knownEnough ? known * unreadPerKnown + 1 : 0
  const unread = await pool.countUnread(name, most)
  return {
    isShort: isShortOfKnown({ known, unread }),
    canDecide: (text) => kind.canDecide(text, script),
  }
}

/**
 * Lets accepted items rest that have been answered since a time and now have enough. Their readings stayed
 * the same, so no change reports it. Counts them, and gives the time of the last answer.
 */
export async function restAnswered(
  { organisation, name }: OwnedCorpus,
  { pool, readings, asking }: Pick<RefreshContext, 'pool' | 'readings'> & { asking: Asking },
  fromMs: number,
  counts: { rested: number },
): Promise<number> {
  let mark: LabelMark = { givenAtMs: fromMs - lookBackMs, challengeId: '', itemId: '' }
  for (;;) {
    const marks = await readings.listMarks(name, mark, marksPerBatch)
    const last = marks.at(-1)
    if (!last) return Math.max(fromMs, mark.givenAtMs)
    mark = last
    const ids = marks.map(({ itemId }) => itemId)
    const found = await readings.findAll(organisation, name, ids)
    const done = found.filter((one) => isResting(one.state) && !isAskedOn(one, asking))
    if (done.length > 0) counts.rested += await pool.rest(done.map(({ itemId }) => itemId))
    await letOthersIn()
  }
}
