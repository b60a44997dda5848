/** The hosts that hCaptcha’s, reCAPTCHA’s and Turnstile’s clients have in their source. */
export const vendorHosts = [
  'hcaptcha.com',
  'js.hcaptcha.com',
  'api.hcaptcha.com',
  'www.google.com',
  'www.recaptcha.net',
  'recaptcha.net',
  'challenges.cloudflare.com',
]

/** The host of the service itself, for clients that can be given one. */
export const serviceHost = 'captcha.example'

/** The host of the site that uses a client. */
export const siteHost = 'site.example'

/** All hosts that the machine of the tests finds at itself. */
export const allHosts = [...vendorHosts, serviceHost, siteHost]
