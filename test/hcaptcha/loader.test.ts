import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { tryClient } from './client-table.ts'
import { setBench } from './page.ts'
import { readField, solve } from './solve.ts'

const bench = setBench()

/** Loads the script with the loader, and gives the names of the API's methods. */
function load(page: Page, options: object): Promise<string[]> {
  return page.evaluate(
    `client.load(Object.assign({ apihost: bench.origin }, ${JSON.stringify(options)}))
      .then((api) => Object.keys(api))`,
  )
}

const methods = [
  'close',
  'execute',
  'getRespKey',
  'getResponse',
  'remove',
  'render',
  'reset',
  'setData',
]

tryClient('@hcaptcha/loader', {
  'loads the script from another origin and returns `window.hcaptcha`': async () => {
    const page = await bench.open('loader')
    const asked = page.waitForRequest(/api\.js/)
    assert.deepEqual((await load(page, {})).toSorted(), methods)
    const request = await asked
    assert.equal(request.url(), `${bench.origin}/1/api.js?onload=hCaptchaOnLoad`)
    assert.equal(request.headers()['origin'], new URL(page.url()).origin)
  },

  'renders the page’s `h-captcha` elements by itself; the form contains the token': async () => {
    const markup = `<div class="h-captcha" data-sitekey="${bench.sitekey}"></div>`
    const page = await bench.open('loader', { markup })
    await load(page, { sentry: false })
    await solve(page, bench.service)
    const token = await readField(page)
    assert.equal(await readField(page, 'g-recaptcha-response'), token)
    assert.equal((await bench.redeem(token))['success'], true)
  },

  'passes on every option it has': async () => {
    const page = await bench.open('loader')
    const { origin, sitekey } = bench
    const hosts = { assethost: origin, imghost: origin, reportapi: origin, endpoint: origin }
    const options = { custom: true, render: 'explicit', sentry: false, recaptchacompat: 'off' }
    const rest = { host: 'x.example', hl: 'fr', uj: false, cleanup: true }
    await load(page, { ...hosts, ...options, ...rest })
    assert.equal(await page.locator('script[src]').count(), 0)
    await page.evaluate(`hcaptcha.render('app', { sitekey: '${sitekey}' })`)
    const asked = page.waitForRequest(/\/api\/challenge$/)
    await solve(page, bench.service)
    const sent = (await asked).postDataJSON() as { host: string }
    assert.equal(sent.host, 'x.example')
    // A host that a page states used to be believed although the browser named the page's own.
    const verdict = await bench.redeem(await readField(page))
    assert.equal(verdict['hostname'], new URL(page.url()).hostname)
    assert.equal(await page.locator('textarea[name=g-recaptcha-response]').count(), 0)
    assert.equal(await page.evaluate('typeof grecaptcha'), 'undefined')
    // The title is set later than anything that was awaited so far.
    const inFrench = page.locator('iframe[title*="case à cocher"]')
    await page.locator('iframe').first().and(inFrench).waitFor({ state: 'attached' })
  },

  'loads the script from its secure address': async () => {
    const page = await bench.open('loader')
    const asked = page.waitForRequest(/secure-api\.js/)
    assert.deepEqual((await load(page, { secureApi: true })).toSorted(), methods)
    assert.equal(new URL((await asked).url()).pathname, '/1/secure-api.js')
  },

  'loads the script once, however often it is called': async () => {
    const page = await bench.open('loader')
    let asked = 0
    page.on('request', (request) => {
      asked += Number(request.url().includes('api.js'))
    })
    await Promise.all([load(page, {}), load(page, {}), load(page, {})])
    assert.equal(asked, 1)
  },

  'reports `script-error` if the script does not load': async () => {
    const page = await bench.open('loader')
    const missing = { apihost: `${bench.origin}/nothing`, sentry: false, retryDelay: 1 }
    await assert.rejects(load(page, missing), /script-error/)
    // It tries three times. For each, the browser reports that it failed, and that the response lacks CORS headers.
    const complaints = bench.complaints.splice(0)
    assert.equal(complaints.filter((line) => line.includes('Failed to load resource')).length, 3)
    for (const line of complaints) assert.match(line, /Failed to load resource|CORS/)
  },
})
