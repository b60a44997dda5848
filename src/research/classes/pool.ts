import type { PackedAnswers } from '../../labels/answers.ts'
import { dawidSkene } from './dawid-skene.ts'
import { glad } from './glad.ts'
import { mace } from './mace.ts'
import type { Posteriors } from './posterior.ts'

/** How long the members are fitted, and the most cells that a file's confusion matrices may have. */
const poolRules = { roundsMax: 30, confusionCellsMax: 2 ** 26 } as const

type Member = { weight: number; fit: () => Posteriors }

/**
 * The mean of four posteriors: Dawid-Skene, MACE with even classes (twice the weight), MACE with learned
 * class shares, and GLAD. No single one is best everywhere: if one fails, the others outvote it. Dawid-Skene
 * is left out for files whose confusion matrices would take more than half a gigabyte.
 * A linear opinion pool: Stone, "The Opinion Pool", Annals of Mathematical Statistics 32(4), 1961.
 */
export function pool(answers: PackedAnswers, { seed }: { seed: number }): Posteriors {
  const { taskCount, classCount } = answers
  const members = membersFor(answers, seed)
  const total = members.reduce((sum, { weight }) => sum + weight, 0)
  const mean = new Float64Array(taskCount * classCount)
  // One after another, so that no more than two posteriors are held at once.
  for (const { weight, fit } of members) {
    const posterior = fit()
    const share = weight / total
    for (let at = 0; at < mean.length; at++)
      mean[at] = (mean[at] ?? 0) + share * (posterior[at] ?? 0)
  }
  return mean
}

function membersFor(answers: PackedAnswers, seed: number): Member[] {
  const { roundsMax, confusionCellsMax } = poolRules
  const confusions = { weight: 1, fit: () => dawidSkene(answers, { roundsMax }).posterior }
  const others = [
    { weight: 2, fit: () => mace(answers, { classes: 'even', seed }) },
    { weight: 1, fit: () => mace(answers, { classes: 'learned', seed }) },
    { weight: 1, fit: () => glad(answers) },
  ]
  const hasRoom = answers.workerCount * answers.classCount ** 2 <= confusionCellsMax
  return hasRoom ? [confusions, ...others] : others
}
