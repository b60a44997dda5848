import { Turnstile } from '@marsidev/react-turnstile'
import { createElement, createRef } from 'react'
import { createRoot } from 'react-dom/client'
import { record } from './record.js'

const { sitekey: siteKey, props } = window.site
const ref = createRef()
const events = {
  onSuccess: record('success'),
  onError: record('error'),
  onWidgetLoad: record('load'),
  onBeforeInteractive: record('before'),
  onAfterInteractive: record('after'),
}
createRoot(document.getElementById('app')).render(
  createElement(Turnstile, { ref, siteKey, ...events, ...props }),
)

window.client = ref
