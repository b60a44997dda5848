import { kindNamed, type Kinds } from '../kinds/kind.ts'
import type { Corpus } from '../model/corpus.ts'
import type { LatestLabel, Readings } from '../model/reading.ts'
import type { Recall, Recalls } from '../model/recall.ts'
import type { Clock, Random } from '../model/stores.ts'
import { isRightLabel } from './canary.ts'
import { expectedErrorOf } from './expected-error.ts'
import type { Parameters } from './fit.ts'
import { isOpenHold, isRecalled, standingOf } from './recalled.ts'
import { secondAnswersOf } from './watch-second.ts'
import type { WatchedAnswer } from './watch-usual.ts'

/** How many of the latest labels are watched, and how old they may be. */
const watchedRules = { labelsMax: 5_000, sinceMs: 30 * 86_400_000 } as const

/** What watching a corpus needs. */
export type WatchContext = {
  readings: Pick<Readings, 'settlement' | 'listMarks' | 'listLatest' | 'evidenceOf'>
  recalls: Recalls
  clock: Clock
  random: Random
  kinds: Kinds
  /** Is called when a hold was made. */
  onHold?: (hold: Pick<Recall, 'id' | 'reason'>) => void
}

/** A corpus that is watched, with what its visitors did lately. */
export type Watched = {
  corpus: Corpus
  context: WatchContext
  recalls: readonly Recall[]
  /** The latest labels of visitors who passed, oldest first. */
  labels: readonly LatestLabel[]
  canaries: readonly WatchedAnswer[]
  /** Those, and the second answers to items that nobody knows. */
  answers: readonly WatchedAnswer[]
  expectedError: number
}

/** Gathers the latest labels of a corpus, and which of them are on canaries. */
export async function gatherLatest(
  corpus: Corpus,
  context: WatchContext,
  { parameters, recalls }: { parameters: Parameters; recalls: readonly Recall[] },
): Promise<Watched> {
  const { organisation, name, kind, textPolicy } = corpus
  const sinceMs = context.clock() - watchedRules.sinceMs
  const latest = await context.readings.listLatest(organisation, name, watchedRules.labelsMax)
  const labels = latest
    .filter(({ verdict, givenAtMs }) => verdict === 'pass' && givenAtMs > sinceMs)
    .toReversed()
  const agreement = kindNamed(context.kinds, kind).agreement(textPolicy)
  // Whatever a person lifted was honest, and the labels of a burst are what is to be judged.
  const liftedAtMs = Math.max(0, ...recalls.filter(isRefuted).map((hold) => hold.liftedAtMs ?? 0))
  const [held, distrusted] = partition(standingOf(recalls), isOpenHold)
  const standingOfLabel = (label: LatestLabel): WatchedAnswer['standing'] => {
    if (isRecalled(label, held)) return 'held'
    return label.givenAtMs <= liftedAtMs ? 'cleared' : 'fresh'
  }
  const trusted = labels.filter((label) => !isRecalled(label, distrusted))
  const canaries = trusted.flatMap((label): WatchedAnswer[] => {
    if (label.knownAs === null) return []
    const isRight = isRightLabel(label, label.knownAs, { agreement })
    const { itemId, networkHash, givenAtMs } = label
    const standing = standingOfLabel(label)
    return [{ of: 'canary', itemId, networkHash, givenAtMs, isRight, standing }]
  })
  const second = secondAnswersOf(trusted, { agreement, standingOf: standingOfLabel })
  const answers = [...canaries, ...second]
  const expectedError = expectedErrorOf(parameters, agreement.aggregation)
  return { corpus, context, recalls, labels, canaries, answers, expectedError }
}

function partition<Of>(all: readonly Of[], belongs: (one: Of) => boolean): [Of[], Of[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))]
}

function isRefuted({ alarm, liftedAtMs }: Recall): boolean {
  return alarm !== null && alarm !== 'burst' && liftedAtMs !== null
}
