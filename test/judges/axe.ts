import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import type { Finding } from './finding.ts'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Results = { id: string; nodes: { html: string; target: unknown[] }[] }[]

/** What axe says of a page together with its frames. */
export async function judgeWithAxe(page: Page): Promise<Finding[]> {
  for (const frame of page.frames()) {
    await frame.evaluate(source)
    await frame.evaluate("axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] })")
  }
  const { violations, incomplete } = await page.evaluate<{
    violations: Results
    incomplete: Results
  }>('axe.run()')
  return [...readResults(violations, 'fault'), ...readResults(incomplete, 'question')]
}

function readResults(results: Results, is: Finding['is']): Finding[] {
  return results.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => ({ engine: 'axe' as const, rule: id, is, where: html })),
  )
}
