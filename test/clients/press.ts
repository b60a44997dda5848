import type { Page } from 'playwright-core'
import { solve } from '../hcaptcha/solve.ts'
import type { Stage } from './stage.ts'

/** Does all that a visitor does who answers rightly, and waits for the token in that field of the form. */
export async function solveInto(
  page: Page,
  { service }: Stage,
  field: string,
  form = 'form',
): Promise<string> {
  await solve(page, service)
  const read = `new FormData(document.querySelector('${form}')).get('${field}')`
  return (await page.waitForFunction(read)).jsonValue() as Promise<string>
}
