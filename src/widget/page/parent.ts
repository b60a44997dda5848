/** Where a dialog goes: into a parent, after one of its children or at its end. */
export type DialogPlace = { _parent: Node; _after: Node | null }

// Elements and roots of shadows.
type Drawn = Node & { host?: Element }

/**
 * Finds the place of a widget's dialog: what the page wants, else right after the widget, so that it is within the
 * page's own dialog or popover, whatever makes it one; outside, it would be inert, or its focus would close the
 * other. What is not drawn is left, as a dialog in it could not be drawn either.
 */
export function findPlace(container: Element, wanted?: Element | null): DialogPlace {
  let after: Drawn | null = wanted ? null : container
  let parent: Drawn | null = wanted ?? container.parentNode
  while (parent && !isDrawn(parent)) {
    after = parent
    parent = parent.parentNode ?? parent.host ?? null
  }
  return parent ? { _parent: parent, _after: after } : { _parent: document.body, _after: null }
}

function isDrawn(node: Drawn): boolean {
  // Links have a `host`, too, and so has a form with a field of that name.
  const element = node instanceof Element ? node : (node.host ?? document.body)
  return element.getClientRects().length > 0
}
