/** How a visitor read known items. */
export type KnownRecord = { asked: number; right: number }

/** Records without a mistake are binned by their number of items, the others by their share. */
const rightSteps = [1, 2, 4, 8] as const
const shareSteps = [0.35, 0.6, 0.8, 0.9] as const
const machineSteps = [0.5, 0.8, 0.95] as const

const firstWrong = 1 + rightSteps.length + 1
const firstMachine = firstWrong + shareSteps.length + 1

/** How many bins of records there are, those of machines included. */
export const binCount = firstMachine + machineSteps.length + 1

/** The bin of a record. Visitors of one bin count as equally skilled until more is known about them. */
export function binOf({ asked, right }: KnownRecord): number {
  if (asked === 0) return 0
  if (right >= asked) return 1 + stepOf(rightSteps, asked - 0.5)
  return firstWrong + stepOf(shareSteps, (right + 0.5) / (asked + 1))
}

/** The bin of a machine's reading, by the confidence it reported (null: none). */
export function machineBinOf(confidence: number | null): number {
  return firstMachine + (confidence === null ? 0 : stepOf(machineSteps, confidence))
}

function stepOf(steps: readonly number[], value: number): number {
  const step = steps.findIndex((limit) => value < limit)
  return step < 0 ? steps.length : step
}

/** The assumed skill of each bin before anything is learned, from 0 to 1. */
export const firstSkills: readonly number[] = [
  0.75, 0.88, 0.92, 0.94, 0.95, 0.96, 0.35, 0.5, 0.7, 0.82, 0.88, 0.5, 0.6, 0.75, 0.85,
]
