import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { GoogleReCaptchaProvider, useGoogleReCaptcha } from 'react-google-recaptcha-v3'
import { record } from './record.js'

const { sitekey: reCaptchaKey, props } = window.site

function Client() {
  const { executeRecaptcha } = useGoogleReCaptcha()
  if (executeRecaptcha)
    window.client = { execute: (action) => executeRecaptcha(action).then(record('token')) }
  return null
}
createRoot(document.getElementById('app')).render(
  createElement(GoogleReCaptchaProvider, { reCaptchaKey, ...props }, createElement(Client)),
)
