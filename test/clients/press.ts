import type { Page } from 'playwright-core'
import { solve } from '../hcaptcha/solve.ts'
import type { Stage } from './stage.ts'

/** Clicks the box of the page's only widget, of whichever contract. */
function pressBox(page: Page): Promise<void> {
  return page.frameLocator('iframe[title*="checkbox"]').getByRole('checkbox').click()
}

/** Does all that a visitor does who answers rightly, and waits for the token in that field of the form. */
export async function solveInto(
  page: Page,
  { service }: Stage,
  field: string,
  form = 'form',
): Promise<string> {
  await solve(page, service, () => pressBox(page))
  const read = `new FormData(document.querySelector('${form}')).get('${field}')`
  return (await page.waitForFunction(read)).jsonValue() as Promise<string>
}
