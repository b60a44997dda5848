import { make } from '../../core/element.ts'
import type { Api } from './api.ts'
import type { Response } from '../../page/widget.ts'

/**
 * The methods as `window.grecaptcha`, for pages written for reCAPTCHA: besides hCaptcha's own, `ready`,
 * `render` without a container, and `execute` with an action, which promises the token itself.
 */
export function makeCompat(api: Api) {
  return {
    ...api,
    ready(callback: () => void): void {
      setTimeout(callback)
    },
    render(container?: unknown, options?: unknown): string | undefined {
      const hasContainer = typeof container === 'string' || container instanceof Element
      if (hasContainer || options !== undefined) return api.render(container, options)
      const badge = make('div', { class: 'grecaptcha-badge' })
      document.body.append(badge)
      return api.render(badge, { ...(container as object), size: 'invisible' })
    },
    execute(id?: unknown, config?: unknown): Promise<Response | string> | undefined {
      if (!('action' in Object(config))) return api.execute(id, config)
      const asked = { ...(config as object), async: true }
      return api.execute(id, asked)?.then(({ response }) => response)
    },
  }
}
