import type { Corpus } from '../../model/corpus.ts'
import { isPublished } from '../../model/stop-rules.ts'
import type { ManagedStore } from '../context.ts'

const readingsPerPage = 1_000

/** Counts the accepted readings of a corpus that wait for the end of their quarantine. */
export async function countWaiting(
  { readings }: Pick<ManagedStore, 'readings'>,
  { organisation, name, stopRules }: Corpus,
  nowMs: number,
): Promise<number> {
  let [waiting, after] = [0, '']
  for (;;) {
    const page = { state: 'accepted', after, limit: readingsPerPage } as const
    const listed = await readings.list(organisation, name, page)
    const last = listed.at(-1)
    if (!last) return waiting
    waiting += listed.filter(
      ({ reading }) => reading && !isPublished(reading.lastAnswerAtMs, stopRules, nowMs),
    ).length
    after = last.item.id
  }
}
