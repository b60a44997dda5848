import { answerChallenge } from '../../src/challenge/answer.ts'
import { issueChallenge } from '../../src/challenge/issue.ts'
import { makeSite } from '../../src/manage/sites/make-site.ts'
import type { Challenge } from '../../src/model/challenge.ts'
import type { PoolFixture } from './pool.ts'

/** What somebody learns who recognises every picture: the items met, and how often the decider is found. */
export type Recognised = {
  /** The different items met. */
  met: number
  /** In which share of the last challenges the decider was found, after so many; 0.5 by chance. */
  found: { after: number; share: number }[]
}

/** Over how many challenges the share is taken. */
const window = 500

/**
 * One holder takes challenges one by one, recognises every picture, and says which decides from everything seen
 * so far: the number of partners, the sides of who came with whom, and how often each came. New pairs are made
 * every so many challenges, as the worker does every minute.
 */
export async function recognise(
  pool: PoolFixture,
  of: { challenges: number; replenishEvery: number; reportEvery: number },
): Promise<Recognised> {
  const { context, corpus } = pool
  const site = makeSite(context, { name: 'A site', corpora: ['pool'], difficulty: 'easy' })
  const visitor = { languages: [], networkHash: 'one', prefixes: [], slicePoint: 0.3, host: null }
  const seen = new Map<string, Seen>()
  const hits: number[] = []
  const found: Recognised['found'] = []
  for (let n = 1; n <= of.challenges; n += 1) {
    if (n % of.replenishEvery === 0) await context.replenish(corpus)
    const challenge = await issueChallenge(context, site, visitor)
    if (!challenge) throw new Error('there is nothing to ask')
    if (n > of.challenges - window || n % of.reportEvery > of.reportEvery - window)
      hits.push(hitOf(seen, challenge))
    remember(seen, challenge)
    await answerWrongly(context, challenge)
    if (n % of.reportEvery === 0 && hits.length > 0) {
      found.push({ after: n, share: hits.reduce((sum, hit) => sum + hit, 0) / hits.length })
      hits.length = 0
    }
  }
  return { met: seen.size, found }
}

type Seen = { times: number; with: Set<string> }

function remember(seen: Map<string, Seen>, { items }: Challenge): void {
  for (const { itemId } of items) {
    const one = seen.get(itemId) ?? { times: 0, with: new Set() }
    one.times += 1
    for (const other of items) if (other.itemId !== itemId) one.with.add(other.itemId)
    seen.set(itemId, one)
  }
}

// One item is known if it came with more others; or if those on its side, which never came with each other, did
// on average; or if it came more often.
function hitOf(seen: Map<string, Seen>, { items }: Challenge): number {
  const [one, other] = items
  if (!one || !other) throw new Error('a pair has two items')
  const sides = sidesOf(seen, one.itemId)
  const sideOfOther = sides ? sidesOf(seen, other.itemId) : null
  const clues = [
    sides && sideOfOther ? sides.own - sideOfOther.own : 0,
    (seen.get(one.itemId)?.with.size ?? 0) - (seen.get(other.itemId)?.with.size ?? 0),
    (seen.get(one.itemId)?.times ?? 0) - (seen.get(other.itemId)?.times ?? 0),
  ]
  const clue = clues.find((difference) => difference !== 0)
  if (clue === undefined) return 0.5
  return Number(clue > 0 === (one.role === 'known'))
}

const sideMax = 2_000

function sidesOf(seen: Map<string, Seen>, start: string): { own: number } | null {
  if (!seen.has(start)) return null
  const sides = new Map([[start, 0]])
  for (const [id, side] of sides) {
    if (sides.size > sideMax) break
    for (const next of seen.get(id)?.with ?? []) if (!sides.has(next)) sides.set(next, 1 - side)
  }
  const own = [...sides].filter(([, side]) => side === 0)
  const partners = own.reduce((sum, [id]) => sum + (seen.get(id)?.with.size ?? 0), 0)
  return { own: partners / own.length }
}

async function answerWrongly(
  context: PoolFixture['context'],
  { id, sitekey, items }: Challenge,
): Promise<void> {
  const answers = Object.fromEntries(items.map(({ imageId }) => [imageId, 'Unsinn']))
  await answerChallenge(context, {
    sitekey,
    challengeId: id,
    answer: { answers },
    contract: 'ocapi',
  })
}
