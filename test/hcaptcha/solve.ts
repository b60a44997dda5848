import type { FrameLocator, Locator, Page } from 'playwright-core'
import type { Challenge } from '../../src/model/challenge.ts'
import { lookInside, type ServiceFixture } from '../setup/service.ts'

const titles = ['Main content of the Incipit challenge', 'Contenu principal du défi Incipit']
const frames = titles.map((title) => `iframe[title="${title}"]`).join()

/** The frame of the challenge, by its English or French title. */
export function findChallenge(page: Page): FrameLocator {
  return page.locator(frames).contentFrame()
}

/** The field of a text of the challenge, by its English or French label; the first is 1. */
export function findText(page: Page, number: number): Locator {
  return findChallenge(page).getByRole('textbox', { name: new RegExp(`^Texte? ${number}$`) })
}

/** Waits until the page's only widget, of whichever contract, waits for the visitor. */
export async function waitForBox(page: Page): Promise<void> {
  const frame = page.frameLocator('iframe[title*="checkbox"]')
  await frame.locator('[role=checkbox][aria-busy=false]').waitFor()
}

/** Clicks the checkbox of the page's only widget, of whichever contract. */
export function pressCheckbox(page: Page): Promise<void> {
  const frame = page.frameLocator('iframe[data-hcaptcha-widget-id], iframe[title*="checkbox"]')
  return frame.getByRole('checkbox').click()
}

/** Begins a challenge, waits until it is shown, and gives it as the service stores it. */
export async function seeChallenge(
  page: Page,
  { store }: ServiceFixture,
  begin: () => Promise<unknown> = () => pressCheckbox(page),
): Promise<Challenge> {
  const asked = page.waitForResponse(
    (response) => new URL(response.url()).pathname === '/api/challenge',
  )
  const [response] = await Promise.all([asked, begin()])
  // Its pictures may follow after a zero byte.
  const [json = ''] = String(await response.body()).split('\0')
  const { challenge } = JSON.parse(json) as { challenge: { challenge_id: string } }
  await findText(page, 1).waitFor()
  // The frame draws before the page knows; the page's clock for the challenge starts only now.
  await page.locator('dialog:not([aria-hidden])').first().waitFor()
  return lookInside(store, challenge.challenge_id)
}

/** Answers the challenge that is shown. */
export async function answer(page: Page, { items }: Challenge, isRight = true): Promise<void> {
  for (const [index, { label }] of items.entries()) {
    const text = isRight ? (label ?? 'perdrix') : 'quite wrong'
    await findText(page, index + 1).fill(text)
  }
  await findChallenge(page)
    .getByRole('button', { name: /^Valid(ate|er)$/ })
    .click()
}

/** Does all that a visitor does who answers rightly. */
export async function solve(
  page: Page,
  service: ServiceFixture,
  begin?: () => Promise<unknown>,
): Promise<void> {
  await answer(page, await seeChallenge(page, service, begin))
}

/**
 * Does the same where the page's clock stands still: the pass comes once a screen reader has had time to say that the
 * answer is right.
 */
export async function solveWithoutTime(page: Page, service: ServiceFixture): Promise<void> {
  await solve(page, service)
  await hearRight(page)
}

/** Waits until it stands there that the answer is right, and lets time go on until the pass is given. */
export async function hearRight(page: Page): Promise<void> {
  await findChallenge(page).locator('[data-tone=right]').waitFor()
  await page.clock.fastForward(1000)
}

/** Waits for the token in the page's only widget, and gives what the form would send. */
export async function readField(page: Page, name = 'h-captcha-response'): Promise<string> {
  await page.locator('iframe[data-hcaptcha-response^="P1_"]').waitFor({ state: 'attached' })
  return page.locator(`textarea[name=${name}]`).inputValue()
}
