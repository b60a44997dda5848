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
  await page.evaluate(source)
  const { results } = await page.evaluate<{ results: Result[] }>(
    "new ace.Checker().check(document, ['WCAG_2_2'])",
  )
  for (const { ruleId, value, snippet, message } of results) {
    const [level, outcome] = value
    if (level !== 'VIOLATION' || outcome === 'PASS') continue
    const is = outcome === 'FAIL' ? 'fault' : 'question'
    findings.push({ engine: 'ibm', rule: ruleId, is, where: `${snippet} ${message}` })
  }
  return findings
}
