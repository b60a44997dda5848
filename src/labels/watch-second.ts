import type { Agreement, Vote } from '../kinds/kind.ts'
import type { LatestLabel } from '../model/reading.ts'
import type { WatchedAnswer } from './watch-usual.ts'

/** What says how an answer stands, and whether two of a kind agree. */
type Terms = {
  agreement: Pick<Agreement, 'voteOf'>
  standingOf(label: LatestLabel): WatchedAnswer['standing']
}

/** The item of all second answers: they have one usual rate together. */
const anyItem = ''

/**
 * The second answers to items whose text nobody knows, in the order of the labels: `isRight` says whether they
 * agree with the first. Later answers are left out, because those items are asked longest on which visitors differ.
 */
export function secondAnswersOf(
  labels: readonly LatestLabel[],
  { agreement, standingOf }: Terms,
): WatchedAnswer[] {
  const first = new Map<string, { networkHash: string; vote: Vote }>()
  const done = new Set<string>()
  return labels.flatMap((label): WatchedAnswer[] => {
    const { itemId, networkHash, givenAtMs, knownAs } = label
    const vote = knownAs === null && !done.has(itemId) ? agreement.voteOf(label) : null
    if (vote === null) return []
    const before = first.get(itemId)
    if (!before) first.set(itemId, { networkHash, vote })
    if (!before || before.networkHash === networkHash) return []
    done.add(itemId)
    const isRight = isSame(before.vote, vote)
    if (isRight === null) return []
    const standing = standingOf(label)
    return [{ of: 'second', itemId: anyItem, networkHash, givenAtMs, isRight, standing }]
  })
}

// Somebody who says no to one class says nothing about another.
function isSame(a: Vote, b: Vote): boolean | null {
  if (a.key === b.key) return a.isYes === b.isYes
  return a.isYes && b.isYes ? false : null
}
