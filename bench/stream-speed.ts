import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aggregate } from './crowd-command.ts'
import type { StreamReport } from './stream-command.ts'
import { openChance } from './stream-feed.ts'

const answers = 100_000
const answersPerTask = 10
const answersPerWorker = 100
const kinds = ['categorical', 'text'] as const
const classes = ['a', 'b', 'c', 'd']
/** A threshold so high that nearly every answer is asked for. */
const confidence = '0.9999'

type Row = readonly [worker: string, task: string, label: string]

/**
 * How many answers a second are settled as they come, on one core, beside a plain count of votes over the same
 * rows. Measured by the command, by the wall clock, between its fits.
 */
export function measureStreamSpeed() {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-stream-'))
  try {
    const measured = kinds.map((kind) => measureKind(kind, join(folder, `${kind}.csv`)))
    console.table(measured)
    return measured
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function measureKind(kind: (typeof kinds)[number], path: string) {
  const rows = makeRows(kind)
  writeFileSync(path, `worker,task,label\n${rows.map((row) => row.join(',')).join('\n')}\n`)
  const rules = ['--stream', '--confidence', confidence, '--answers-max', String(answersPerTask)]
  const run = aggregate(path, '--kind', kind, ...rules)
  const seconds = run.seconds as unknown as StreamReport['seconds']
  const plain = countVotes(rows)
  return {
    kind,
    answers: run.answers,
    seconds_on_line: round(seconds.streaming),
    answers_per_second: Math.round(answers / seconds.streaming),
    seconds_refitting: round(seconds.refitting),
    cpu_seconds_of_command: round(run.cpuSeconds),
    seconds_plain_count: round(plain),
    ratio_to_plain_count: round(seconds.streaming / plain),
  }
}

function round(seconds: number): number {
  return Number(seconds.toFixed(3))
}

// A worker is right at a rate between 0.5 and 0.95; each round visits all tasks in turn.
function makeRows(kind: (typeof kinds)[number]): Row[] {
  const chance = openChance(1)
  const draw = (most: number): number => Math.floor(chance() * most)
  const skills = Array.from({ length: answers / answersPerWorker }, () => 0.5 + 0.45 * chance())
  const tasks = answers / answersPerTask
  const truths = Array.from({ length: tasks }, () => classes[draw(classes.length)] ?? '')
  return Array.from({ length: answers }, (_, n): Row => {
    const worker = draw(skills.length)
    const task = n % tasks
    const isRight = chance() < (skills[worker] ?? 0)
    const label = isRight ? (truths[task] ?? '') : (classes[draw(classes.length)] ?? '')
    return [`w${worker}`, `t${task}`, kind === 'text' ? `${label}${label}${task}` : label]
  })
}

/** The seconds it takes to count votes as they come and keep the leading label of each task. */
function countVotes(rows: readonly Row[]): number {
  const beginMs = performance.now()
  const polls = new Map<string, { votes: Map<string, number>; leader: string; most: number }>()
  for (const [, task, label] of rows) {
    const poll = polls.get(task) ?? { votes: new Map(), leader: label, most: 0 }
    polls.set(task, poll)
    const votes = (poll.votes.get(label) ?? 0) + 1
    poll.votes.set(label, votes)
    if (votes <= poll.most) continue
    poll.leader = label
    poll.most = votes
  }
  return (performance.now() - beginMs) / 1000
}
