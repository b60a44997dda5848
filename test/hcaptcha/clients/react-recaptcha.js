import { createElement, createRef } from 'react'
import { createRoot } from 'react-dom/client'
import Recaptcha from 'react-google-recaptcha'
import { recordCalls } from './record-calls.js'

const { sitekey, props } = window.bench
const ref = createRef()
const events = {
  onChange: recordCalls('change'),
  onErrored: recordCalls('errored'),
  asyncScriptOnLoad: recordCalls('scriptLoad'),
}
createRoot(document.getElementById('app')).render(
  createElement(Recaptcha, { ref, sitekey, ...events, ...props }),
)

window.client = { ref }
