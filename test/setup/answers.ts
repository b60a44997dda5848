import type { Answers } from '../../src/model/answer.ts'
import type { Item } from '../../src/model/item.ts'

/** A simulated visitor's answer to an item. */
export type Said = { given: string; keyword?: string; networkHash?: string; fails?: boolean }

/** Stores answers of simulated visitors, each in a challenge of its own; gives the challenges' ids. */
export function openVisitors(answers: Pick<Answers, 'keep'>, sitekey = 'site-of-the-test') {
  let visitors = 0
  const answerItem = async (item: Item, said: readonly Said[]): Promise<string[]> => {
    const challenges: string[] = []
    for (const { given, keyword = null, networkHash, fails = false } of said) {
      visitors += 1
      const challengeId = `challenge-of-visitor-${visitors}`
      challenges.push(challengeId)
      const common = {
        challengeId,
        corpus: item.corpus,
        keyword,
        verdict: fails ? ('fail' as const) : ('pass' as const),
        networkHash: networkHash ?? `networkHash-of-visitor-${visitors}`,
        elapsedMs: 4_000,
      }
      const givenAtMs = Date.UTC(2026, 0, 2) + visitors * 1_000
      await answers.keep(
        {
          ...common,
          contract: 'ocapi',
          sitekey,
          kind: item.kind,
          known: [],
          answeredAtMs: givenAtMs,
        },
        [{ ...common, itemId: item.id, given, weight: fails ? 0 : 1, knownAsked: 1, givenAtMs }],
      )
    }
    return challenges
  }
  return { answerItem }
}

/** Pseudo-random numbers from 0 to 1, the same in every run. */
export function openDice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

/** A text with one letter changed, as a careless visitor types it. */
export function mistype(text: string, dice: () => number): string {
  const letters = Array.from(text)
  letters[Math.floor(dice() * letters.length)] = 'x'
  return letters.join('')
}
