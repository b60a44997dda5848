/** Where a dialog goes: into a parent, after one of its children or at its end. */
export type DialogPlace = { _parent: Node; _after: Node | null }

// Of nodes that are not drawn, some have no boxes and some no way to ask.
type Drawn = Node & { host?: Element; getClientRects?: () => { length: number } }

/**
 * Finds the place of a widget's dialog: what the page wants, else right after the widget, so that it is within the
 * page's own dialog or popover, whatever makes it one; outside, it would be inert, or its focus would close the
 * other. What is not drawn is left, as a dialog in it could not be drawn either.
 */
export function findPlace(container: Element, wanted?: Element | null): DialogPlace {
  let after: Drawn | null = wanted ? null : container
  let parent: Drawn | null = wanted ?? container.parentNode
  while (parent && !((parent.host ?? parent) as Drawn).getClientRects?.().length) {
    after = parent
    parent = parent.parentNode ?? parent.host ?? null
  }
  return parent ? { _parent: parent, _after: after } : { _parent: document.body, _after: null }
}
