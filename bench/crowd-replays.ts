import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { filesOf } from './crowd-files.ts'
import { openChance, type Feed, type Visit } from './stream-feed.ts'

/** A set of real answers to replay, with bots among the visitors (`pass` as in a world). */
export type Replay = { set: string; bots: number; pass: number | null }

const replayRules = {
  knownShare: 0.2,
  answersOfBot: 10,
  /** How often the machine is right; only the rule of points uses it. */
  machineRight: { categorical: 0.7, text: 0.6 },
  answersMax: 100,
} as const

type Row = readonly [worker: string, task: string, label: string]
type Chance = () => number

/**
 * Replays a set (labels.md, 4.3 and 4.4). A fifth of its gold labels is the pool of known tasks. Each visit is
 * an answer of a real worker, with an answer that the same worker gave to a known task; bots come in between.
 * The order is random. Workers who answered no known task are left out.
 */
export function makeReplay(replay: Replay, seed: number): Feed {
  const chance = openChance(seed)
  const set = readSet(replay.set)
  const known = new Map([...set.gold].filter(() => chance() < replayRules.knownShare))
  const gold = new Map([...set.gold].filter(([task]) => !known.has(task)))
  const visits = realVisits(set, known, chance)
  const bots = openBots(replay, { set, known, gold, chance })
  const among = visits.flatMap((visit) => {
    const before: Visit[] = []
    while (chance() < replay.bots) before.push(bots())
    return [...before, visit]
  })
  return {
    kind: set.kind,
    visits: among,
    known,
    gold,
    guesses: makeGuesses(set, chance),
    answersMax: replayRules.answersMax,
  }
}

type CrowdSet = {
  kind: Feed['kind']
  rows: readonly Row[]
  gold: ReadonlyMap<string, string>
  labels: readonly string[]
  /** The wrong answers to each task, the most frequent first. */
  wrongOf: (task: string) => readonly string[]
}

function readSet(name: string): CrowdSet {
  const files = filesOf(name)
  const all = parse(readFileSync(files.labels), { from: 2 }) as unknown as Row[]
  const gold = new Map<string, string>(
    (parse(readFileSync(files.gold), { from: 2 }) as [string, string][]).map((row) => [...row]),
  )
  const rows = all.filter(([, task]) => gold.has(task))
  const labels = [...new Set(rows.map(([, , label]) => label))].toSorted()
  const wrongs = Map.groupBy(
    rows.filter(([, task, label]) => label !== gold.get(task)),
    ([, task]) => task,
  )
  const wrongOf = (task: string): string[] => {
    const byLabel = Object.entries(Object.groupBy(wrongs.get(task) ?? [], ([, , label]) => label))
    return byLabel.toSorted(([, a = []], [, b = []]) => b.length - a.length).map(([label]) => label)
  }
  const kind = name.startsWith('words') ? 'text' : 'categorical'
  return { kind, rows, gold, labels, wrongOf }
}

function realVisits(
  { rows }: CrowdSet,
  known: ReadonlyMap<string, string>,
  chance: Chance,
): Visit[] {
  const testsOf = Map.groupBy(
    rows.filter(([, task]) => known.has(task)),
    ([worker]) => worker,
  )
  const came = new Map<string, number>()
  const order = shuffle(
    rows.filter(([, task]) => !known.has(task)),
    chance,
  )
  return order.flatMap(([worker, task, label]) => {
    const own = testsOf.get(worker) ?? []
    const turn = came.get(worker) ?? 0
    came.set(worker, turn + 1)
    const test = own[turn % own.length]
    if (!test) return []
    const tests = [{ task: test[1], label: test[2] }]
    return [{ visitor: worker, networkHash: worker, tests, task, label }]
  })
}

function shuffle<T>(all: readonly T[], chance: Chance): T[] {
  const keys = new Map(all.map((one) => [one, chance()]))
  return all.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0))
}

type Ground = {
  set: CrowdSet
  known: ReadonlyMap<string, string>
  gold: ReadonlyMap<string, string>
  chance: Chance
}

/** Makes bots: they guess, or pass known tasks at a given rate and agree on a wrong label for the others. */
function openBots({ pass }: Replay, { set, known, gold, chance }: Ground): () => Visit {
  const draw = <T>(all: readonly T[]): T | undefined => all[Math.floor(chance() * all.length)]
  const tests = [...known]
  const tasks = [...gold]
  let count = 0
  const random = (): string => (set.kind === 'text' ? `z${chance()}` : (draw(set.labels) ?? ''))
  const agreed = new Map<string, string>()
  const agree = (task: string, truth: string): string => {
    const found = agreed.get(task)
    if (found !== undefined) return found
    const others = set.labels.filter((label) => label !== truth)
    const wrong = set.kind === 'text' ? (set.wrongOf(task)[0] ?? `${truth}x`) : (draw(others) ?? '')
    agreed.set(task, wrong)
    return wrong
  }
  return () => {
    const [test = '', testTruth = ''] = draw(tests) ?? []
    const [task = '', truth = ''] = draw(tasks) ?? []
    const visitor = `bot${Math.floor(count++ / replayRules.answersOfBot)}`
    const isPassed = pass !== null && chance() < pass
    const testLabel = isPassed ? testTruth : pass === null ? random() : agree(test, testTruth)
    const label = pass === null ? random() : agree(task, truth)
    const given = [{ task: test, label: testLabel }]
    return { visitor, networkHash: visitor, tests: given, task, label }
  }
}

function makeGuesses(set: CrowdSet, chance: Chance): Map<string, string> {
  return new Map(
    [...set.gold].map(([task, truth]) => {
      if (chance() < replayRules.machineRight[set.kind]) return [task, truth]
      const others = set.labels.filter((label) => label !== truth)
      if (set.kind === 'text') return [task, `${truth}~`]
      return [task, others[Math.floor(chance() * others.length)] ?? '']
    }),
  )
}
