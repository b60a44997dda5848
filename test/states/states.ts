import type { FrameLocator, Page } from 'playwright-core'

/** One state of the widget: the site it is of, how its service behaves, and what brings the page there. */
export type State = {
  site: 'words' | 'pictures' | 'test' | 'unknown'
  /** hCaptcha’s if not named. */
  contract?: 'recaptcha' | 'turnstile'
  service?: 'waits' | 'away'
  /** How long a pass is good for, if not as long as usual. */
  passSeconds?: number
  /** Attributes of the widget's element. */
  attributes?: string
  /** `right` answers the challenge that is shown. */
  reach: (page: Page, right: () => Promise<void>) => Promise<unknown>
}

/** The frame of the challenge. */
export function challengeOf(page: Page): FrameLocator {
  return page.frameLocator('dialog iframe')
}

/** The states that a visitor may see, by name. */
export const states: Readonly<Record<string, State>> = {
  empty: { site: 'words', reach: waitForLabel },
  focus: { site: 'words', reach: focus },
  'focus-link': { site: 'words', reach: focusLast },
  busy: { site: 'words', service: 'waits', reach: press },
  texts: { site: 'words', reach: (page) => open(page, 'input') },
  images: { site: 'pictures', reach: choose },
  wrong: { site: 'words', reach: answerWrong },
  report: { site: 'words', reach: openReport },
  checked: { site: 'words', reach: pass },
  expired: { site: 'words', passSeconds: 1, reach: expire },
  away: { site: 'words', service: 'away', reach: waitForNotice },
  unknown: { site: 'unknown', reach: waitForNotice },
  test: { site: 'test', reach: waitForLabel },
  compact: { site: 'words', attributes: 'data-size="compact"', reach: waitForLabel },
  'compact-unknown': { site: 'unknown', attributes: 'data-size="compact"', reach: waitForNotice },
  turnstile: { site: 'words', contract: 'turnstile', reach: waitForLabel },
  'turnstile-unknown': { site: 'unknown', contract: 'turnstile', reach: seeNotice },
  'turnstile-compact': {
    site: 'unknown',
    contract: 'turnstile',
    attributes: 'data-size="compact"',
    reach: seeNotice,
  },
  invisible: {
    site: 'words',
    attributes: 'data-size="invisible"',
    reach: (page) => execute(page, 'hcaptcha'),
  },
  badge: {
    site: 'words',
    contract: 'recaptcha',
    attributes: 'data-size="invisible"',
    reach: waitForBadge,
  },
  'badge-inline': {
    site: 'test',
    contract: 'recaptcha',
    attributes: 'data-size="invisible" data-badge="inline"',
    reach: waitForBadge,
  },
  'badge-open': {
    site: 'pictures',
    contract: 'recaptcha',
    attributes: 'data-size="invisible"',
    reach: (page) => execute(page, 'grecaptcha'),
  },
}

function boxOf(page: Page): FrameLocator {
  return page.frameLocator('iframe[title*="Incipit"] >> nth=0')
}

async function waitForLabel(page: Page): Promise<void> {
  await boxOf(page).locator('span:not(:empty)').waitFor()
}

async function press(page: Page): Promise<void> {
  await waitForLabel(page)
  await boxOf(page).getByRole('checkbox').click()
}

async function focus(page: Page): Promise<void> {
  await waitForLabel(page)
  await page.locator('input[name=email]').focus()
  await page.keyboard.press('Tab')
}

async function focusLast(page: Page): Promise<void> {
  await waitForLabel(page)
  await page.getByRole('button', { name: 'Send' }).focus()
  await page.keyboard.press('Shift+Tab')
}

async function open(page: Page, part: string): Promise<void> {
  await press(page)
  await challengeOf(page).locator(part).first().waitFor()
  await page.locator('dialog:not([aria-hidden])').waitFor()
}

async function choose(page: Page): Promise<void> {
  await open(page, '.tile')
  for (const index of [0, 4]) await challengeOf(page).locator('.tile').nth(index).click()
}

async function answerWrong(page: Page): Promise<void> {
  await open(page, 'input')
  for (const input of await challengeOf(page).locator('input').all()) await input.fill('wrong')
  await challengeOf(page).locator('.main').first().click()
  await challengeOf(page).locator('[data-tone=wrong]').waitFor()
}

async function openReport(page: Page): Promise<void> {
  await open(page, 'input')
  await challengeOf(page).locator('summary').click()
}

async function pass(page: Page, right: () => Promise<void>): Promise<void> {
  await open(page, 'input')
  await right()
  await boxOf(page).locator('[aria-checked=true]').waitFor()
}

async function expire(page: Page, right: () => Promise<void>): Promise<void> {
  await open(page, 'input')
  await right()
  await boxOf(page).locator('small:not(:empty)').waitFor()
}

async function waitForBadge(page: Page): Promise<void> {
  await page.locator('.grecaptcha-badge a').first().waitFor()
}

async function execute(page: Page, name: string): Promise<void> {
  await page.evaluate(`void ${name}.execute()`)
  await challengeOf(page).locator('.main').first().waitFor()
  await page.locator('dialog:not([aria-hidden])').waitFor()
}

async function seeNotice(page: Page): Promise<void> {
  await boxOf(page).locator('small:not(:empty)').waitFor()
}

async function waitForNotice(page: Page): Promise<void> {
  await press(page)
  await seeNotice(page)
}
