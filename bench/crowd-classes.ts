import { classSets } from './crowd-baselines.ts'
import { aggregate, type Run } from './crowd-command.ts'
import { filesOf, writeFold } from './crowd-files.ts'
import { meanOf, round } from './crowd-rows.ts'

const seeds = [1, 2, 3]

/** The results of the methods on a set of classes. */
export type ClassFigures = {
  set: keyof typeof classSets
  /** Accuracy without known tasks; that of the pool by seed. */
  plain: { majority: number; dawidSkene: number; ibcc: number; pool: number[] }
  /** By fold: a fifth of the gold labels is known, the rest is scored. */
  known: {
    accuracies: number[]
    majority: number[]
    /** Expected calibration errors. */
    errors: number[]
    coverages: number[]
    /** Tasks with a confidence of .99 or more in a fold, and the share of them that was right; means over folds. */
    claimedTasks: number
    claimedRight: number
  }
}

/** Measures every set of classes; writes the folds into the folder. */
export function measureClasses(folder: string): ClassFigures[] {
  return (Object.keys(classSets) as (keyof typeof classSets)[]).map((set) => {
    const figures = { set, plain: measurePlain(set), known: measureKnown(set, folder) }
    console.error(
      `${set}: ${meanOf(figures.plain.pool)}, known ${meanOf(figures.known.accuracies)}`,
    )
    return figures
  })
}

function measurePlain(set: keyof typeof classSets): ClassFigures['plain'] {
  const accuracyOf = (method: string, seed = 1): number =>
    round(run(set, method, '--seed', String(seed)).score.accuracy)
  return {
    majority: accuracyOf('majority'),
    dawidSkene: accuracyOf('dawid-skene'),
    ibcc: accuracyOf('ibcc'),
    pool: seeds.map((seed) => accuracyOf('pool', seed)),
  }
}

function measureKnown(set: keyof typeof classSets, folder: string): ClassFigures['known'] {
  const folds = Array.from({ length: classSets[set].folds }, (_, fold) => {
    const known = ['--known', writeFold(set, fold, folder)]
    const { score } = run(set, 'pool', '--seed', String(fold + 1), ...known)
    return { score, majority: run(set, 'majority', ...known).score.accuracy }
  })
  const claims = folds.map(({ score }) => score.claimed)
  return {
    accuracies: folds.map(({ score }) => round(score.accuracy)),
    majority: folds.map(({ majority }) => round(majority)),
    errors: folds.map(({ score }) => round(score.expected_calibration_error)),
    coverages: folds.map(({ score }) => round(score.coverage.share)),
    claimedTasks: meanOf(claims.map(({ tasks }) => tasks)),
    claimedRight: meanOf(claims.map(({ tasks, accuracy }) => tasks * accuracy)),
  }
}

function run(set: string, method: string, ...more: string[]): Run {
  const { labels, gold } = filesOf(set)
  return aggregate(labels, '--kind', 'categorical', '--gold', gold, '--method', method, ...more)
}
