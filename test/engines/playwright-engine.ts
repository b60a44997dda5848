import type { Browser, Frame, Locator, Page } from 'playwright-core'
import { launchBrowser } from '../browser/shared-browser.ts'
import { act, canRead, hasFocus, measure, setValue } from './in-page.ts'
import { usualViewport, type Engine, type Role, type Viewport, type Visitor } from './visitor.ts'
import { waitUntil } from './wait.ts'

const patienceMs = 30_000

/** Opens Chromium or Firefox through Playwright. */
export async function openPlaywrightEngine(name: 'Chromium' | 'Firefox'): Promise<Engine> {
  const browser = await launchBrowser(name.toLowerCase())
  return {
    name,
    visit: (viewport = usualViewport, hasTouch = false) =>
      openVisitor(browser, { viewport, hasTouch }),
    close: () => browser.close(),
  }
}

async function openVisitor(
  browser: Browser,
  screen: { viewport: Viewport; hasTouch: boolean },
): Promise<Visitor> {
  const context = await browser.newContext({ ...screen, locale: 'en-GB' })
  const page = await context.newPage()
  page.setDefaultTimeout(patienceMs)
  const find = (role: Role, name: string): Promise<Locator> =>
    waitUntil(`the ${role} “${name}”`, () => look(page, role, name))
  const isFocused = (role: Role, name: string): Promise<boolean> => hasOneFocused(page, role, name)
  return {
    open: async (url) => void (await page.goto(url)),
    goBack: async () => void (await page.evaluate('history.back()')),
    goForward: async () => void (await page.evaluate('history.forward()')),
    press: async (role, name) => (await find(role, name)).click(),
    act: async (role, name) => (await find(role, name)).evaluate(act),
    setValue: async (name, text) => (await find('textbox', name)).evaluate(setValue, text),
    tap: async (role, name) => (await find(role, name)).tap(),
    type: async (name, text) => {
      const field = await find('textbox', name)
      await field.fill('')
      await field.pressSequentially(text)
    },
    pressKeys: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key)
    },
    pressAt: (x, y) => page.mouse.click(x, y),
    waitFor: async (role, name) => void (await find(role, name)),
    isFocused,
    waitForFocus: async (role, name) =>
      void (await waitUntil(`the focus on the ${role} “${name}”`, () => isFocused(role, name))),
    waitForText: async (text) => {
      const canReadIt = `(${canRead})(${JSON.stringify(text)})`
      await waitUntil(`the text “${text}”`, () =>
        someFrame(page, (frame) => evaluate(frame, canReadIt)),
      )
    },
    measure: async (role, name) => (await find(role, name)).evaluate(measure),
    run: (expression) => page.evaluate(expression),
    waitUntil: (expression) => waitUntil(expression, () => evaluate(page.mainFrame(), expression)),
    takePicture: () => page.screenshot(),
    close: () => context.close(),
  }
}

async function hasOneFocused(page: Page, role: Role, name: string): Promise<boolean> {
  const found = await someFrame(page, async (frame) => {
    for (const one of await frame.getByRole(role, { name, exact: true }).all())
      if (await one.evaluate(hasFocus).catch(() => false)) return true
    return null
  })
  return found === true
}

/** The one that is shown now, in any frame. */
async function look(page: Page, role: Role, name: string): Promise<Locator | null> {
  return someFrame(page, async (frame) => {
    const found = frame.getByRole(role, { name, exact: true }).filter({ visible: true })
    return (await count(found)) > 0 ? found.first() : null
  })
}

// A frame may go while it is asked.
const count = (locator: Locator): Promise<number> => locator.count().catch(() => 0)
const evaluate = (frame: Frame, expression: string): Promise<unknown> =>
  frame.evaluate(expression).catch(() => null)

async function someFrame<T>(
  page: Page,
  ask: (frame: Frame) => Promise<T | null>,
): Promise<T | null> {
  for (const frame of page.frames()) {
    const found = await ask(frame)
    if (found) return found
  }
  return null
}
