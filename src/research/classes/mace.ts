import { seededUnits } from '../../model/chance.ts'
import type { PackedAnswers } from '../../labels/answers.ts'
import { digamma } from './digamma.ts'
import {
  convergence,
  countClasses,
  logsOf,
  settleClassTask,
  startPosteriors,
  type Posteriors,
} from './posterior.ts'

/** How a MACE model is fitted. */
const maceRules = {
  restartsMax: 3,
  /** Rounds after which the likeliest start is chosen, and the rounds that it then gets. */
  tryRounds: 8,
  roundsMax: 30,
  /** Answers that all restarts together may read per round: larger files have fewer starts. */
  restartAnswersMax: 1_000_000,
  /** Beta prior of knowing, and Dirichlet prior of answers given without knowing. */
  knowingPrior: 0.5,
  guessingPrior: 0.5,
} as const

/** What the model learns: whether all classes are equally common, and where it starts. */
type MaceOptions = { classes: 'even' | 'learned'; seed: number }

/**
 * Per worker, how likely they are to know; per worker and class, how likely they are to guess it otherwise.
 */
type Workers = { knowing: Float64Array; guessing: Float64Array }

/** Per worker and answer: log likelihood if wrong, what it gains if right, and share of knowing. */
type Tables = { logWrong: Float64Array; logGain: Float64Array; knew: Float64Array }

/** Expected counts of the same shape as Workers. */
type Counts = { known: Float64Array; guessed: Float64Array }

/**
 * Multi-annotator competence estimation: an answer is given by a worker who knows, or guessed by the worker's
 * habit. Variational Bayes from random starts, keeping the likeliest. Known tasks are held. The paper's
 * classes are even; learned shares suit a file in which one class is rare.
 * Hovy, Berg-Kirkpatrick, Vaswani and Hovy, "Learning Whom to Trust with MACE", NAACL 2013.
 */
export function mace(answers: PackedAnswers, { classes, seed }: MaceOptions): Posteriors {
  const random = seededUnits(seed)
  const posterior = startPosteriors(answers)
  const fitFrom = (workers: Workers, roundsMax: number): number =>
    fit(answers, workers, posterior, { classes, roundsMax })
  const startCount = Math.floor(maceRules.restartAnswersMax / Math.max(1, answers.worker.length))
  let best = startWorkers(answers, random)
  let bestLikelihood = fitFrom(best, maceRules.tryRounds)
  for (let start = 1; start < Math.min(maceRules.restartsMax, startCount); start++) {
    const workers = startWorkers(answers, random)
    const logLikelihood = fitFrom(workers, maceRules.tryRounds)
    if (logLikelihood > bestLikelihood) [best, bestLikelihood] = [workers, logLikelihood]
  }
  fitFrom(best, maceRules.roundsMax)
  return posterior
}

function startWorkers({ workerCount, classCount }: PackedAnswers, random: () => number): Workers {
  const knowing = new Float64Array(workerCount).map(() => {
    const [yes, no] = [2 + random(), 2 + random()]
    return yes / (yes + no)
  })
  const guessing = new Float64Array(workerCount * classCount).map(() => 2 + random())
  for (let at = 0; at < guessing.length; at += classCount) {
    const row = guessing.subarray(at, at + classCount)
    const sum = row.reduce((total, weight) => total + weight, 0)
    row.forEach((weight, k) => (row[k] = weight / sum))
  }
  return { knowing, guessing }
}

// Moves the workers to where they fit best, and returns the log likelihood.
function fit(
  answers: PackedAnswers,
  workers: Workers,
  posterior: Posteriors,
  { classes, roundsMax }: { classes: MaceOptions['classes']; roundsMax: number },
): number {
  const counts = {
    known: new Float64Array(workers.knowing.length),
    guessed: new Float64Array(workers.guessing.length),
  }
  const tables = {
    logWrong: new Float64Array(workers.guessing.length),
    logGain: new Float64Array(workers.guessing.length),
    knew: new Float64Array(workers.guessing.length),
  }
  const shares = new Float64Array(answers.classCount).fill(1 / answers.classCount)
  let logLikelihood = -Infinity
  for (let round = 0; round < roundsMax; round++) {
    if (classes === 'learned' && round > 0) countClasses(posterior, shares)
    fillTables(workers, answers.classCount, tables)
    const step = weighAnswers(answers, tables, logsOf(shares), posterior)
    logLikelihood = step.logLikelihood
    if (step.change <= convergence.change) break
    countKnowing(answers, tables, posterior, counts)
    believe(workers, counts, answers.classCount)
  }
  return logLikelihood
}

function fillTables(
  { knowing, guessing }: Workers,
  classCount: number,
  { logWrong, logGain, knew }: Tables,
): void {
  for (let at = 0; at < guessing.length; at++) {
    const knows = knowing[Math.floor(at / classCount)] ?? 0
    const wrong = (1 - knows) * (guessing[at] ?? 0)
    logWrong[at] = Math.log(wrong)
    logGain[at] = Math.log1p(knows / wrong)
    knew[at] = knows / (knows + wrong)
  }
}

function weighAnswers(
  { taskCount, classCount, first, worker, label, known }: PackedAnswers,
  { logWrong, logGain }: Tables,
  logShares: Float64Array,
  posterior: Posteriors,
): { change: number; logLikelihood: number } {
  const logs = new Float64Array(classCount)
  let change = 0
  let logLikelihood = 0
  for (let t = 0; t < taskCount; t++) {
    logs.set(logShares)
    for (let a = first[t] ?? 0, end = first[t + 1] ?? 0; a < end; a++) {
      const y = label[a] ?? 0
      const at = (worker[a] ?? 0) * classCount + y
      logLikelihood += logWrong[at] ?? 0
      logs[y] = (logs[y] ?? 0) + (logGain[at] ?? 0)
    }
    const truth = known[t] ?? -1
    logLikelihood += truth < 0 ? logSumExp(logs) : (logs[truth] ?? 0)
    if (truth < 0) change = Math.max(change, settleClassTask(logs, posterior, t * classCount))
  }
  return { change, logLikelihood }
}

function logSumExp(logs: Float64Array): number {
  let top = -Infinity
  for (let k = 0; k < logs.length; k++) if ((logs[k] ?? 0) > top) top = logs[k] ?? 0
  let sum = 0
  for (let k = 0; k < logs.length; k++) sum += Math.exp((logs[k] ?? 0) - top)
  return top + Math.log(sum)
}

function countKnowing(
  { taskCount, classCount, first, worker, label }: PackedAnswers,
  { knew }: Tables,
  posterior: Posteriors,
  { known, guessed }: Counts,
): void {
  known.fill(0)
  guessed.fill(0)
  for (let t = 0; t < taskCount; t++)
    for (let a = first[t] ?? 0, end = first[t + 1] ?? 0; a < end; a++) {
      const w = worker[a] ?? 0
      const y = label[a] ?? 0
      const at = w * classCount + y
      const share = (posterior[t * classCount + y] ?? 0) * (knew[at] ?? 0)
      known[w] = (known[w] ?? 0) + share
      guessed[at] = (guessed[at] ?? 0) + 1 - share
    }
}

// The variational step: expected logs under Beta and Dirichlet, whose exponentials do not sum to 1.
function believe(
  { knowing, guessing }: Workers,
  { known, guessed }: Counts,
  classCount: number,
): void {
  for (let w = 0; w < knowing.length; w++) {
    const row = w * classCount
    let sum = 0
    for (let k = 0; k < classCount; k++) sum += guessed[row + k] ?? 0
    const logKnowing = digamma((known[w] ?? 0) + maceRules.knowingPrior)
    const logNot = digamma(sum + maceRules.knowingPrior)
    knowing[w] = 1 / (1 + Math.exp(logNot - logKnowing))
    const logSum = digamma(sum + maceRules.guessingPrior * classCount)
    for (let k = 0; k < classCount; k++)
      guessing[row + k] = Math.exp(
        digamma((guessed[row + k] ?? 0) + maceRules.guessingPrior) - logSum,
      )
  }
}
