import { HCaptcha, HCaptchaProvider, useHCaptcha } from '@hcaptcha/react-hcaptcha'
import { StrictMode, createElement, createRef } from 'react'
import { createRoot } from 'react-dom/client'
import { tell } from './tell.js'

const { origin, sitekey, props, usesHook } = window.bench
const ref = createRef()
const root = createRoot(document.getElementById('app'))

function Hooked() {
  window.client.hook = useHCaptcha()
  return null
}

function draw() {
  if (usesHook) return createElement(HCaptchaProvider, { sitekey, ...props }, createElement(Hooked))
  return createElement(HCaptcha, {
    ref,
    sitekey,
    apihost: origin,
    sentry: false,
    onLoad: tell('load'),
    onReady: tell('ready'),
    onVerify: tell('verify'),
    onOpen: tell('open'),
    onClose: tell('close'),
    onExpire: tell('expire'),
    onChalExpired: tell('chalExpired'),
    onError: tell('error'),
    ...props,
  })
}

window.client = {
  ref,
  unmount: () => root.unmount(),
}
root.render(createElement(StrictMode, null, draw()))
