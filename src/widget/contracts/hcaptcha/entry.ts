import { makeApi } from './api.ts'
import { makeCompat } from './compat.ts'
import { readScript } from './script.ts'

const page = window as unknown as Record<string, unknown>

// A wrapper that loads the script twice must not lose the widgets of the first; an element of that id is
// found there too.
if (!(page['hcaptcha'] as { render?: unknown } | undefined)?.render) install()

function install(): void {
  const script = readScript(document.currentScript)
  const api = makeApi(script)
  page['hcaptcha'] = api
  if (script.isCompat) page['grecaptcha'] = makeCompat(api)
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin)
  else begin()

  function begin(): void {
    const classes = script.isCompat ? ['.h-captcha', '.g-recaptcha'] : ['.h-captcha']
    for (const name of script.isExplicit ? [] : classes)
      for (const container of document.querySelectorAll(name)) api.render(container)
    if (script.onload) setTimeout(callOnload, 1)
  }

  function callOnload(): void {
    const callback = page[script.onload]
    if (typeof callback === 'function') callback()
    else console.error(`hCaptcha: ${script.onload} is no function.`)
  }
}
