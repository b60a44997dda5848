import VueHcaptcha from '@hcaptcha/vue3-hcaptcha'
import { createApp, h } from 'vue'
import { tell } from './tell.js'

const { origin, sitekey, props } = window.bench
const events = {
  onRendered: tell('rendered'),
  onVerify: tell('verify'),
  onOpened: tell('opened'),
  onClosed: tell('closed'),
  onExpired: tell('expired'),
  onChallengeExpired: tell('challengeExpired'),
  onError: tell('error'),
  onReset: tell('reset'),
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
