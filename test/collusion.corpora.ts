import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { openCoincidence } from '../src/labels/coincidence.ts'
import { openDice } from './setup/answers.ts'

const crowd = fileURLToPath(new URL('../../shared/crowd/', import.meta.url))
assert.ok(existsSync(crowd), 'The crowds are missing: this suite reads ../shared/crowd.')

type Row = { worker: string; task: string; label: string }

const knownShare = 0.2
const recordBefore = 4

function rowsOf(file: string): Row[] {
  return parse(readFileSync(crowd + file), { columns: true })
}

function keyOf(label: string): string {
  return label.normalize('NFC').trim().toLowerCase()
}

/** The answers of a real crowd with its workers as networks, each task's right key, and the known tasks. */
function readCrowd(name: string, seed: number) {
  const dice = openDice(seed)
  const right = new Map(rowsOf(`${name}/gold.csv`).map(({ task, label }) => [task, keyOf(label)]))
  const said = new Map<string, Map<string, string>>()
  for (const { worker, task, label } of rowsOf(`${name}/labels.csv`)) {
    const answers = said.get(task) ?? new Map<string, string>()
    if (!answers.has(worker)) answers.set(worker, keyOf(label))
    said.set(task, answers)
  }
  const known = new Set([...said.keys()].filter((task) => right.has(task) && dice() < knownShare))
  return { right, said, known, dice }
}

type Crowd = ReturnType<typeof readCrowd>

function errorRatesOf({ right, said, known }: Crowd): (worker: string) => number {
  const records = new Map<string, { asked: number; wrong: number }>()
  const all = { asked: 0, wrong: 0 }
  for (const task of known)
    for (const [worker, key] of said.get(task) ?? []) {
      const own = records.get(worker) ?? { asked: 0, wrong: 0 }
      records.set(worker, own)
      for (const record of [own, all]) {
        record.asked += 1
        record.wrong += key === right.get(task) ? 0 : 1
      }
    }
  const mean = all.wrong / all.asked
  return (worker) => {
    const { asked, wrong } = records.get(worker) ?? { asked: 0, wrong: 0 }
    return (wrong + recordBefore * mean) / (asked + recordBefore)
  }
}

// An answer to an unknown item counts by the record of its network.
function posteriorOf(
  answers: ReadonlyMap<string, string>,
  errorRateOf: (worker: string) => number,
): (key: string) => number {
  const weights = new Map<string, number>()
  for (const [worker, key] of answers) {
    const error = errorRateOf(worker)
    weights.set(key, (weights.get(key) ?? 0) + Math.max(0, Math.log((1 - error) / error)))
  }
  const sum = [...weights.values()].reduce((total, weight) => total + Math.exp(weight), 1)
  return (key) => Math.exp(weights.get(key) ?? 0) / sum
}

function heldIn(of: Crowd, coincidence: number, errorRateOf: (worker: string) => number) {
  const networks = openCoincidence({ coincidence, errorRateOf })
  for (const [task, answers] of of.said) {
    const isKnown = of.known.has(task)
    const truth = (key: string): number => Number(key === of.right.get(task))
    const probabilityOf = isKnown ? truth : posteriorOf(answers, errorRateOf)
    networks.add({ keyOf: answers, probabilityOf, isKnown })
  }
  return [...networks.findHeld().keys()]
}

describe('colluding networks among real people', () => {
  for (const [name, coincidence] of [
    ['words_a', 0.3],
    ['possent', 1],
    ['rte', 1],
    ['bluebird', 1],
    ['trec', 1],
    ['weather', 0.5],
    ['dog', 0.5],
    ['adult', 0.5],
    ['music', 0.3],
  ] as const)
    test(`are none in ${name}, whose workers never met`, () => {
      for (const seed of [1, 2, 3]) {
        const of = readCrowd(name, seed)
        assert.deepEqual(heldIn(of, coincidence, errorRatesOf(of)), [], `seed ${seed}`)
      }
    })

  test('are exactly the planted ones in words_a', () => {
    const of = readCrowd('words_a', 1)
    const honest = errorRatesOf(of)
    const tasks = [...of.said.keys()].slice(0, 400)
    for (let bot = 0; bot < 20; bot++)
      for (const task of tasks)
        if (of.dice() < 0.25) of.said.get(task)?.set(`bot ${bot}`, `in collusion on ${task}`)
    const held = heldIn(of, 0.3, (worker) => (worker.startsWith('bot') ? 0.1 : honest(worker)))
    const bots = Array.from({ length: 20 }, (_, bot) => `bot ${bot}`)
    assert.deepEqual(held.toSorted(), bots.toSorted())
  })
})
