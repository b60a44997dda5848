import type { Replay } from './crowd-replays.ts'
import type { World } from './crowd-worlds.ts'
import type { RuleFigures } from './stream-feed.ts'
import type { FeedRow, Ours } from './stream-rows.ts'

/** The most answers per task, the least accuracy and the least share accepted, all at one threshold. */
export type Goal = RuleFigures

function goal(answers: number, accuracy: number, accepted = 0): Goal {
  return {
    answers,
    accuracy,
    accepted,
  }
}

const yesNo: World = { kind: 'yes/no', bots: 0, pass: null, tests: 1, botNetworks: 0 }
const word: World = { ...yesNo, kind: 'word' }

/** The goals of labels.md, section 7, in simulated worlds: one known item, and every visitor is new. */
export const worldGoals: readonly { world: World; goals: readonly Goal[] }[] = [
  { world: yesNo, goals: [goal(2.8, 0.983)] },
  { world: { ...yesNo, bots: 0.2 }, goals: [goal(5, 0.99)] },
  { world: { ...yesNo, bots: 0.3 }, goals: [goal(7, 0.989)] },
  { world: word, goals: [goal(2.8, 0.992)] },
  { world: { ...word, bots: 0.2 }, goals: [goal(3.7, 0.995)] },
  { world: { ...yesNo, bots: 0.2, pass: 0.5 }, goals: [goal(15, 0.995, 0.85)] },
  { world: { ...word, bots: 0.2, pass: 0.5 }, goals: [goal(11.5, 0.985, 0.9)] },
  { world: { ...yesNo, bots: 0.2, pass: 0.9 }, goals: [goal(40, 0.96)] },
  { world: { ...word, bots: 0.3, pass: 0.9, botNetworks: 2 }, goals: [goal(16.5, 0.98, 0.94)] },
]

/** The goals in replays of real answers; of two goals, one must be reached. */
export const replayGoals: readonly { replay: Replay; goals: readonly Goal[] }[] = [
  { replay: { set: 'possent', bots: 0, pass: null }, goals: [goal(9.6, 0.975, 0.945)] },
  { replay: { set: 'possent', bots: 0.2, pass: null }, goals: [goal(11.9, 0.973, 0.945)] },
  { replay: { set: 'possent', bots: 0.2, pass: 0.9 }, goals: [goal(13.2, 0.958, 0.94)] },
  { replay: { set: 'rte', bots: 0.2, pass: null }, goals: [goal(8.6, 0.969, 0.78)] },
  {
    replay: { set: 'words_a', bots: 0.2, pass: null },
    goals: [goal(4.2, 0.946, 0.9), goal(5.6, 0.968, 0.82)],
  },
]

/** A row of the table of goals: our figures at the threshold that is nearest to the goal. */
export type GoalRow = {
  name: string
  threeVotes: RuleFigures
  points: RuleFigures
  goal: Goal
  ours: Ours
  isReached: boolean
  /** By how much each figure misses the goal; 0 if it reaches it. */
  missing: RuleFigures
}

/** Compares a feed's figures with a goal, at the threshold that comes nearest. */
export function compareWithGoal({ name, threeVotes, points, ours }: FeedRow, of: Goal): GoalRow {
  const near = ours
    .map((one) => ({ one, missing: missingOf(one, of) }))
    .toSorted((a, b) => weigh(a.missing) - weigh(b.missing) || Number(b.one.isDefault) - 1)
  const [best] = near
  if (!best) throw new Error(`Nothing was measured of ${name}.`)
  const isReached = weigh(best.missing) === 0
  return { name, threeVotes, points, goal: of, ours: best.one, isReached, missing: best.missing }
}

function missingOf(ours: RuleFigures, of: Goal): RuleFigures {
  return {
    answers: Math.max(0, Number((ours.answers - of.answers).toFixed(2))),
    accuracy: Math.max(0, Number((of.accuracy - ours.accuracy).toFixed(4))),
    accepted: Math.max(0, Number((of.accepted - ours.accepted).toFixed(4))),
  }
}

// Half an answer, half a point of accuracy and five points of coverage weigh the same.
function weigh({ answers, accuracy, accepted }: RuleFigures): number {
  return answers / 0.5 + accuracy / 0.005 + accepted / 0.05
}

/** Prints the table of goals. */
export function printGoals(rows: readonly GoalRow[]): void {
  console.table(
    rows.map(({ name, threeVotes, points, goal: of, ours, isReached }) => ({
      stream: name,
      '3 votes': show(threeVotes),
      '2.5 points': show(points),
      goal: show(of),
      ours: show(ours),
      claimed: (100 * ours.claimed).toFixed(1),
      from: `${ours.threshold}${ours.isDefault ? ' *' : ''}`,
      reached: isReached ? 'yes' : 'NO',
    })),
  )
  console.log('answers a task / right / accepted; * the default of the engine')
}

function show({ answers, accuracy, accepted }: RuleFigures): string {
  return `${answers.toFixed(2)} / ${(100 * accuracy).toFixed(2)} / ${(100 * accepted).toFixed(1)}`
}
