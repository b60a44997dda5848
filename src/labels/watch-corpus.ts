import { kindNamed, type Kinds } from '../kinds/kind.ts'
import { drawId } from '../model/chance.ts'
import type { Corpus } from '../model/corpus.ts'
import type { LatestLabel, Readings } from '../model/reading.ts'
import { recallsMax, type Alarm, type Recall, type Recalls } from '../model/recall.ts'
import type { Clock, Random } from '../model/stores.ts'
import { isRightLabel } from './canary.ts'
import type { Parameters } from './fit.ts'
import { expectedErrorOf } from './expected-error.ts'
import { isOfBurst, isOpenHold, isRecalled, standingOf } from './recalled.ts'
import { findBurst, type BurstLabel, type Burst } from './watch-burst.ts'
import { findFine, findMisread, type CanaryAnswer, type Misread } from './watch-canaries.ts'

/** How much is watched, and for how long a hold may last without a reason that is renewed. */
export const watchRules = {
  labelsMax: 5_000,
  labelsSinceMs: 30 * 86_400_000,
  /** Labels this young are looked at again, since a fit may have settled them unseen. */
  againMs: 10 * 60_000,
  holdMs: 24 * 3_600_000,
  /** A wave has faded if this much time without misread canaries has passed. */
  fadedMs: 12 * 3_600_000,
  idBytes: 6,
} as const

/** What watching a corpus needs. */
export type WatchContext = {
  readings: Pick<Readings, 'settlement' | 'listMarks' | 'listLatest' | 'evidenceOf'>
  recalls: Recalls
  clock: Clock
  random: Random
  kinds: Kinds
}

type Watched = {
  corpus: Corpus
  context: WatchContext
  parameters: Parameters
  recalls: readonly Recall[]
  /** The latest labels of visitors who passed, oldest first. */
  labels: readonly LatestLabel[]
  canaries: readonly CanaryAnswer[]
  expectedError: number
}

/**
 * Looks at the latest labels of a corpus for signs of an attack. At a sign it holds all labels since the
 * attack began, so that no reading is accepted by them; when the sign is gone, it ends the hold, or lifts it
 * if the labels proved to be honest. Gives a sentence about each hold that it made, ended or lifted.
 */
export async function watchCorpus(
  corpus: Corpus,
  context: WatchContext,
  parameters: Parameters,
): Promise<string[]> {
  const recalls = await context.recalls.list(corpus.organisation, corpus.name)
  if (!recalls.some(isOpenHold) && !(await hasNews(corpus, context))) return []
  const watched = await look(corpus, context, { parameters, recalls })
  const open = recalls.filter(isOpenHold)
  const ended: string[] = []
  for (const one of open)
    ended.push(...((await (one.alarm === 'burst' ? followBurst : endIfFine)(watched, one)) ?? []))
  // What is left after a hold has ended is judged in the next turn, by the recalls that then stand.
  if (ended.length > 0 || recalls.length >= recallsMax) return ended
  return (await hold(watched, open)) ?? []
}

async function hasNews({ name }: Corpus, { readings, clock }: WatchContext): Promise<boolean> {
  const { untilMs } = await readings.settlement(name)
  const givenAtMs = Math.min(untilMs, clock() - watchRules.againMs)
  const mark = { givenAtMs, challengeId: '', itemId: '' }
  return (await readings.listMarks(name, mark, 1)).length > 0
}

async function look(
  corpus: Corpus,
  context: WatchContext,
  { parameters, recalls }: Pick<Watched, 'parameters' | 'recalls'>,
): Promise<Watched> {
  const { organisation, name, kind, textPolicy } = corpus
  const sinceMs = context.clock() - watchRules.labelsSinceMs
  const latest = await context.readings.listLatest(organisation, name, watchRules.labelsMax)
  const labels = latest
    .filter(({ verdict, givenAtMs }) => verdict === 'pass' && givenAtMs > sinceMs)
    .toReversed()
  const agreement = kindNamed(context.kinds, kind).agreement(textPolicy)
  // Whatever a person lifted was honest, and the labels of a burst are what is to be judged.
  const liftedAtMs = Math.max(0, ...recalls.filter(isRefuted).map((hold) => hold.liftedAtMs ?? 0))
  const [held, distrusted] = partition(standingOf(recalls), isOpenHold)
  const canaries = labels.flatMap((label): CanaryAnswer[] => {
    if (label.knownAs === null || isRecalled(label, distrusted)) return []
    const isRight = isRightLabel(label, label.knownAs, { agreement })
    const { itemId, networkHash, givenAtMs } = label
    const cleared = givenAtMs <= liftedAtMs ? 'cleared' : 'fresh'
    const standing = isRecalled(label, held) ? 'held' : cleared
    return [{ itemId, networkHash, givenAtMs, isRight, standing }]
  })
  const expectedError = expectedErrorOf(parameters, agreement.aggregation)
  return { corpus, context, parameters, recalls, labels, canaries, expectedError }
}

function partition<Of>(all: readonly Of[], belongs: (one: Of) => boolean): [Of[], Of[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))]
}

function isRefuted({ alarm, liftedAtMs }: Recall): boolean {
  return alarm !== null && alarm !== 'burst' && liftedAtMs !== null
}

async function hold(watched: Watched, open: readonly Recall[]): Promise<string[] | null> {
  if (open.some(({ alarm }) => alarm !== 'burst')) return null
  const { canaries, expectedError, context } = watched
  const misread = findMisread(canaries, expectedError)
  const burst = open.find(({ alarm }) => alarm === 'burst')
  if (misread) {
    // What came in with a burst is what the canaries expose.
    const fromMs = Math.min(misread.fromMs, burst?.fromMs ?? misread.fromMs)
    return addHold(watched, { alarm: 'canaries', fromMs, reason: misreadText(misread) })
  }
  const found = burst
    ? null
    : findBurst(burstLabelsOf(watched), { nowMs: context.clock(), goesOn: false })
  if (!found || watched.recalls.some((one) => wasJudgedAfter(one, found.fromMs))) return null
  return addHold(watched, { alarm: 'burst', fromMs: found.fromMs, reason: burstText(found) })
}

// A burst that ended, or that somebody has found honest, is not found again.
function wasJudgedAfter({ alarm, toMs, liftedAtMs }: Recall, fromMs: number): boolean {
  return alarm !== null && (liftedAtMs ?? (alarm === 'burst' ? toMs : null) ?? 0) > fromMs
}

function misreadText({ wrong, asked, expected }: Misread): string {
  return `visitors who passed misread ${wrong} of ${asked} known items that they took for unknown ones; ${expected.toFixed(1)} are usual`
}

function burstText({ networks, usual }: Burst): string {
  return `${networks} networks came within a quarter of an hour; ${usual} are usual`
}

type Found = { alarm: Alarm; fromMs: number; reason: string }

async function addHold({ corpus, context }: Watched, found: Found): Promise<string[]> {
  const { recalls, random, clock } = context
  const { organisation, name } = corpus
  const id = drawId(random, watchRules.idBytes)
  const open = { networkHash: null, toMs: null, liftedAtMs: null, recalledAtMs: clock() }
  const line = lineOf(corpus, clock(), { action: 'hold', detail: `${id}: ${found.reason}` })
  await recalls.add(organisation, [{ id, corpus: name, ...open, ...found }], line)
  return [`acceptance is stopped by the hold ${id}: ${found.reason}`]
}

// A wave ends where canaries are read as usual again, or after a day in which nothing shows that it goes on.
async function endIfFine(watched: Watched, { id, recalledAtMs }: Recall): Promise<string[] | null> {
  const { corpus, context, canaries, expectedError } = watched
  const nowMs = context.clock()
  const fine = findFine(canaries, { sinceMs: recalledAtMs, expectedError })
  const isOver = fine?.isSure === true || hasFaded(watched, recalledAtMs)
  const toMs = isOver ? (fine?.fromMs ?? nowMs) : null
  if (toMs === null) return null
  const detail = `${id}: canaries are read as usual since ${new Date(toMs).toISOString()}`
  const line = lineOf(corpus, nowMs, { action: 'resume', detail })
  await context.recalls.end(corpus.organisation, id, { toMs, line })
  return [`acceptance goes on: the hold ${detail}`]
}

function hasFaded({ canaries, context, expectedError }: Watched, recalledAtMs: number): boolean {
  const nowMs = context.clock()
  if (recalledAtMs + watchRules.holdMs > nowMs) return false
  const lately = canaries.filter(({ givenAtMs }) => givenAtMs > nowMs - watchRules.fadedMs)
  const wrong = lately.filter(({ isRight }) => !isRight).length
  return wrong <= 1 + 2 * expectedError * lately.length
}

// A burst is over when networks come as usual, and after a day they are the usual ones. It is forgotten if its
// visitors read canaries that nobody had met before.
async function followBurst(watched: Watched, burst: Recall): Promise<string[] | null> {
  const { corpus, context } = watched
  const nowMs = context.clock()
  if (await isHonest(watched, burst.fromMs ?? 0)) {
    const detail = `${burst.id}: its visitors read canaries as usual`
    const line = lineOf(corpus, nowMs, { action: 'resume', detail })
    await context.recalls.lift(corpus.organisation, burst.id, { atMs: nowMs, line })
    return [`acceptance goes on: the hold ${detail}`]
  }
  const isOld = burst.recalledAtMs + watchRules.holdMs <= nowMs
  if (!isOld && findBurst(burstLabelsOf(watched), { nowMs, goesOn: true })) return null
  const detail = `${burst.id}: the burst is over; what only it says waits for others`
  const line = lineOf(corpus, nowMs, { action: 'resume', detail })
  await context.recalls.end(corpus.organisation, burst.id, { toMs: nowMs, line })
  return [`acceptance goes on: the hold ${detail}`]
}

function burstLabelsOf({ labels, recalls }: Watched): BurstLabel[] {
  const bursts = standingOf(recalls).filter((one) => one.alarm === 'burst' && !isUsualSince(one))
  return labels.map(({ networkHash, givenAtMs }) => {
    return { networkHash, givenAtMs, isOfBurst: isOfBurst({ networkHash, givenAtMs }, bursts) }
  })
}

function isUsualSince({ fromMs, toMs }: Recall): boolean {
  return toMs !== null && toMs - (fromMs ?? toMs) >= watchRules.holdMs
}

async function isHonest(
  { corpus, context, canaries, expectedError }: Watched,
  sinceMs: number,
): Promise<boolean> {
  const ids = new Set(
    canaries.filter(({ givenAtMs }) => givenAtMs >= sinceMs).map(({ itemId }) => itemId),
  )
  const before = await context.readings.evidenceOf(corpus.organisation, [...ids], sinceMs - 1)
  const fresh = new Set(
    before
      .filter(({ labels, knownAnswers }) => labels.length + knownAnswers.length === 0)
      .map(({ item }) => item.id),
  )
  const some = canaries.filter((one) => one.givenAtMs < sinceMs || fresh.has(one.itemId))
  return findFine(some, { sinceMs, expectedError })?.isSure === true
}

function lineOf(
  { organisation, name }: Corpus,
  atMs: number,
  { action, detail }: { action: string; detail: string },
) {
  return { atMs, organisation, actor: 'service', action: `corpus.${action}`, subject: name, detail }
}
