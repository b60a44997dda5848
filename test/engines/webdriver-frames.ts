import { isGone, type Element, type Session } from './webdriver.ts'

/** The page of a session, and the frames in it. */
export type FramedPage = {
  /** Turns the session to the page itself. */
  enter: () => Promise<void>
  /**
   * Turns the session to the frame that has the focus. WebKit's driver gives the focus to whichever frame a session
   * turns to, so what was looked at last would get the keys.
   */
  enterFocused: () => Promise<void>
  /** Turns the session to the page, then to each frame in it, until the answer is neither null nor false. */
  someFrame: <T>(ask: () => Promise<T | null | false>) => Promise<T | null>
}

const focusedFrame = `() => {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element?.localName === 'iframe' ? element : null
}`

/** Gives the page of a session; `outer` is the selector of the frame that it is itself shown in, if it is. */
export function framedPage(session: Session, outer: string | null): FramedPage {
  const turnTo = (frame: Element | null) => session.post('/frame', { id: frame })
  const findFrames = (selector: string) =>
    session.call('(selector) => [...document.querySelectorAll(selector)]', selector)

  async function enter(): Promise<void> {
    await turnTo(null)
    if (outer === null) return
    const [frame] = (await findFrames(outer)) as Element[]
    await turnTo(frame ?? null)
  }

  async function enterFocused(): Promise<void> {
    await enter()
    let frame = await findFocused()
    while (frame) {
      await turnTo(frame)
      frame = await findFocused()
    }
  }

  function findFocused(): Promise<Element | null> {
    return session.call(focusedFrame) as Promise<Element | null>
  }

  async function search<T>(ask: () => Promise<T | null | false>): Promise<T | null> {
    const found = await ask()
    if (found !== null && found !== false) return found
    for (const frame of (await findFrames('iframe')) as Element[]) {
      await turnTo(frame)
      const inside = await search(ask)
      if (inside !== null) return inside
      await session.post('/frame/parent')
    }
    return null
  }

  return {
    enter,
    enterFocused,
    // A frame may go while it is searched.
    someFrame: async (ask) => {
      try {
        await enter()
        return await search(ask)
      } catch (cause) {
        if (isGone(cause)) return null
        throw cause
      }
    },
  }
}
