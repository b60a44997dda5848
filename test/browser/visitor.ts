import type { Page } from 'playwright-core'

/** What the widget says of a right answer, in English. */
export const rightMessage = 'That is right, thank you. You can send the form.'

/** What the widget says of a wrong answer, in English. */
export const wrongMessage = 'That was not right. Here is another challenge.'

/** Types the same text under both pictures of a transcription. */
export async function typeTexts(page: Page, text: string): Promise<void> {
  await page.getByLabel('Text 1', { exact: true }).fill(text)
  await page.getByLabel('Text 2', { exact: true }).fill(text)
}

/** Types the same text under both pictures and validates. */
export async function answer(page: Page, text: string): Promise<void> {
  await typeTexts(page, text)
  await page.getByRole('button', { name: 'Validate' }).click()
}

/** Waits for the next transcription to be asked. */
export async function waitForTexts(page: Page): Promise<void> {
  await page.getByLabel('Text 1', { exact: true }).waitFor()
}

/** Reads a hidden input of the page's form. */
export function readField(page: Page, name = 'ocapi-challenge-id'): Promise<string> {
  return page.locator(`form input[type=hidden][name=${name}]`).inputValue()
}

/** Keeps, from before the page is read, what each event of a validation brings. */
export async function keepEvents(page: Page): Promise<void> {
  await page.addInitScript({
    content: `window.told = []
      document.addEventListener('ocapi-challenge-validated', (event) => told.push(event.detail))`,
  })
}

/** Reads the details of the events kept. */
export function readEvents(page: Page): Promise<unknown[]> {
  return page.evaluate('told')
}
