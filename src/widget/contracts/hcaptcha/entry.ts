import { makeApi } from './api.ts'
import { makeCompat } from './compat.ts'
import { readScript } from './script.ts'
import { call } from '../../page/cycle.ts'

const page = window as unknown as Record<string, unknown>

// A wrapper that loads the script twice must not lose the first one's widgets; an element with that id is
// found there, too.
if (!(page['hcaptcha'] as { render?: unknown } | undefined)?.render) install()

function install(): void {
  const script = readScript(document.currentScript as HTMLScriptElement | null)
  const api = makeApi(script)
  page['hcaptcha'] = api
  if (script._isCompat) page['grecaptcha'] = makeCompat(api)
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin)
  else begin()

  function begin(): void {
    if (!script._isExplicit) {
      renderAll('.h-captcha')
      if (script._isCompat) renderAll('.g-recaptcha')
    }
    if (script._onload) setTimeout(call, 1, script._onload, script._onload)
  }

  function renderAll(selector: string): void {
    for (const container of document.querySelectorAll(selector)) api.render(container)
  }
}
