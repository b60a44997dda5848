// The standard's code points for keys without a character.
const codes: Readonly<Record<string, string>> = {
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Escape: '\uE00C',
  Space: ' ',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
}

/** The actions of pressing keys one after another, perhaps with others held: `Tab`, `Shift+Tab`, `a`. */
export function pressKeys(keys: readonly string[]): object {
  const actions = keys.flatMap((key) => {
    const values = key.split('+').map((name) => codes[name] ?? name)
    const down = values.map((value) => ({ type: 'keyDown', value }))
    return [...down, ...values.toReversed().map((value) => ({ type: 'keyUp', value }))]
  })
  return { actions: [{ type: 'key', id: 'keyboard', actions }] }
}

/** The actions of pressing the mouse at a place: of the document, or from the middle of an element. */
export function pressMouse(place: { x: number; y: number; origin?: object }): object {
  const press = ['pointerDown', 'pointerUp'].map((type) => ({ type, button: 0 }))
  const actions = [{ type: 'pointerMove', ...place }, ...press]
  return { actions: [{ type: 'pointer', id: 'mouse', actions }] }
}

/** The actions of touching an element in its middle. */
export function touch(origin: object): object {
  const down = ['pointerDown', 'pointerUp'].map((type) => ({ type, button: 0 }))
  const actions = [{ type: 'pointerMove', origin, x: 0, y: 0 }, ...down]
  const parameters = { pointerType: 'touch' }
  return { actions: [{ type: 'pointer', id: 'finger', parameters, actions }] }
}
