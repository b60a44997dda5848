import { createApp, h } from 'vue'
import { VueRecaptcha } from 'vue-recaptcha'
import { tell } from './tell.js'

const { sitekey, props } = window.bench
const events = {
  onRender: tell('render'),
  onVerify: tell('verify'),
  onExpired: tell('expired'),
  onError: tell('error'),
}
const app = createApp({
  render: () => h(VueRecaptcha, { ref: 'captcha', sitekey, ...events, ...props }),
})
const page = app.mount('#app')

window.client = { captcha: () => page.$refs.captcha }
