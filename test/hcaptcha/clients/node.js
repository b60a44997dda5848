import expressHcaptcha from 'express-hcaptcha'
import hcaptcha from 'hcaptcha'

const [client, ...values] = process.argv.slice(2)

function runMiddleware(secret, token) {
  const { promise, resolve } = Promise.withResolvers()
  const request = { body: { token } }
  expressHcaptcha.middleware.validate(secret)(request, {}, (error) => {
    resolve({ error: error?.message ?? null, status: error?.status ?? 200, ...request.hcaptcha })
  })
  return promise
}

const run = { hcaptcha: hcaptcha.verify, 'express-hcaptcha': runMiddleware }[client]
console.log(JSON.stringify(await run(...values)))
