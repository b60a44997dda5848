import { createApp, h } from 'vue'
import { VueRecaptcha } from 'vue-recaptcha'
import { recordCalls } from './record-calls.js'

const { sitekey, props } = window.bench
const events = {
  onRender: recordCalls('render'),
  onVerify: recordCalls('verify'),
  onExpired: recordCalls('expired'),
  onError: recordCalls('error'),
}
const app = createApp({
  render: () => h(VueRecaptcha, { ref: 'captcha', sitekey, ...events, ...props }),
})
const page = app.mount('#app')

window.client = { captcha: () => page.$refs.captcha }
