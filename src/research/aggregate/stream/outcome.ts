import { levels } from '../../../labels/levels.ts'
import type { TaskStanding, Stream } from '../../stream/stream.ts'
import type { ArrivalFile } from '../columns.ts'
import type { RightLabels } from '../known.ts'
import { alternativeRules, type MethodOutcome, type TaskReading } from '../outcome.ts'
import type { StreamTask } from './feed.ts'

/**
 * The state of a task: still asked, certain enough, asked as often as allowed without being certain, or known
 * in advance.
 */
export type TaskState = 'open' | 'accepted' | 'contested' | 'known'

/** The result of a stream. */
export type StreamOutcome = MethodOutcome & {
  /** How many answers counted; for known tasks, all that came. */
  answersOf(task: number): number
  stateOf(task: number): TaskState
  accepted: Accepted
  /** The share of tasks at each level, by the last fit. */
  levels: readonly { clarity: number; pull: number; share: number }[]
}

/**
 * What was accepted of the tasks to be read. All but `tasks` are shares, or null if there is nothing to
 * share.
 */
export type Accepted = {
  tasks: number
  share: number | null
  /** The mean confidence claimed for it. */
  confidence: number | null
  /** How much of it is right, as far as the gold knows. */
  accuracy: number | null
}

type Concluded = Pick<StreamTask, 'kind' | 'known' | 'options'> & { gold: RightLabels }

/** Concludes a stream with the result for each task of the file. */
export function concludeStream(
  file: ArrivalFile,
  stream: Stream,
  { kind, known, options, gold }: Concluded,
): StreamOutcome {
  const standings = new Map(stream.standings().map((standing) => [standing.task, standing]))
  const labelOf = (task: number): string | undefined => known.get(file.task.names[task] ?? '')
  const readingOf = (task: number): TaskReading => {
    const label = labelOf(task)
    return label === undefined ? readStanding(standings.get(task)) : readKnown(label)
  }
  const fit = stream.fit()
  const answers = countRows(file)
  return {
    temperature: fit.temperature,
    facts: kind === 'text' ? { coincidence: fit.coincidence } : {},
    levels: levels.map((level, n) => ({ ...level, share: fit.shares[n] ?? 0 })),
    readingOf,
    judge: (task, right) => judgeReading(readingOf(task), right),
    answersOf: (task) =>
      labelOf(task) === undefined ? (standings.get(task)?.answers ?? 0) : (answers[task] ?? 0),
    stateOf: (task) =>
      labelOf(task) === undefined
        ? stateOf(standings.get(task), options.rules.answersMax)
        : 'known',
    accepted: sumUp(file, [...standings.values()], { known, gold }),
  }
}

function countRows({ task, count }: ArrivalFile): Uint32Array {
  const rows = new Uint32Array(task.names.length)
  for (let row = 0; row < count; row++) {
    const n = task.numbers[row] ?? 0
    rows[n] = (rows[n] ?? 0) + 1
  }
  return rows
}

function stateOf(standing: TaskStanding | undefined, answersMax: number): TaskState {
  if (standing?.isAccepted) return 'accepted'
  return (standing?.answers ?? 0) < answersMax ? 'open' : 'contested'
}

function judgeReading({ label, confidence, rawConfidence }: TaskReading, rightLabel: string) {
  const right = label === rightLabel ? 0 : -1
  return {
    calibrated: { probabilities: [confidence], right },
    raw: { probabilities: [rawConfidence], right },
  }
}

function sumUp(
  { task }: ArrivalFile,
  standings: readonly TaskStanding[],
  { known, gold }: { known: RightLabels; gold: RightLabels },
): Accepted {
  const all = task.names.filter((name) => !known.has(name)).length
  const accepted = standings.filter(({ isAccepted }) => isAccepted)
  const judged = accepted.flatMap(({ task: n, label }) => {
    const right = gold.get(task.names[n] ?? '')
    return right === undefined ? [] : [right === label]
  })
  const claims = accepted.reduce((sum, { confidence }) => sum + confidence, 0)
  return {
    tasks: accepted.length,
    share: shareOf(accepted.length, all),
    confidence: shareOf(claims, accepted.length),
    accuracy: shareOf(judged.filter((isRight) => isRight).length, judged.length),
  }
}

function shareOf(some: number, all: number): number | null {
  return all === 0 ? null : some / all
}

function readKnown(label: string): TaskReading {
  return {
    label,
    confidence: 1,
    rawConfidence: 1,
    alternatives: [],
  }
}

function readStanding(standing: TaskStanding | undefined): TaskReading {
  if (!standing) return { label: '', confidence: 0, rawConfidence: 0, alternatives: [] }
  const { label, confidence, rawConfidence } = standing
  const alternatives = standing.alternatives
    .filter(({ probability }) => probability >= alternativeRules.probabilityMin)
    .toSorted((a, b) => b.probability - a.probability)
    .slice(0, alternativeRules.max)
  return { label: label ?? '', confidence, rawConfidence, alternatives }
}
