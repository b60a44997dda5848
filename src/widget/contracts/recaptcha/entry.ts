import { call } from '../../page/cycle.ts'
import { logError } from '../../page/log-error.ts'
import { makeRecaptcha } from './api.ts'
import { readRecaptchaScript, type RecaptchaScript } from './script.ts'

type Load = (script: RecaptchaScript) => void

/** What pages put into `window.___grecaptcha_cfg` before the script is there, and what the script keeps there. */
type Config = { fns?: unknown[]; incipit?: Load }

const page = window as unknown as Record<string, unknown>
const config = (page['___grecaptcha_cfg'] ??= {}) as Config

// A page may load the script again, with another sitekey.
const script = readRecaptchaScript(document.currentScript as HTMLScriptElement | null)
config.incipit ??= install(script)
config.incipit(script)

function install(first: RecaptchaScript): Load {
  let isReady = false
  const { api, _addSitekey: addSitekey } = makeRecaptcha(first, ready)
  page['grecaptcha'] = { ...Object(page['grecaptcha']), ...api, enterprise: api }

  function ready(callback: unknown): void {
    if (isReady) setTimeout(call, 0, 'ready', callback)
    else (config.fns ??= []).push(callback)
  }

  function begin({ _render: render, _onload: onload }: RecaptchaScript): void {
    if (render === 'onload') renderAll()
    else if (render !== 'explicit') addSitekey({ ...script, _render: render })
    isReady = true
    for (const callback of config.fns ?? []) ready(callback)
    // Pages go on to push.
    config.fns = Object.defineProperty([], 'push', { value: ready })
    if (onload) setTimeout(call, 1, onload, onload)
  }

  function renderAll(): void {
    for (const container of document.querySelectorAll('.g-recaptcha'))
      try {
        api.render(container)
      } catch (cause) {
        logError(String(cause))
      }
  }

  return (loaded) => {
    const run = (): void => {
      begin(loaded)
    }
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', run)
    else run()
  }
}
