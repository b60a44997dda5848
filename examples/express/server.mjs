import express from 'express'

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

const app = express()
app.use(express.urlencoded())

app.get('/', (request, response) => {
  response.send(page)
})

app.post('/', async (request, response) => {
  try {
    if (await checkToken(request.body['h-captcha-response'] ?? '')) response.send('Thank you.')
    else response.status(422).send('Please answer the challenge again.')
  } catch {
    response.status(503).send('The challenge cannot be checked just now. Please try again later.')
  }
})

const server = app.listen(process.env.PORT ?? 8000, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`)
})
