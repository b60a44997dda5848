import { actionLimits, nameOfWhole, scaleBudget, type Budget } from '../../model/budget.ts'
import type { Context } from '../context.ts'

/** How much is used of the challenges that a site, or with null the whole instance, has at once. */
export type LimitUse = { sitekey: string | null; usedShare: number; fullInSeconds: number }

/**
 * Measures what is used of the challenges of the instance and of each site of which some are, most used first. The
 * limits are those at `percent`; there are none at 0.
 */
export async function measureLimits(
  { store }: Pick<Context, 'store'>,
  percent: number,
): Promise<LimitUse[]> {
  if (percent === 0) return []
  const { site, instance } = actionLimits.issue
  const sitekeys: string[] = []
  for (const { id } of await store.organisations.list())
    for (const { sitekey } of await store.sites.list(id)) sitekeys.push(sitekey)
  const names = [null, ...sitekeys].map((of) => nameOfWhole('issue', of))
  const fills = await store.allowances.fillsOf(names)
  return [null, ...sitekeys]
    .flatMap((sitekey): LimitUse[] => {
      const budget = sitekey === null ? instance : site
      const fillMs = fills.get(nameOfWhole('issue', sitekey)) ?? 0
      if (!budget || (fillMs === 0 && sitekey !== null)) return []
      const usedShare = fillMs / timeToFillMs(scaleBudget(budget, percent))
      return [{ sitekey, usedShare, fullInSeconds: Math.ceil(fillMs / 1_000) }]
    })
    .toSorted((one, other) => other.usedShare - one.usedShare)
}

function timeToFillMs({ unitsMax, perMinute }: Budget): number {
  return (unitsMax / perMinute) * 60_000
}
