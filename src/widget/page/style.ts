/** Adds styles that the page's own sheets cannot overrule; set this way, a content policy lets them through. */
export function setStyle(element: HTMLElement, style: string): void {
  element.style.cssText += `;${style.replace(/;|$/g, '!important;')}`
}

/** The style of what is not seen, such as a box that is never pressed. */
export const unseen = 'display:none'
