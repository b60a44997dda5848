import { call } from '../../page/cycle.ts'
import { makeTurnstile } from './api.ts'
import { readTurnstileScript } from './script.ts'

const page = window as unknown as Record<string, unknown>

// A wrapper that loads the script twice must not lose the first one's widgets.
if (!(page['turnstile'] as { render?: unknown } | undefined)?.render) install()

function install(): void {
  const script = readTurnstileScript(document.currentScript as HTMLScriptElement | null)
  const api = makeTurnstile(script)
  page['turnstile'] = api
  if (script._isCompat) page['grecaptcha'] = api
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin)
  else begin()

  function begin(): void {
    if (!script._isExplicit) api.implicitRender()
    if (script._onload) setTimeout(call, 1, script._onload, script._onload)
  }
}
