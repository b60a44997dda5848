import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import type { Finding } from './finding.ts'

const source = readFileSync(
  createRequire(import.meta.url).resolve('accessibility-checker-engine/ace.js'),
  'utf8',
)

type Result = { ruleId: string; value: [string, string]; snippet: string; message: string }

/** What IBM Equal Access says of a page with its frames, which it looks into, by its rules of WCAG 2.2. */
export async function judgeWithIbm(page: Page): Promise<Finding[]> {
  const findings: Finding[] = []
  if (!(await page.evaluate("'ace' in window"))) await page.evaluate(source)
  // Values of the page are many; a text passes sooner.
  const text = await page.evaluate<string>(
    "new ace.Checker().check(document, ['WCAG_2_2']).then(({ results }) => JSON.stringify(results))",
  )
  for (const { ruleId, value, snippet, message } of JSON.parse(text) as Result[]) {
    const [level, outcome] = value
    if (level !== 'VIOLATION' || outcome === 'PASS') continue
    const is = outcome === 'FAIL' ? 'fault' : 'question'
    findings.push({ engine: 'ibm', rule: ruleId, is, where: `${snippet} ${message}` })
  }
  return findings
}
