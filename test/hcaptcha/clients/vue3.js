import VueHcaptcha from '@hcaptcha/vue3-hcaptcha'
import { createApp, h } from 'vue'
import { recordCalls } from './record-calls.js'

const { origin, sitekey, props } = window.bench
const events = {
  onRendered: recordCalls('rendered'),
  onVerify: recordCalls('verify'),
  onOpened: recordCalls('opened'),
  onClosed: recordCalls('closed'),
  onExpired: recordCalls('expired'),
  onChallengeExpired: recordCalls('challengeExpired'),
  onError: recordCalls('error'),
  onReset: recordCalls('reset'),
}
const app = createApp({
  render: () =>
    h(VueHcaptcha, {
      ref: 'captcha',
      sitekey,
      apiEndpoint: `${origin}/1/api.js`,
      ...events,
      ...props,
    }),
})
const page = app.mount('#app')

window.client = {
  captcha: () => page.$refs.captcha,
  unmount: () => app.unmount(),
}
