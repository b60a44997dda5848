import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { Turnstile } from 'react-turnstile'
import { record } from './record.js'

const { sitekey, props } = window.site
const events = {
  onSuccess: record('success'),
  onError: record('error'),
  onBeforeInteractive: record('before'),
}
createRoot(document.getElementById('app')).render(
  createElement(Turnstile, { sitekey, ...events, ...props }),
)
