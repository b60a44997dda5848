import { make } from '../../core/element.ts'
import { css } from '../../page/checkbox.css'
import type { Checkbox } from '../../page/checkbox.ts'
import type { RecaptchaOptions } from './options.ts'

const corners: Readonly<Record<string, string>> = {
  bottomright: 'position:fixed;bottom:14px;right:14px;',
  bottomleft: 'position:fixed;bottom:14px;left:14px;',
}

/**
 * Makes the badge of a widget without a checkbox, with what the checkbox would show around it. A page may hide it by
 * its class, so its styles give way to those of the page that are important.
 */
export function makeBadge(
  { _badge: place, _theme: theme }: RecaptchaOptions,
  checkbox: Checkbox,
): HTMLElement {
  const badge = make('div', { class: 'grecaptcha-badge', 'data-style': place })
  const colors = theme().colors.map((color, index) => `--${index}:${color};`)
  // The ground, and its line.
  badge.style.cssText = `${corners[place] ?? ''}width:max-content;padding:4px;border:1px solid var(--4);border-radius:4px;background:var(--0);font:15px system-ui;${colors.join('')}`
  const root = badge.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]
  root.append(...checkbox._parts)
  const { _setLanguage: setLanguage } = checkbox
  checkbox._setLanguage = (sentences, words) => {
    setLanguage(sentences, words)
    badge.lang = words?.tag ?? 'en'
    badge.dir = words?.direction ?? ''
  }
  return badge
}
