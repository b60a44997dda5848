/** A role as assistive technology gets it. */
export type Role = 'button' | 'checkbox' | 'textbox' | 'dialog' | 'group' | 'link' | 'combobox'

/**
 * What a visitor does in a browser, whichever it is. Everything is found by what a person or assistive technology
 * gets: a role with its name, or a text that can be read; in the page, its frames and its shadow roots.
 */
export type Visitor = {
  open: (url: string) => Promise<void>
  goBack: () => Promise<void>
  goForward: () => Promise<void>
  /** Presses it in the middle, with the mouse, once it is there. */
  press: (role: Role, name: string) => Promise<void>
  /** Lets it do what assistive technology asks for by the action of a role, without a place or a pointer. */
  act: (role: Role, name: string) => Promise<void>
  /** Gives the text field of that name a value, as assistive technology does. */
  setValue: (name: string, text: string) => Promise<void>
  /** Touches it in the middle, with a finger. */
  tap: (role: Role, name: string) => Promise<void>
  /** Types into the text field of that name, in place of what it has. */
  type: (name: string, text: string) => Promise<void>
  /** Presses keys one after another, wherever the focus is: `Tab`, `Shift+Tab`, `Enter`, `ArrowDown`, letters. */
  pressKeys: (...keys: readonly string[]) => Promise<void>
  /** Presses the mouse at a place of the page. */
  pressAt: (x: number, y: number) => Promise<void>
  waitFor: (role: Role, name: string) => Promise<void>
  /** Whether it has the focus now, in the whole page. */
  isFocused: (role: Role, name: string) => Promise<boolean>
  /** Waits until it has the focus, in the whole page. */
  waitForFocus: (role: Role, name: string) => Promise<void>
  waitForText: (text: string) => Promise<void>
  /** Where it is in the window of its document. */
  measure: (role: Role, name: string) => Promise<Box>
  /** Evaluates an expression in the page. */
  run: (expression: string) => Promise<unknown>
  /** Waits until the expression is true in the page, and gives its value. */
  waitUntil: (expression: string) => Promise<unknown>
  /** Takes a picture of the window. */
  takePicture: () => Promise<Buffer>
  /** Leaves; what was kept of this visitor is forgotten. */
  close: () => Promise<void>
}

export type Box = { left: number; top: number; right: number; bottom: number }

/** How wide and high the page is shown, in pixels of CSS. */
export type Viewport = { width: number; height: number }

/** A browser that visitors come with. */
export type Engine = {
  name: 'Chromium' | 'Firefox' | 'WebKit'
  /** Comes with a window of that size, perhaps on a screen that is touched. */
  visit: (viewport?: Viewport, hasTouch?: boolean) => Promise<Visitor>
  close: () => Promise<void>
}

/** The usual window. */
export const usualViewport: Viewport = { width: 1000, height: 700 }
