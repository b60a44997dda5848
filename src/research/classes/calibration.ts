import { seekTemperature, temper, type Judged } from '../../labels/temperature.ts'

/** How a posterior is calibrated: the exponent it is raised to, and the share that is then spread evenly. */
export type Calibration = { temperature: number; floor: number }

/** The range of a floor, and the number of known tasks needed to learn a calibration. */
const calibrationRules = {
  floors: [0, 0.002, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2],
  judgedMax: 2000,
  /** The least probability that enters a loss. */
  lossFloor: 1e-12,
  /** What few tasks are drawn to: an exponent, and how strongly, in nats for a factor of e. */
  usualTemperature: 0.5,
  pull: 1,
} as const

/** The calibration that changes nothing. */
export const uncalibrated: Calibration = { temperature: 1, floor: 0 }

/**
 * Fits the exponent and the floor of least log loss on tasks asked as if unknown. The floor does what a
 * temperature alone cannot: if people err together, no number of answers makes a task certain. Few tasks
 * change little, and no tasks nothing.
 */
export function fitCalibration(judged: readonly Judged[]): Calibration {
  const every = Math.ceil(judged.length / calibrationRules.judgedMax)
  const some = judged.filter((_, place) => place % every === 0)
  if (some.length === 0) return uncalibrated
  const fits = calibrationRules.floors.map((floor) => {
    const temperature = seekTemperature((t) => lossOf(some, { temperature: t, floor }))
    return { temperature, floor, loss: lossOf(some, { temperature, floor }) }
  })
  const { temperature, floor } = fits.reduce((best, fit) => (fit.loss < best.loss ? fit : best))
  return { temperature, floor }
}

/** A calibrated posterior; the order of its classes stays. */
export function calibrate(
  probabilities: ArrayLike<number>,
  { temperature, floor }: Calibration,
): Float64Array {
  return temper(probabilities, temperature).map(
    (p) => (1 - floor) * p + floor / probabilities.length,
  )
}

function lossOf(judged: readonly Judged[], { temperature, floor }: Calibration): number {
  const distance = Math.log(temperature / calibrationRules.usualTemperature)
  let loss = calibrationRules.pull * distance * distance
  for (const { probabilities, right } of judged) {
    let sum = 0
    for (let k = 0; k < probabilities.length; k++) sum += (probabilities[k] ?? 0) ** temperature
    const tempered = (probabilities[right] ?? 0) ** temperature / sum
    const p = (1 - floor) * tempered + floor / probabilities.length
    loss -= Math.log(Math.max(p, calibrationRules.lossFloor))
  }
  return loss
}
