import { createApp, h, ref } from 'vue'
import VueTurnstile from 'vue-turnstile'
import { record } from './record.js'

const { sitekey: siteKey, props } = window.site
const token = ref('')
const events = {
  'onUpdate:modelValue': keep,
  onError: record('error'),
  onBeforeInteractive: record('before'),
}

function keep(value) {
  token.value = value
  record('token')(value)
}
const app = createApp({
  render: () =>
    h(VueTurnstile, { ref: 'it', siteKey, modelValue: token.value, ...events, ...props }),
})
const page = app.mount('#app')

window.client = { reset: () => page.$refs.it.reset() }
