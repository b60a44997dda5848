import type { Corpus } from '../model/corpus.ts'
import type { ReadByMachine } from '../model/picture.ts'
import type { Scores, Unscored } from '../model/score.ts'
import type { Pictures } from '../model/stores.ts'
import { foldText } from '../text/compare.ts'
import { countEdits, signsOf } from '../text/edits.ts'

const readAtOnce = 2
const scoredPerCommit = 50
const signsMax = 200

/** What scoring needs from the outside world. */
export type ScoreContext = {
  scores: Scores
  pictures: Pictures
  readByMachine: ReadByMachine
  isStopped: () => boolean
  onProgress: (done: number) => void
}

/** How many items a machine read, how many of those it read as visitors should, and the mean score. */
export type Scored = { read: number; readRightly: number; failed: number; mean: number | null }

/**
 * Lets a machine read all items of a corpus that none has read. The score of a known item is how much of its
 * text the machine got, compared as a visitor's answer is. The score of an unknown one is how sure the
 * machine is.
 */
export async function scoreCorpus(context: ScoreContext, corpus: Corpus): Promise<Scored> {
  const { organisation, name } = corpus
  const total = { read: 0, readRightly: 0, failed: 0, sum: 0 }
  let after = ''
  while (!context.isStopped()) {
    const items = await context.scores.listUnscored(organisation, name, after, scoredPerCommit)
    const last = items.at(-1)
    if (!last) break
    after = last.id
    const scored = await readAll(context, corpus, items)
    await context.scores.keepScores(organisation, scored)
    total.read += scored.length
    total.failed += items.length - scored.length
    for (const { machineScore } of scored) {
      total.sum += machineScore
      if (machineScore === 1) total.readRightly += 1
    }
    context.onProgress(total.read)
  }
  const { read, readRightly, failed, sum } = total
  return { read, readRightly, failed, mean: read === 0 ? null : sum / read }
}

type Score = { itemId: string; machineScore: number }

async function readAll(
  context: ScoreContext,
  corpus: Corpus,
  items: readonly Unscored[],
): Promise<Score[]> {
  const scored: Score[] = []
  for (let at = 0; at < items.length; at += readAtOnce) {
    const some = items.slice(at, at + readAtOnce)
    const scores = await Promise.all(some.map((item) => readOne(context, corpus, item)))
    for (const [n, machineScore] of scores.entries()) {
      const itemId = some[n]?.id
      if (itemId !== undefined && machineScore !== null) scored.push({ itemId, machineScore })
    }
  }
  return scored
}

async function readOne(
  { pictures, readByMachine }: ScoreContext,
  { language, textPolicy }: Corpus,
  { mediaId, label }: Unscored,
): Promise<number | null> {
  const bytes = await pictures.get(mediaId)
  const reading = bytes && (await readByMachine(bytes, language))
  if (!reading) return null
  if (label === null) return reading.confidence
  const wanted = signsOf(foldText(label, textPolicy)).subarray(0, signsMax)
  const got = signsOf(foldText(reading.text, textPolicy)).subarray(0, signsMax)
  return wanted.length === 0 ? 1 : Math.max(0, 1 - countEdits(got, wanted) / wanted.length)
}
