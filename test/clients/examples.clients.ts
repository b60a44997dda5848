import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { listen } from '../browser/listen.ts'
import { redeem, takeToken, type Listening } from '../hcaptcha/service.ts'
import { pressCheckbox, readField, solve } from '../hcaptcha/solve.ts'
import { startServer, type ServerProcess } from '../setup/server-process.ts'
import { componentExamples, writeExamplePage } from './example-page.ts'
import { serviceHost, siteHost } from './names.ts'
import { setStage, type Site } from './stage.ts'

const root = fileURLToPath(new URL('../../examples', import.meta.url))
const port = 8000
const accepted = 'Thank you.'
const refused = 'Please answer the challenge again.'
const unchecked = 'The challenge cannot be checked just now. Please try again later.'

/** The folders of the examples with a server, and how each is run. */
const commands = {
  express: [process.execPath, 'server.mjs'],
  fastify: [process.execPath, 'server.mjs'],
  flask: ['/usr/bin/python3', 'app.py'],
  django: ['/usr/bin/python3', 'app.py'],
  ruby: ['/usr/bin/ruby', 'app.rb'],
  go: ['/usr/bin/go', 'run', 'main.go'],
} as const

function start(name: keyof typeof commands) {
  return ({ sitekey, secret }: Listening): Promise<ServerProcess> =>
    startServer(commands[name], {
      ready: port,
      cwd: join(root, name),
      env: {
        ...process.env,
        CAPTCHA_URL: `https://${serviceHost}`,
        CAPTCHA_SITEKEY: sitekey,
        CAPTCHA_SECRET: secret,
      },
    })
}

/** Sends the form of an example with a token, and gives the status and the page. */
async function send(token: string | null): Promise<{ status: number; page: string }> {
  const field = token === null ? {} : { 'h-captcha-response': token }
  const body = new URLSearchParams({ email: 'a@b.example', ...field })
  const response = await fetch(`https://${siteHost}/`, { method: 'POST', body })
  return { status: response.status, page: (await response.text()).trim() }
}

const noSite: Site = { origin: `http://127.0.0.1:${port}`, stop: async () => {} }
const stage = setStage(async () => noSite)

for (const name of Object.keys(commands) as (keyof typeof commands)[])
  describe(`the example ${name}`, () => {
    test('accepts a form with the widget solved', async () => {
      await stage.replaceSite(start(name), [serviceHost])
      const page = await stage.open('/')
      await page.getByLabel('Email').fill('a@b.example')
      await solve(page, stage.service)
      await readField(page)
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByText(accepted).waitFor()
    })

    test('accepts a token once, and refuses a wrong one and none', async () => {
      const token = await takeToken(stage)
      assert.deepEqual(await send(token), { status: 200, page: accepted })
      for (const wrong of [token, 'P1_x', '', null])
        assert.deepEqual(await send(wrong), { status: 422, page: refused })
    })

    test('says so when it cannot reach the service', async () => {
      await stage.replaceSite(start(name), [])
      assert.deepEqual(await send('P1_x'), { status: 503, page: unchecked })
    })
  })

/** Serves one page at every address, and keeps the fields that its form sends. */
async function servePage(html: string, sent: URLSearchParams[]): Promise<Site> {
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') sent.push(new URLSearchParams(await text(request)))
    response.setHeader('content-type', 'text/html; charset=utf-8').end(html)
  })
  const { origin, close } = await listen(server, 0)
  return { origin, stop: close }
}

test('the example html sends the token of the test key', async () => {
  const sent: URLSearchParams[] = []
  const html = await readFile(join(root, 'html/index.html'), 'utf8')
  await stage.replaceSite(() => servePage(html, sent), [serviceHost])
  const page = await stage.open('/')
  await page.getByLabel('Email').fill('a@b.example')
  await pressCheckbox(page)
  await page.locator('iframe[data-hcaptcha-response^="1"]').waitFor({ state: 'attached' })
  await page.getByRole('button', { name: 'Send' }).click()
  await page.waitForURL(`https://${siteHost}/cards`)
  assert.equal(sent[0]?.get('h-captcha-response'), '10000000-aaaa-bbbb-cccc-000000000001')
})

for (const name of componentExamples)
  test(`the example ${name} sends a token that can be redeemed, and nothing before it is there`, async () => {
    const sent: URLSearchParams[] = []
    const captchaUrl = `https://${serviceHost}`
    const html = await writeExamplePage(name, { captchaUrl, sitekey: stage.sitekey })
    await stage.replaceSite(() => servePage(html, sent), [serviceHost])
    const page = await stage.open('/')
    await page.getByLabel('Email').fill('a@b.example')
    const button = page.getByRole('button', { name: 'Send' })
    assert.equal(await button.isDisabled(), true)
    await solve(page, stage.service)
    const isSent = page.waitForResponse(
      (response) => response.url() === page.url() && response.request().method() === 'POST',
    )
    await button.click()
    await isSent
    assert.equal((await redeem(stage, sent[0]?.get('h-captcha-response')))['success'], true)
  })
