import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import type { Finding } from './finding.ts'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const run = `axe.run({ resultTypes: ['violations', 'incomplete'] }).then(
  ({ violations, incomplete }) => JSON.stringify({ violations, incomplete }),
)`

type Results = { id: string; nodes: { html: string; target: unknown[] }[] }[]

/** What axe says of a page together with its frames. */
export async function judgeWithAxe(page: Page): Promise<Finding[]> {
  for (const frame of page.frames()) {
    if (await frame.evaluate("'axe' in window")) continue
    await frame.evaluate(source)
    await frame.evaluate("axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] })")
  }
  // Values of the page are many; a text passes sooner.
  const text = await page.evaluate<string>(run)
  const { violations, incomplete } = JSON.parse(text) as {
    violations: Results
    incomplete: Results
  }
  return [...readResults(violations, 'fault'), ...readResults(incomplete, 'question')]
}

function readResults(results: Results, is: Finding['is']): Finding[] {
  return results.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => ({ engine: 'axe' as const, rule: id, is, where: html })),
  )
}
