import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { csvRow } from './csv-row.ts'

/** A visitor's answers in one challenge: to known tasks, and to one unknown task. */
export type Visit = {
  visitor: string
  networkHash: string
  tests: readonly { task: string; label: string }[]
  task: string
  label: string
}

/** Visits in order, with the true labels. */
export type Feed = {
  kind: 'categorical' | 'text'
  visits: readonly Visit[]
  /** Right labels of known tasks, and of unknown ones. */
  known: ReadonlyMap<string, string>
  gold: ReadonlyMap<string, string>
  /** A machine's label of every task, including the known ones. */
  guesses: ReadonlyMap<string, string>
  answersMax: number
}

/** The files of a feed. */
export type FeedFiles = { labels: string; known: string; gold: string }

/** The name of the machine as a worker in a feed's file. */
export const machineName = 'machine'

/** Writes a feed as files for `incipit labels aggregate --stream`. */
export function writeFeed(
  feed: Feed,
  folder: string,
  { hasMachine, hasHistory }: { hasMachine: boolean; hasHistory: boolean },
): FeedFiles {
  const path = (name: string): string => join(folder, `${name}.csv`)
  const files = { labels: path('labels'), known: path('known'), gold: path('gold') }
  const guesses = hasMachine ? [...feed.guesses] : []
  const lines = [
    ...guesses.map(([task, label]) => csvRow([machineName, task, label, '', ''])),
    ...feed.visits.flatMap((visit, n) => linesOf(visit, n, hasHistory)),
  ]
  writeFileSync(files.labels, `worker,task,label,network,challenge\n${lines.join('\n')}\n`)
  for (const name of ['known', 'gold'] as const)
    writeFileSync(files[name], `task,label\n${[...feed[name]].map(csvRow).join('\n')}\n`)
  return files
}

// Without history every visit is by a new visitor from a new network.
function linesOf(visit: Visit, n: number, hasHistory: boolean): string[] {
  const worker = hasHistory ? visit.visitor : `v${n}`
  const networkHash = hasHistory ? visit.networkHash : `c${n}`
  return [...visit.tests, visit].map(({ task, label }) =>
    csvRow([worker, task, label, networkHash, String(n)]),
  )
}

/** The figures of a rule on a feed: answers per task, accuracy of accepted labels, and the share accepted. */
export type RuleFigures = { answers: number; accuracy: number; accepted: number }

/** A label is accepted when three visitors who got all known tasks right agree. */
export const threeVotes = { points: 3, ofMachine: 0 } as const
/** The rule of reCAPTCHA (von Ahn et al., Science 321, 2008): such a visitor counts 1 point, a machine half a point. */
export const twoAndAHalfPoints = { points: 2.5, ofMachine: 0.5 } as const

/** Applies a rule of points to visits: a label with enough points is accepted, and its task is asked no more. */
export function takeByPoints(
  { visits, known, gold, guesses, answersMax }: Feed,
  rule: { points: number; ofMachine: number },
): RuleFigures {
  const polls = new Map([...gold.keys()].map((task) => [task, openPoll()]))
  for (const [task, poll] of polls) poll.add(guesses.get(task) ?? '', rule.ofMachine)
  let shown = 0
  for (const { task, label, tests } of visits) {
    const poll = polls.get(task)
    if (!poll || poll.shown === answersMax || poll.best().points >= rule.points) continue
    poll.shown += 1
    shown += 1
    if (tests.every((test) => known.get(test.task) === test.label)) poll.add(label, 1)
  }
  const accepted = [...polls].filter(([, poll]) => poll.best().points >= rule.points)
  const right = accepted.filter(([task, poll]) => poll.best().label === gold.get(task))
  return {
    answers: shown / gold.size,
    accuracy: right.length / Math.max(1, accepted.length),
    accepted: accepted.length / gold.size,
  }
}

function openPoll() {
  const points = new Map<string, number>()
  let best = { label: '', points: 0 }
  return {
    shown: 0,
    best: () => best,
    add: (label: string, more: number): void => {
      const sum = (points.get(label) ?? 0) + more
      points.set(label, sum)
      if (sum > best.points) best = { label, points: sum }
    },
  }
}

/** Pseudo-random numbers from 0 to 1, the same for the same seed (mulberry32). */
export function openChance(seed: number) {
  return (): number => {
    seed = (seed + 0x6d2b79f5) | 0
    const mixed = Math.imul(seed ^ (seed >>> 15), seed | 1)
    const again = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61))
    return ((again ^ (again >>> 14)) >>> 0) / 2 ** 32
  }
}
