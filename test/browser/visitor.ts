import type { Page } from 'playwright-core'

/** The widget's sentence for a right answer, in English. */
export const rightMessage = 'That is right, thank you. You can send the form.'

/** The widget's sentence for a wrong answer, in English. */
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

/** Waits for the next transcription. */
export async function waitForTexts(page: Page): Promise<void> {
  await page.getByLabel('Text 1', { exact: true }).waitFor()
}

/** Reads a hidden input of the page's form. */
export function readField(page: Page, name = 'ocapi-challenge-id'): Promise<string> {
  return page.locator(`form input[type=hidden][name=${name}]`).inputValue()
}

/** Records the details of each validation event, from before the page is parsed. */
export async function keepEvents(page: Page): Promise<void> {
  await page.addInitScript({
    content: `window.passes = []
      document.addEventListener('ocapi-challenge-validated', (event) => passes.push(event.detail))`,
  })
}

/** Reads the recorded details. */
export function readEvents(page: Page): Promise<unknown[]> {
  return page.evaluate('passes')
}

/**
 * Does what makes a page go to another one, and waits until that is loaded. A test that asked for the state of
 * "the page" saw the old one's: it looked before the form had come, and Chromium never closes a page that is left
 * and closed at once.
 */
export async function leave(page: Page, press: () => Promise<unknown>): Promise<void> {
  await page.waitForLoadState()
  await Promise.all([page.waitForEvent('load'), press()])
}
