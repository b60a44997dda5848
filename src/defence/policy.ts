import type { Level, Meeting, Policy } from '../model/policy.ts'
import type { Site } from '../model/site.ts'
import type { Counters } from '../model/stores.ts'

const windowMs = 10 * 60_000
/** How many visits a passive site lets through unasked, per network within the window. */
const unaskedVisitsMax = 3
/** What a wrong answer adds to a network's failures, of which a right one takes one off. */
const wrongFailures = 2
/** `auto` is easy up to the first of these, moderate up to the second: five and twenty wrong answers. */
const easyFailuresMax = 5 * wrongFailures
const moderateFailuresMax = 20 * wrongFailures

const solvedScore = { easy: 0.1, moderate: 0.1, difficult: 0.05 } as const
// Work costs a machine as much as a person, and says of nobody which he is.
const workScore = 0.5
const unaskedScore = { first: 0.3, step: 0.05, most: 0.9 } as const

/**
 * Decides who is asked and how much, only from counts of what a network did recently: how much, from how often it
 * failed, less half of how often it was right, so that a school behind one address is asked as little as one person. The score
 * knows no more than that either: whether a challenge was solved, and how busy the network is. It distinguishes a crowd
 * from a single visitor, not a machine from a person.
 */
export function openPolicy(counters: Pick<Counters, 'add' | 'takeOff' | 'read'>): Policy {
  return {
    meet: async ({ sitekey, mode }, networkHash) => {
      if (mode === 'always') return { asks: true }
      return meet(mode, await counters.add(`visit ${sitekey} ${networkHash}`, windowMs))
    },
    levelFor: async ({ difficulty }, networkHash) => {
      if (difficulty !== 'auto') return difficulty
      return levelOf(await counters.read(failuresOf(networkHash)))
    },
    learn: async (networkHash, isRight) => {
      const failures = failuresOf(networkHash)
      if (!isRight) await counters.add(failures, windowMs, wrongFailures)
      // Nearly always there is none, and a read waits for no commit.
      else if ((await counters.read(failures)) > 0) await counters.takeOff(failures)
    },
    scoreOf: (level) =>
      level === 'work'
        ? { score: workScore, reasons: ['worked'] }
        : { score: solvedScore[level], reasons: ['solved'] },
  }
}

function failuresOf(networkHash: string): string {
  return `failures ${networkHash}`
}

/** How a network's visit to a site is met; `visit` counts from 1 within the window. */
export function meet(mode: Exclude<Site['mode'], 'always'>, visit: number): Meeting {
  const isBusy = visit > unaskedVisitsMax
  if (mode === 'passive' && isBusy) return { asks: true }
  const { first, step, most } = unaskedScore
  // In hundredths, so that no sum shows binary rounding.
  const score = Math.round(100 * Math.min(most, first + step * (visit - 1))) / 100
  return { asks: false, score, reasons: isBusy ? ['not-asked', 'busy-network'] : ['not-asked'] }
}

// How much a network is asked for if the site leaves it open.
function levelOf(failures: number): Level {
  if (failures <= easyFailuresMax) return 'easy'
  return failures <= moderateFailuresMax ? 'moderate' : 'difficult'
}
