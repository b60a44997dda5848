/** Adds styles that the page's own sheets cannot overrule; set this way, a content policy lets them through. */
export function setStyle(element: HTMLElement, style: string): void {
  element.style.cssText += `;${style.replace(/;|$/g, '!important;')}`
}

/** Undoes what the page's own sheets say of all elements, or of all frames; what it has hidden stays hidden. */
export const reset = 'all:initial;visibility:inherit'

/** The style of what is not seen, such as a box that is never pressed. */
export const unseen = 'display:none'
