import type { Agreement } from '../kinds/kind.ts'
import { meanSkillOf } from './ballot.ts'
import type { Parameters } from './fit.ts'
import { levels } from './levels.ts'

/** How often a fit expects an honest visitor who passed to misread an item, from 0 to 1. */
export function expectedErrorOf(
  { shares, skills }: Pick<Parameters, 'shares' | 'skills'>,
  aggregation: Agreement['aggregation'],
): number {
  const clear = levels.map(({ clarity, pull }, n) => (pull > 0 ? 0 : (shares[n] ?? 0) * clarity))
  const all = levels.map(({ pull }, n) => (pull > 0 ? 0 : (shares[n] ?? 0)))
  const clarity = sum(clear) / sum(all)
  const known = clarity * meanSkillOf(skills)
  return aggregation === 'class' ? (1 - known) / 2 : 1 - known
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
