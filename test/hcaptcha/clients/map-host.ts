import http, { type IncomingMessage, type RequestOptions } from 'node:http'
import https from 'node:https'

// Loaded before a client that has its host fixed in its source. It does what a DNS record and a
// certificate for the host would do.
const port = Number(process.env['CAPTCHA_PORT'])

function request(options: RequestOptions, onResponse: (response: IncomingMessage) => void) {
  if (options.host !== 'hcaptcha.com') throw new Error(`asked ${String(options.host)}`)
  return http.request({ ...options, host: '127.0.0.1', port }, onResponse)
}

https.request = request as typeof https.request
