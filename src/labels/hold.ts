import { drawId } from '../model/chance.ts'
import type { AuditLine } from '../model/audit.ts'
import type { Corpus } from '../model/corpus.ts'
import type { Alarm, Recall, Recalls } from '../model/recall.ts'
import type { Clock, Random } from '../model/stores.ts'

const idBytes = 6

/** The corpus whose labels are held, and what holding them needs. */
type LabelsHeld = {
  corpus: Corpus
  context: {
    recalls: Recalls
    clock: Clock
    random: Random
    onHold?: (hold: Pick<Recall, 'id' | 'reason'>) => void
  }
}

/** Why labels are held, and since when. */
export type FoundAlarm = { alarm: Alarm; fromMs: number; reason: string }

/** Holds the labels of a corpus since a time; gives a sentence about it. */
export async function addHold({ corpus, context }: LabelsHeld, found: FoundAlarm): Promise<string> {
  const { recalls, random, clock } = context
  const { organisation, name } = corpus
  const id = drawId(random, idBytes)
  const open = { networkHash: null, toMs: null, liftedAtMs: null, recalledAtMs: clock() }
  const line = lineOf(corpus, clock(), { action: 'hold', detail: `${id}: ${found.reason}` })
  await recalls.add(organisation, [{ id, corpus: name, ...open, ...found }], line)
  context.onHold?.({ id, reason: found.reason })
  return `acceptance is stopped by the hold ${id}: ${found.reason}`
}

/** Ends an open hold for a reason, so that labels count again from a time on; gives a sentence about it. */
export async function endHold(
  { corpus, context }: LabelsHeld,
  { id }: Recall,
  { toMs, why }: { toMs: number; why: string },
): Promise<string> {
  const line = lineOf(corpus, context.clock(), { action: 'resume', detail: `${id}: ${why}` })
  await context.recalls.end(corpus.organisation, id, { toMs, line })
  return `acceptance goes on: the hold ${id}: ${why}`
}

function lineOf(
  { organisation, name }: Corpus,
  atMs: number,
  { action, detail }: { action: string; detail: string },
): AuditLine {
  return { atMs, organisation, actor: 'service', action: `corpus.${action}`, subject: name, detail }
}
