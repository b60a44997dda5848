import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { csvRow } from './csv-row.ts'

/** What a visitor gives in one challenge: answers to known tasks, and one to a task to be read. */
export type Visit = {
  visitor: string
  networkHash: string
  tests: readonly { task: string; label: string }[]
  task: string
  label: string
}

/** Visits in the order in which they come, with the truth that nobody is told. */
export type Feed = {
  kind: 'categorical' | 'text'
  visits: readonly Visit[]
  /** Right labels of known tasks, and of those to be read. */
  known: ReadonlyMap<string, string>
  gold: ReadonlyMap<string, string>
  /** What a machine says of every task, known ones among them. */
  guesses: ReadonlyMap<string, string>
  answersMax: number
}

/** Where a feed was written. */
export type FeedFiles = { labels: string; known: string; gold: string }

/** The worker that is the machine in a feed's file. */
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
  writeFileSync(files.labels, `worker,task,label,cluster,challenge\n${lines.join('\n')}\n`)
  for (const name of ['known', 'gold'] as const)
    writeFileSync(files[name], `task,label\n${[...feed[name]].map(csvRow).join('\n')}\n`)
  return files
}

// Without history every visit is somebody new, from somewhere else.
function linesOf(visit: Visit, n: number, hasHistory: boolean): string[] {
  const worker = hasHistory ? visit.visitor : `v${n}`
  const networkHash = hasHistory ? visit.networkHash : `c${n}`
  return [...visit.tests, visit].map(({ task, label }) =>
    csvRow([worker, task, label, networkHash, String(n)]),
  )
}

/** How an older rule did on a feed: answers a task, accuracy of what it accepted, and the share of that. */
export type RuleFigures = { answers: number; accuracy: number; accepted: number }

/** Three visitors who got all known tasks right agree. */
export const threeVotes = { points: 3, ofMachine: 0 } as const
/** The rule of reCAPTCHA (von Ahn et al., Science 321, 2008): such a visitor 1 point, a machine half of one. */
export const twoAndAHalfPoints = { points: 2.5, ofMachine: 0.5 } as const

/** Takes visits by a rule of points: a label that has enough of them is accepted, and no more is asked. */
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

/** Numbers from 0 to 1 that look random and are the same for the same seed (mulberry32). */
export function openChance(seed: number) {
  return (): number => {
    seed = (seed + 0x6d2b79f5) | 0
    const mixed = Math.imul(seed ^ (seed >>> 15), seed | 1)
    const again = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61))
    return ((again ^ (again >>> 14)) >>> 0) / 2 ** 32
  }
}
