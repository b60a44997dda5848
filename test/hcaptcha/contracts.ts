/** The contracts that have a box and an API of the page's own: what a page writes differently for each. */
export const contracts = {
  hCaptcha: { path: '/1/api.js', api: 'hcaptcha', field: 'h-captcha-response' },
  // It cannot take a widget away: the page does.
  reCAPTCHA: {
    path: '/recaptcha/api.js',
    api: '{ ...grecaptcha, remove() {} }',
    field: 'g-recaptcha-response',
  },
  Turnstile: { path: '/turnstile/v0/api.js', api: 'turnstile', field: 'cf-turnstile-response' },
} as const
