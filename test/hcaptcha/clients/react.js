import { HCaptcha, HCaptchaProvider, useHCaptcha } from '@hcaptcha/react-hcaptcha'
import { StrictMode, createElement, createRef } from 'react'
import { createRoot } from 'react-dom/client'
import { recordCalls } from './record-calls.js'

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
    onLoad: recordCalls('load'),
    onReady: recordCalls('ready'),
    onVerify: recordCalls('verify'),
    onOpen: recordCalls('open'),
    onClose: recordCalls('close'),
    onExpire: recordCalls('expire'),
    onChalExpired: recordCalls('chalExpired'),
    onError: recordCalls('error'),
    ...props,
  })
}

window.client = {
  ref,
  unmount: () => root.unmount(),
}
root.render(createElement(StrictMode, null, draw()))
