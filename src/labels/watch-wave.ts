import type { Recall } from '../model/recall.ts'
import { endHold, type FoundAlarm } from './hold.ts'
import { canaryRules, findFine, findMisread, type Misread } from './watch-canaries.ts'
import type { WatchedAnswer } from './watch-usual.ts'
import type { Watched } from './watched.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

const waveRules = {
  /** A wave that is found again so soon after its end had not ended. */
  sameWithinMs: 2 * dayMs,
  /** For this long after the end of a wave another is likelier. */
  latelyMs: 7 * dayMs,
  /** From this age on, a hold ends at lower odds. */
  oldMs: dayMs,
  oldFineOdds: 50,
  /**
   * Then it also ends if hardly any canary was misread for this long, provided that the crowd of the wave is gone:
   * this many times fewer canaries are read, or fewer than this in a day.
   */
  fadedMs: 12 * hourMs,
  goneTimes: 4,
  canariesADayMin: 10,
} as const

/** Finds a wave of lies that goes on in a corpus, and since when its labels have to be held; null if none. */
export function findWave(watched: Watched): FoundAlarm | null {
  const { answers, expectedError, context, recalls } = watched
  const endedMs = lastEndOf(recalls)
  const isLately = endedMs > context.clock() - waveRules.latelyMs
  const misread = findMisread(answers, expectedError, isLately ? endedMs : Infinity)
  if (!misread) return null
  const isSame = endedMs > misread.fromMs - waveRules.sameWithinMs
  const fromMs = isSame ? Math.min(misread.fromMs, endedMs) : misread.fromMs
  return { alarm: 'canaries', fromMs, reason: misreadText(misread) }
}

// A hold that a person lifted was no wave.
function lastEndOf(recalls: readonly Recall[]): number {
  const ended = recalls.filter(
    ({ alarm, liftedAtMs }) => alarm === 'canaries' && liftedAtMs === null,
  )
  return Math.max(0, ...ended.map(({ toMs }) => toMs ?? 0))
}

function misreadText({ wrong, asked, expected }: Misread): string {
  return `visitors who passed misread ${wrong} of ${asked} known items that they took for unknown ones; ${expected.toFixed(1)} are usual`
}

/**
 * Ends a hold where canaries are read as usual again, or after a day if its crowd is gone and nothing lately shows
 * that the wave goes on. Gives a sentence about it; null if the hold goes on.
 */
export async function endIfFine(watched: Watched, hold: Recall): Promise<string | null> {
  const { context, canaries, expectedError } = watched
  const { oldMs, oldFineOdds } = waveRules
  const isOld = hold.recalledAtMs + oldMs <= context.clock()
  const odds = isOld ? oldFineOdds : canaryRules.fineOdds
  const fine = findFine(canaries, { sinceMs: hold.recalledAtMs, expectedError, odds })
  if (fine?.isSure !== true && !(isOld && hasFaded(watched, hold))) return null
  const toMs = fine?.fromMs ?? context.clock()
  const why = `canaries are read as usual since ${new Date(toMs).toISOString()}`
  return endHold(watched, hold, { toMs, why })
}

function hasFaded(watched: Watched, hold: Recall): boolean {
  const nowMs = watched.context.clock()
  const { fadedMs, goneTimes, canariesADayMin } = waveRules
  const lately = readSince(watched, nowMs - fadedMs)
  const began = hold.fromMs ?? hold.recalledAtMs
  const wave = readSince(watched, began).filter(({ givenAtMs }) => givenAtMs <= hold.recalledAtMs)
  const perHour = (hourMs * wave.length) / Math.max(hourMs, hold.recalledAtMs - began)
  const isGone = (goneTimes * lately.length * hourMs) / fadedMs <= perHour
  if (!isGone && readSince(watched, nowMs - dayMs).length >= canariesADayMin) return false
  const wrong = lately.filter(({ isRight }) => !isRight).length
  return wrong <= 1 + 2 * watched.expectedError * lately.length
}

function readSince({ canaries }: Watched, sinceMs: number): readonly WatchedAnswer[] {
  return canaries.filter(({ givenAtMs }) => givenAtMs >= sinceMs)
}
