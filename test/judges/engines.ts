import type { Page } from 'playwright-core'
import { judgeWithAlfa } from './alfa.ts'
import { judgeWithAxe } from './axe.ts'
import { isExplained } from './explained.ts'
import type { Finding } from './finding.ts'
import { judgeWithIbm } from './ibm.ts'

/** The three engines that judge a page together with its frames. */
export const engines = { axe: judgeWithAxe, ibm: judgeWithIbm, alfa: judgeWithAlfa } as const

/** Everything that they say of a page, one engine after another. */
export async function judge(page: Page): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const engine of Object.values(engines)) findings.push(...(await engine(page)))
  return findings
}

/** The faults among findings in a look that nothing explains. */
export function faultsIn(findings: readonly Finding[], look: string): Finding[] {
  return findings.filter((one) => one.is === 'fault' && !isExplained(one, look))
}
