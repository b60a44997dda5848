import { createElement, createRef } from 'react'
import { createRoot } from 'react-dom/client'
import Recaptcha from 'react-google-recaptcha'
import { tell } from './tell.js'

const { sitekey, props } = window.bench
const ref = createRef()
const events = {
  onChange: tell('change'),
  onErrored: tell('errored'),
  asyncScriptOnLoad: tell('scriptLoad'),
}
createRoot(document.getElementById('app')).render(
  createElement(Recaptcha, { ref, sitekey, ...events, ...props }),
)

window.client = { ref }
