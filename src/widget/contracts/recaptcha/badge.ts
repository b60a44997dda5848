import { make } from '../../core/element.ts'
import { english } from '../../page/sentences.ts'
import type { RecaptchaOptions } from './options.ts'

const corners: Readonly<Record<string, string>> = {
  bottomright: 'position:fixed;bottom:14px;right:14px;',
  bottomleft: 'position:fixed;bottom:14px;left:14px;',
}

/**
 * Makes the badge of a widget without a checkbox. A page may hide it by its class, so its styles give way to those of
 * the page that are important.
 */
export function makeBadge({
  _badge: place,
  _isTest: isTest,
  _theme: theme,
}: RecaptchaOptions): HTMLElement {
  const { colors } = theme
  const badge = make('div', { class: 'grecaptcha-badge', 'data-style': place }, [
    isTest ? english.testing : 'Incipit',
  ])
  badge.style.cssText = `${corners[place] ?? ''}width:max-content;padding:6px 10px;border:1px solid ${colors.line};border-radius:4px;background:${colors.ground};color:${isTest ? colors.wrong : colors.quiet};font:13px system-ui`
  return badge
}
