import { cleanText } from '../model/clean-text.ts'
import type { Corpus, TextPolicy } from '../model/corpus.ts'
import type { LabelMark, Reading, Readings } from '../model/reading.ts'
import type { Clock, Records } from '../model/stores.ts'
import { settle } from './settle.ts'

/** What settling needs of the outside world; `fold` is how the judge compares texts. */
export type SettleWorld = {
  records: Pick<Records, 'findItem' | 'listCorpora'>
  readings: Readings
  clock: Clock
  fold: (text: string, policy: TextPolicy) => string
}

/** How many readings of a corpus were brought up to date. */
export type Settled = { corpus: string; settled: number }

const marksPerBatch = 500
const labelsPerItemMax = 200
/** An answer may be kept a little after its time, so the last ones are looked at again. */
const lookBackMs = 5 * 60_000

/**
 * Brings the readings of a corpus up to date with the labels that came since the last time, or with all of
 * them. Batch after batch, each in one commit: whatever the number of labels, the memory is that of a batch,
 * and what is stopped goes on from there.
 */
export const settleCorpus = async (
  { name, textPolicy }: Corpus,
  world: SettleWorld,
  { again }: { again: boolean } = { again: false },
): Promise<Settled> => {
  const { readings, clock, fold } = world
  const settledUntil = again ? 0 : await readings.settledUntil(name)
  const spelling = { fold: (text: string) => fold(text, textPolicy), clean: cleanText }
  let mark: LabelMark = { givenAtMs: settledUntil - lookBackMs, challengeId: '', itemId: '' }
  let count = 0
  for (;;) {
    const marks = await readings.listMarks(name, mark, marksPerBatch)
    const last = marks.at(-1)
    if (!last) return { corpus: name, settled: count }
    const settled: Reading[] = []
    for (const itemId of new Set(marks.map((one) => one.itemId))) {
      const item = await world.records.findItem(itemId)
      // What the archive knows is not asked: its labels only say how well visitors read.
      if (!item || item.status === 'known') continue
      const labels = await readings.labelsOf(itemId, labelsPerItemMax)
      const reading = settle({ item, labels, nowMs: clock() }, spelling)
      if (reading) settled.push(reading)
    }
    count += settled.length
    await readings.keep(settled, { corpus: name, untilMs: Math.max(settledUntil, last.givenAtMs) })
    mark = last
  }
}

/** Brings the readings of all corpora up to date. */
export const settleAll = async (world: SettleWorld): Promise<Settled[]> => {
  const settled: Settled[] = []
  for (const corpus of await world.records.listCorpora()) {
    settled.push(await settleCorpus(corpus, world))
  }
  return settled
}
