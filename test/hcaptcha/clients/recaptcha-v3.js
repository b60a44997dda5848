import { load } from 'recaptcha-v3'

window.client = { load }
