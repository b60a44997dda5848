import { globSync } from 'node:fs'
import { act, canRead, findCandidates, hasFocus, measure, setValue } from './in-page.ts'
import {
  usualViewport,
  type Box,
  type Engine,
  type Role,
  type Viewport,
  type Visitor,
} from './visitor.ts'
import { waitUntil } from './wait.ts'
import { pressKeys, pressMouse, touch } from './webdriver-actions.ts'
import { framedPage, type FramedPage } from './webdriver-frames.ts'
import { beginSession, pathOf, type Element, type Session } from './webdriver.ts'
import { startWebkit } from './webkit-driver.ts'

/** Opens WebKitGTK’s small browser through its driver. */
export async function openWebkitEngine(): Promise<Engine> {
  const driver = await startWebkit()
  const [binary] = globSync('/usr/lib/*/webkit2gtk-4.*/MiniBrowser')
  const begin = () =>
    beginSession(driver.address, {
      'webkitgtk:browserOptions': { binary, args: ['--automation'] },
    })
  return {
    name: 'WebKit',
    visit: async (viewport = usualViewport) => openVisitor(await begin(), viewport),
    close: driver.stop,
  }
}

// The window has a bar of buttons, which is wider than a phone: a narrow page is shown in a frame.
const windowMinWidth = 450

async function openVisitor(session: Session, viewport: Viewport): Promise<Visitor> {
  const isFramed = viewport.width < windowMinWidth
  if (!isFramed) await session.post('/window/rect', { ...viewport, x: 0, y: 0 })
  const page = framedPage(session, isFramed ? '#outer' : null)
  const find = (role: Role, name: string): Promise<Element> =>
    waitUntil(`the ${role} “${name}”`, () => look(session, page, { role, name }))
  const isFocused = async (role: Role, name: string): Promise<boolean> => {
    const isIt = async (element: Element): Promise<boolean> =>
      (await session.call(String(hasFocus), element)) === true
    return (await look(session, page, { role, name, isIt })) !== null
  }
  const inPage = async <T>(run: () => Promise<T>): Promise<T> => {
    await page.enter()
    return run()
  }
  return {
    open: async (url) => {
      await session.post('/url', { url })
      if (isFramed) await session.call(showFramed, url, viewport)
    },
    goBack: async () => void (await session.post('/back')),
    goForward: async () => void (await session.post('/forward')),
    press: async (role, name) => pressElement(session, await find(role, name)),
    type: async (name, text) => {
      await pressElement(session, await find('textbox', name))
      await session.post('/actions', pressKeys(['Control+a', ...text.split('')]))
    },
    act: async (role, name) => void (await session.call(String(act), await find(role, name))),
    setValue: async (name, text) =>
      void (await session.call(String(setValue), await find('textbox', name), text)),
    tap: async (role, name) => {
      const element = await find(role, name)
      await bringToRest(session, element)
      await session.post('/actions', touch(element))
    },
    pressKeys: async (...keys) => {
      await page.enterFocused()
      await session.post('/actions', pressKeys(keys))
    },
    pressAt: (x, y) =>
      inPage(async () => void (await session.post('/actions', pressMouse({ x, y })))),
    waitFor: async (role, name) => void (await find(role, name)),
    isFocused,
    waitForFocus: async (role, name) =>
      void (await waitUntil(`the focus on the ${role} “${name}”`, () => isFocused(role, name))),
    waitForText: async (text) => {
      const ask = () => session.call(canRead, text)
      await waitUntil(`the text “${text}”`, () => page.someFrame(ask))
    },
    measure: async (role, name) =>
      (await session.call(String(measure), await find(role, name))) as Box,
    run: (expression) => inPage(() => session.evaluate(expression)),
    waitUntil: (expression) =>
      waitUntil(expression, () => inPage(() => session.evaluate(expression))),
    takePicture: () =>
      inPage(async () => Buffer.from(String(await session.get('/screenshot')), 'base64')),
    close: session.end,
  }
}

const whereabouts = `(element) => {
  const { x, y, width, height } = element.getBoundingClientRect()
  return [x, y, width, height, innerWidth, innerHeight]
}`

// The driver’s own click takes a field in a shadow root for one that is covered.
async function pressElement(session: Session, element: Element): Promise<void> {
  await bringToRest(session, element)
  await session.post('/actions', pressMouse({ origin: element, x: 0, y: 0 }))
}

async function bringToRest(session: Session, element: Element): Promise<void> {
  await session.call(`(element) => element.scrollIntoView({ block: 'nearest' })`, element)
  let before = ''
  await waitUntil('an element that stands still', async () => {
    const now = JSON.stringify(await session.call(whereabouts, element))
    const isStill = now === before
    before = now
    return isStill
  })
}

const showFramed = `(url, { width, height }) => {
  const frame = document.createElement('iframe')
  Object.assign(frame, { id: 'outer', src: url, width, height })
  frame.style.border = '0'
  document.body.replaceChildren(frame)
  return new Promise((resolve) => frame.addEventListener('load', () => resolve(null)))
}`

const selectors: Readonly<Record<Role, string>> = {
  button: 'button, input[type=submit], [role=button]',
  checkbox: 'input[type=checkbox], [role=checkbox]',
  textbox: 'input, textarea, [role=textbox]',
  dialog: 'dialog, [role=dialog]',
  group: 'fieldset, [role=group]',
  link: 'a[href]',
  combobox: 'select',
}

// The driver takes a node that the page made for a frame of its own, such as the checkbox, for no node of the frame.
const knowAllNodes = `() => void Object.defineProperty(Node, Symbol.hasInstance, {
  configurable: true,
  value(one) {
    const isInstance = Function.prototype[Symbol.hasInstance].call(this, one)
    return isInstance || (this === Node && typeof one?.nodeType === 'number')
  },
})`

type Wanted = { role: Role; name: string; isIt?: (element: Element) => Promise<boolean> }

/** The one that is shown now, in any frame; the session stays turned to that frame. */
function look(
  session: Session,
  page: FramedPage,
  { role, name, isIt = async () => true }: Wanted,
): Promise<Element | null> {
  return page.someFrame(async () => {
    await session.call(knowAllNodes)
    const candidates = (await session.call(findCandidates, selectors[role])) as Element[]
    for (const element of candidates)
      if ((await isIt(element)) && (await hasRoleAndName(session, element, role, name)))
        return element
    return null
  })
}

async function hasRoleAndName(
  session: Session,
  element: Element,
  role: Role,
  name: string,
): Promise<boolean> {
  const path = pathOf(element)
  if ((await session.get(`${path}/computedrole`)) !== role) return false
  const label = await session.get(`${path}/computedlabel`)
  // WebKit takes what is in a field for a part of the label around it.
  const withValue = async () => `${name} ${String(await session.get(`${path}/property/value`))}`
  return label === name || (role === 'textbox' && label === (await withValue()))
}
