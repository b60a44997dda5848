import type { Corpus } from '../model/corpus.ts'
import { recallsMax, type Recall } from '../model/recall.ts'
import type { Parameters } from './fit.ts'
import { addHold, endHold } from './hold.ts'
import { isOfBurst, isOpenHold, standingOf } from './recalled.ts'
import { findBurst, type BurstLabel, type Burst } from './watch-burst.ts'
import { endIfFine, findWave } from './watch-wave.ts'
import { gatherLatest, type WatchContext, type Watched } from './watched.ts'

const watchRules = {
  /** Labels this young are looked at again, since a fit may have settled them unseen. */
  againMs: 10 * 60_000,
  /** After this long, the networks of a burst are the usual ones. */
  burstMs: 24 * 3_600_000,
} as const

/**
 * Looks at the latest labels of a corpus for signs of an attack. At a sign it holds all labels since the
 * attack began, so that no reading is accepted by them; when the sign is gone, it ends the hold. Gives a
 * sentence about each hold that it made or ended.
 */
export async function watchCorpus(
  corpus: Corpus,
  context: WatchContext,
  parameters: Parameters,
): Promise<string[]> {
  const recalls = await context.recalls.list(corpus.organisation, corpus.name)
  const open = recalls.filter(isOpenHold)
  if (open.length === 0 && !(await hasNews(corpus, context))) return []
  const watched = await gatherLatest(corpus, context, { parameters, recalls })
  const ended: (string | null)[] = []
  for (const one of open)
    ended.push(await (one.alarm === 'burst' ? followBurst : endIfFine)(watched, one))
  const sentences = ended.filter((sentence) => sentence !== null)
  // What is left after a hold has ended is judged in the next turn, by the recalls that then stand.
  if (sentences.length > 0 || recalls.length >= recallsMax) return sentences
  const stopped = await stopAtSign(watched, open)
  return stopped === null ? [] : [stopped]
}

async function hasNews({ name }: Corpus, { readings, clock }: WatchContext): Promise<boolean> {
  const { untilMs } = await readings.settlement(name)
  const givenAtMs = Math.min(untilMs, clock() - watchRules.againMs)
  const mark = { givenAtMs, challengeId: '', itemId: '' }
  return (await readings.listMarks(name, mark, 1)).length > 0
}

async function stopAtSign(watched: Watched, open: readonly Recall[]): Promise<string | null> {
  if (open.some(({ alarm }) => alarm !== 'burst')) return null
  const wave = findWave(watched)
  const [burst] = open
  if (wave) {
    // What came in with a burst is what the canaries expose.
    const fromMs = Math.min(wave.fromMs, burst?.fromMs ?? wave.fromMs)
    return addHold(watched, { ...wave, fromMs })
  }
  if (burst) return null
  const found = findBurst(burstLabelsOf(watched), { nowMs: watched.context.clock(), goesOn: false })
  if (!found || watched.recalls.some((one) => wasJudgedAfter(one, found.fromMs))) return null
  return addHold(watched, { alarm: 'burst', fromMs: found.fromMs, reason: burstText(found) })
}

// A burst that ended, or that somebody has found honest, is not found again.
function wasJudgedAfter({ alarm, toMs, liftedAtMs }: Recall, fromMs: number): boolean {
  return alarm !== null && (liftedAtMs ?? (alarm === 'burst' ? toMs : null) ?? 0) > fromMs
}

function burstText({ of, count, usual }: Burst): string {
  const what = of === 'networks' ? 'networks' : 'labels, ten of a network at most,'
  return `${count} ${what} came within a quarter of an hour; ${usual} are usual`
}

// A burst is over when networks come as usual, and after a day they are the usual ones. That its visitors read
// canaries well proves nothing: whoever has the texts of the archive reads them all.
async function followBurst(watched: Watched, burst: Recall): Promise<string | null> {
  const nowMs = watched.context.clock()
  const isOld = burst.recalledAtMs + watchRules.burstMs <= nowMs
  if (!isOld && findBurst(burstLabelsOf(watched), { nowMs, goesOn: true })) return null
  const why = 'the burst is over; what only it says waits for others'
  return endHold(watched, burst, { toMs: nowMs, why })
}

function burstLabelsOf({ labels, recalls }: Watched): BurstLabel[] {
  const bursts = standingOf(recalls).filter((one) => one.alarm === 'burst' && !isUsualSince(one))
  return labels.map(({ networkHash, givenAtMs }) => {
    return { networkHash, givenAtMs, isOfBurst: isOfBurst({ networkHash, givenAtMs }, bursts) }
  })
}

function isUsualSince({ fromMs, toMs }: Recall): boolean {
  return toMs !== null && toMs - (fromMs ?? toMs) >= watchRules.burstMs
}
