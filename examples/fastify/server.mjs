import formbody from '@fastify/formbody'
import fastify from 'fastify'

const url = process.env.CAPTCHA_URL
const sitekey = process.env.CAPTCHA_SITEKEY
const secret = process.env.CAPTCHA_SECRET

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Ask for a reading card</title>
<script src="${url}/1/api.js" async defer></script>
<form method="post">
  <p><label>Email <input type="email" name="email" required></label></p>
  <div class="h-captcha" data-sitekey="${sitekey}"></div>
  <p><button>Send</button></p>
</form>`

/** Whether the service accepts the token; it accepts each once. Throws if the service cannot be reached. */
async function checkToken(token) {
  const body = new URLSearchParams({ secret, sitekey, response: String(token) })
  const signal = AbortSignal.timeout(5000)
  const response = await fetch(`${url}/siteverify`, { method: 'POST', body, signal })
  const verdict = await response.json()
  return verdict.success === true
}

const app = fastify()
await app.register(formbody)

app.get('/', (request, reply) => reply.type('text/html').send(page))

app.post('/', async (request, reply) => {
  try {
    if (await checkToken(request.body?.['h-captcha-response'] ?? '')) return 'Thank you.'
    return reply.code(422).send('Please answer the challenge again.')
  } catch {
    return reply.code(503).send('The challenge cannot be checked just now. Please try again later.')
  }
})

const address = await app.listen({ port: Number(process.env.PORT ?? 8000), host: '127.0.0.1' })
console.log(`listening on ${address}`)
