import { withKnown, type PackedAnswers } from '../../labels/answers.ts'
import type { Judged } from '../../labels/temperature.ts'
import { calibrate, fitCalibration, type Calibration } from './calibration.ts'
import { dawidSkene } from './dawid-skene.ts'
import { glad } from './glad.ts'
import { ibcc } from './ibcc.ts'
import { mace } from './mace.ts'
import { majority } from './majority.ts'
import { pool } from './pool.ts'
import type { Posteriors } from './posterior.ts'
import { wawa } from './wawa.ts'

/** The methods that can combine categorical answers; `pool` is the engine's own. */
export const classMethods = [
  'majority',
  'wawa',
  'dawid-skene',
  'ibcc',
  'mace',
  'glad',
  'pool',
] as const

/** One of the methods. */
export type ClassMethod = (typeof classMethods)[number]

/** Rounds of the methods that are fitted as published. */
const roundsMax = 200

/** The parts into which known tasks are split, each held out in turn and asked as if unknown. */
const heldParts = 2

/**
 * What answers say about each task, with known tasks held: posteriors as the method gives them (`raw`), and
 * calibrated. To calibrate, each part of the known tasks is asked as if unknown while the other parts are
 * held. The probability of task t for class k is at t * classCount + k. The same answers and seed give the
 * same bits. The temperature is 1 and the floor 0 if no task is known.
 */
export function aggregateClasses(
  answers: PackedAnswers,
  { method, seed }: { method: ClassMethod; seed: number },
): { posterior: Posteriors; raw: Posteriors } & Calibration {
  const fit = (some: PackedAnswers): Posteriors => methods[method](some, seed)
  const raw = fit(answers)
  const calibration = fitCalibration(askAsUnknown(answers, fit))
  const { classCount, known } = answers
  const posterior = raw.slice()
  known.forEach((truth, t) => {
    if (truth >= 0) return
    const at = t * classCount
    posterior.set(calibrate(raw.subarray(at, at + classCount), calibration), at)
  })
  return { posterior, raw, ...calibration }
}

const methods: Record<ClassMethod, (answers: PackedAnswers, seed: number) => Posteriors> = {
  majority: (answers) => majority(answers),
  wawa: (answers) => wawa(answers),
  'dawid-skene': (answers) => dawidSkene(answers, { roundsMax }).posterior,
  ibcc: (answers) => ibcc(answers, { roundsMax }),
  mace: (answers, seed) => mace(answers, { classes: 'even', seed }),
  glad: (answers) => glad(answers),
  pool: (answers, seed) => pool(answers, { seed }),
}

function askAsUnknown(answers: PackedAnswers, fit: (some: PackedAnswers) => Posteriors): Judged[] {
  const { classCount, first, known } = answers
  const tasks = [...known.keys()].filter(
    (t) => (known[t] ?? -1) >= 0 && (first[t] ?? 0) < (first[t + 1] ?? 0),
  )
  return Array.from({ length: heldParts }, (_, part) => part).flatMap((part): Judged[] => {
    const held = tasks.filter((_, place) => place % heldParts === part)
    if (held.length === 0) return []
    const others = known.slice()
    for (const t of held) others[t] = -1
    const posterior = fit(withKnown(answers, others))
    return held.map((t) => ({
      probabilities: posterior.slice(t * classCount, (t + 1) * classCount),
      right: known[t] ?? -1,
    }))
  })
}
