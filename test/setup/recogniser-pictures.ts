import { answerChallenge } from '../../src/challenge/answer.ts'
import { issueChallenge } from '../../src/challenge/issue.ts'
import { makeSite } from '../../src/manage/sites/make-site.ts'
import type { Challenge } from '../../src/model/challenge.ts'
import type { PoolFixture } from './pool.ts'
import { answerTo } from './service.ts'

/**
 * What somebody learns who recognises every picture. `decider` is how often a picture that decides is told from
 * one of the same challenge that does not, `known` how often a known one is told from an unknown one; 0.5 by
 * chance.
 */
export type RecognisedPictures = {
  met: number
  decider: number
  known: number
  unknownShare: number
}

type Seen = { times: number; firstAt: number }

/**
 * What may tell: known pictures are there from the first day and go on being shown, unknown ones come later and
 * leave. So the greater, the likelier is it that a picture is known.
 */
const clues = {
  times: (seen: Seen | undefined) => seen?.times ?? 0,
  first: (seen: Seen | undefined) => -(seen?.firstAt ?? Infinity),
}

/**
 * One holder takes challenges one by one, recognises every picture, and says of the last ones what decides, by
 * the clue that tells most. The queue is replenished every so many challenges, as the worker does every minute.
 */
export async function recognisePictures(
  { context, corpus }: PoolFixture,
  of: { challenges: number; last: number; replenishEvery: number },
): Promise<RecognisedPictures> {
  const site = makeSite(context, { name: 'A site', corpora: ['pool'], difficulty: 'easy' })
  const visitor = { languages: [], networkHash: 'one', prefixes: [], slicePoint: 0.3, host: null }
  const seen = new Map<string, Seen>()
  const tallies = { decider: openTally(), known: openTally() }
  const unknown = { came: 0, of: 0 }
  for (let n = 1; n <= of.challenges; n += 1) {
    if (n % of.replenishEvery === 0) await context.replenish(corpus)
    const challenge = await issueChallenge(context, site, visitor)
    if (!challenge) throw new Error('there is nothing to ask')
    if (n > of.challenges - of.last) {
      tallies.decider.add(seen, challenge.items, ({ role }) => role === 'known')
      tallies.known.add(seen, challenge.items, ({ label }) => label !== null)
      unknown.came += challenge.items.filter(({ label }) => label === null).length
      unknown.of += challenge.items.length
    }
    remember(seen, challenge, n)
    const { id: challengeId, sitekey } = challenge
    await answerChallenge(context, {
      sitekey,
      challengeId,
      answer: answerTo(challenge, true),
      contract: 'ocapi',
    })
  }
  return {
    met: seen.size,
    decider: tallies.decider.best(),
    known: tallies.known.best(),
    unknownShare: unknown.came / unknown.of,
  }
}

type Shown = Challenge['items'][number]

// For each clue, how often the greater of two is the one that was looked for.
function openTally() {
  const counts = Object.values(clues).map((clue) => ({ clue, hits: 0, of: 0 }))
  return {
    add(seen: Map<string, Seen>, items: readonly Shown[], isWanted: (item: Shown) => boolean) {
      const others = items.filter((item) => !isWanted(item))
      for (const count of counts)
        for (const wanted of items.filter((item) => isWanted(item)))
          for (const other of others) {
            const values = [wanted, other].map(({ itemId }) => count.clue(seen.get(itemId)))
            const [one = 0, two = 0] = values
            count.hits += one === two ? 0.5 : Number(one > two)
            count.of += 1
          }
    },
    best: () => Math.max(...counts.map(({ hits, of }) => (of === 0 ? 0.5 : hits / of))),
  }
}

function remember(seen: Map<string, Seen>, { items }: Challenge, n: number): void {
  for (const { itemId } of items) {
    const one = seen.get(itemId) ?? { times: 0, firstAt: n }
    one.times += 1
    seen.set(itemId, one)
  }
}
