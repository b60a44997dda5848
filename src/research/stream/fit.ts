import { levelItems, levels, sharesOf } from '../../labels/levels.ts'
import { binCount, firstSkills } from '../../labels/record-bins.ts'
import { settleTask, isStop, topOf } from './stop.ts'
import {
  firstConfusions,
  workerOf,
  type StreamAccumulators,
  type StreamFit,
  type Task,
} from './accumulators.ts'
import { sharedTerms, weighTask, type Learned, type WeighedTask } from './voices.ts'
import { fitTemperature, temper, type Judged } from '../../labels/temperature.ts'
import { boundSkill } from '../../labels/text-voice.ts'
import type { SkillCount } from '../../labels/voice.ts'
import { teachVoices } from '../../labels/teach-voices.ts'

/** How a stream is refitted, and how strongly what is learned is held to its prior. */
const fitRules = {
  growth: 1.35,
  rounds: 10,
  priorAnswers: 10,
  alike: 3,
  wrongs: 10,
  coincidenceMin: 0.05,
  coincidenceMax: 0.35,
  temperatureItems: 30,
  /** Tasks to be read with fewer answers teach nothing. */
  answersMin: 2,
} as const

/**
 * Refits everything to all answers so far, by rounds of expectation maximisation with known tasks held, and
 * settles all tasks by the fit.
 */
export function refitStream(accumulators: StreamAccumulators): void {
  accumulators.nextFit = accumulators.counted * fitRules.growth
  for (let round = 0; round < fitRules.rounds; round++) fitRound(accumulators)
  accumulators.fit = { ...accumulators.fit, temperature: coolOf(accumulators) }
  for (const task of accumulators.tasks.values()) {
    task.weighing = null
    if (task.known === null && task.answers.length > 0) settleTask(accumulators, task, null)
  }
}

type Sums = {
  items: number[]
  skills: SkillCount[]
  confusions: Float64Array[]
  prior: Float64Array
  alike: number
  wrongs: number
}

function fitRound(accumulators: StreamAccumulators): void {
  const { priorAnswers, alike, wrongs, answersMin } = fitRules
  const classCount = accumulators.classKeys?.length ?? 0
  const sums: Sums = {
    items: [...levelItems],
    skills: firstSkills.map((skill) => ({ tried: priorAnswers, found: priorAnswers * skill })),
    confusions: firstConfusions(classCount).map((rows) => rows.map((p) => p * priorAnswers)),
    prior: new Float64Array(classCount).fill(1),
    alike,
    wrongs,
  }
  const taught: Learned[] = []
  for (const task of accumulators.tasks.values()) {
    if (task.answers.length < (task.known === null ? answersMin : 1)) continue
    const of = weighTask(accumulators, task, { answers: task.answers, truth: task.known })
    teachVoices(of.voices, of.weighing, of.weighed, sharedTerms(accumulators))
    addTask(sums, task, of)
    for (const one of of.learned) taught.push(one)
  }
  for (const worker of accumulators.workers.values()) {
    worker.learned = { tried: 0, found: 0 }
    worker.confusion = null
    worker.heard = null
  }
  for (const one of taught) learn(accumulators, sums, one)
  accumulators.fit = fitOf(sums, accumulators.fit)
}

function addTask(sums: Sums, { answers }: Task, { keys, weighed }: WeighedTask): void {
  for (const [n, share] of weighed.levels.entries()) sums.items[n] = (sums.items[n] ?? 0) + share
  for (let k = 0; k < sums.prior.length; k++)
    sums.prior[k] = (sums.prior[k] ?? 0) + (weighed.posterior[k] ?? 0)
  const clear = levels.reduce(
    (sum, { pull }, n) => sum + (pull === 0 ? (weighed.levels[n] ?? 0) : 0),
    0,
  )
  for (const [n, likely] of weighed.posterior.entries()) {
    const wrong = answers.filter(({ key }) => key !== keys[n])
    if (wrong.length < 2) continue
    const kinds = new Set(wrong.map(({ key }) => key)).size
    sums.alike += likely * clear * (wrong.length - kinds)
    sums.wrongs += likely * clear * (wrong.length - 1)
  }
}

function learn(accumulators: StreamAccumulators, sums: Sums, learned: Learned): void {
  const { answer, bin, isTest, skill, confusion } = learned
  const ofBin = sums.skills[bin]
  if (ofBin) addCount(ofBin, skill)
  const matrix = sums.confusions[bin]
  if (matrix) addRows(matrix, confusion)
  // The bin already includes how a worker answered known tasks.
  if (isTest || accumulators.terms.machines.has(answer.worker)) return
  const worker = workerOf(accumulators, answer.worker)
  addCount(worker.learned, skill)
  answer.taught = skill
  if (!accumulators.classKeys) return
  const size = accumulators.classKeys.length
  const given = accumulators.classKeys.indexOf(answer.key)
  answer.column = Float64Array.from({ length: size }, (_, t) => confusion[t * size + given] ?? 0)
  worker.confusion ??= new Float64Array(size * size)
  addRows(worker.confusion, confusion)
}

function addCount(to: SkillCount, { tried, found }: SkillCount): void {
  to.tried += tried
  to.found += found
}

function addRows(to: Float64Array, rows: Float64Array): void {
  for (let at = 0; at < rows.length; at++) to[at] = (to[at] ?? 0) + (rows[at] ?? 0)
}

function fitOf(sums: Sums, { temperature }: StreamFit): StreamFit {
  const size = sums.prior.length
  const total = sums.prior.reduce((sum, count) => sum + count, 0)
  const { coincidenceMin, coincidenceMax } = fitRules
  return {
    shares: sharesOf(sums.items),
    skills: sums.skills.map(({ tried, found }) => boundSkill(found / tried)),
    confusions: sums.confusions.slice(0, binCount).map((rows) => normaliseRows(rows, size)),
    prior: sums.prior.map((count) => count / total),
    coincidence: Math.min(coincidenceMax, Math.max(coincidenceMin, sums.alike / sums.wrongs)),
    temperature,
  }
}

function normaliseRows(rows: Float64Array, size: number): Float64Array {
  for (let t = 0; t < size; t++) {
    const row = rows.subarray(t * size, (t + 1) * size)
    const sum = row.reduce((total, count) => total + count, 0)
    for (let y = 0; y < size; y++) row[y] = (row[y] ?? 0) / sum
  }
  return rows
}

// Weighs known tasks as if nobody knew them, with as many answers as it takes to settle them. It may only
// make confident claims milder, and a few known tasks say little.
function coolOf(accumulators: StreamAccumulators): number {
  const judged = [...accumulators.tasks.values()].flatMap((task) => judge(accumulators, task) ?? [])
  const trust = judged.length / (judged.length + fitRules.temperatureItems)
  return Math.min(1, Math.exp(trust * Math.log(fitTemperature(judged))))
}

function judge(accumulators: StreamAccumulators, task: Task): Judged | null {
  if (task.known === null) return null
  const most = Math.min(task.answers.length, accumulators.terms.rules.answersMax)
  for (let n = 1; n <= most; n++) {
    const answers = task.answers.slice(0, n)
    const { keys, weighed } = weighTask(accumulators, task, { answers, truth: null })
    const posterior = temper(weighed.posterior, accumulators.fit.temperature)
    const top = topOf(posterior)
    const isEnd = isStop(accumulators, {
      answers,
      key: keys[top] ?? null,
      confidence: posterior[top] ?? 0,
    })
    if (isEnd || n === most)
      return { probabilities: weighed.posterior, right: keys.indexOf(task.known) }
  }
  return null
}
