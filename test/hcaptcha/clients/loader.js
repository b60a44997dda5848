import { hCaptchaLoader } from '@hcaptcha/loader'

window.client = { load: hCaptchaLoader }
