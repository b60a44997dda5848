// It registers its element.
// oxlint-disable-next-line import/no-unassigned-import
import '@hcaptcha/vanilla-hcaptcha'
import { recordCalls } from './record-calls.js'

const { origin, sitekey, attributes } = window.bench
const element = document.createElement('h-captcha')
for (const name of ['loaded', 'opened', 'closed', 'expired', 'challenge-expired'])
  element.addEventListener(name, () => recordCalls(name)())
element.addEventListener('verified', ({ token, eKey, key }) =>
  recordCalls('verified')(token, eKey, key),
)
element.addEventListener('error', ({ error }) => recordCalls('error')(error))
const all = { jsapi: `${origin}/1/api.js`, sitekey, sentry: 'false', ...attributes }
for (const [name, value] of Object.entries(all)) element.setAttribute(name, value)
document.getElementById('app').append(element)

window.client = { element }
