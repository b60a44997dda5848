import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page, Route } from 'playwright-core'
import { stopClock } from '../browser/browser.ts'
import { answer, hearRight, pressCheckbox, seeChallenge } from './solve.ts'
import { setScene, callbackAttributes, readCalls, waitForCall, type SitePage } from './site.ts'

const frameAddress = '**/challenge.html'
const unreachable = 'The check cannot be reached. Please try again.'

// A page at the service's own origin.
function pageOfService({ origin, sitekey }: { origin: string; sitekey: string }): string {
  return `<!doctype html><html lang="en"><title>One origin</title><link rel="icon" href="data:,">
    <form><div id="box" class="h-captcha" data-sitekey="${sitekey}"></div></form>
    <script src="${origin}/1/api.js" async defer></script></html>`
}

describe('what a visitor and the owner of a site are told', () => {
  const scene = setScene()
  const boxFor = (sitekey: string): string =>
    `<div id="box" class="h-captcha" data-sitekey="${sitekey}" ${callbackAttributes}></div>`
  const waitForNotice = (page: Page, sentence: string): Promise<void> =>
    page.frameLocator('#box iframe').getByText(sentence, { exact: true }).waitFor()
  const answerWith = (status: number) => (page: Page) =>
    page.route(frameAddress, (route) =>
      route.fulfill({ status, contentType: 'text/html', body: `<h1>${status}</h1>` }),
    )
  const abortWith = (reason: string) => (page: Page) =>
    page.route(frameAddress, (route) => route.abort(reason))
  const away: Record<string, () => SitePage> = {
    'its port is closed': () => ({ prepare: abortWith('connectionrefused') }),
    'its name does not exist': () => ({ prepare: abortWith('namenotresolved') }),
    'an extension blocks it': () => ({ prepare: abortWith('blockedbyclient') }),
    'a proxy forbids it': () => ({ prepare: answerWith(403) }),
    'a proxy does not reach it': () => ({ prepare: answerWith(502) }),
    'another page is there': () => ({ prepare: answerWith(200) }),
    'the page’s policy does not name it': () => ({
      policy: `default-src 'self' ${scene.origin}; frame-src 'self'`,
    }),
  }

  // The visitor saw a spinner for 20 seconds, although the connection had been refused at once.
  for (const [name, opening] of Object.entries(away)) {
    test(`a challenge that does not come, since ${name}, is told within three seconds`, async () => {
      const { prepare, ...rest } = opening()
      const page = await scene.open({
        ...rest,
        prepare: async (opened) => {
          await stopClock(opened)
          await opened.addInitScript(
            'document.addEventListener("load", ({ target }) => { if (target.tagName === "IFRAME" && target.src) window.hasLoaded = true }, true)',
          )
          await prepare?.(opened)
        },
      })
      await pressCheckbox(page)
      await page.waitForFunction(() => 'hasLoaded' in globalThis)
      await page.clock.fastForward(3000)
      assert.deepEqual(await waitForCall(page, 'error'), ['error', 'network-error'])
      await waitForNotice(page, unreachable)
      const told = scene.complaints.splice(0).filter((line) => line.startsWith('Incipit: '))
      assert.deepEqual(told, [`Incipit: no answer from ${scene.origin} (CSP?).`])
    })
  }

  // WebKit tells nobody that a frame did not load, and Firefox not if a policy forbids it: visitors waited for 20 seconds.
  for (const [name, reply] of [
    ['cannot be reached', (route: Route) => route.abort('connectionrefused')],
    ['answers the page', (route: Route) => route.fulfill({ body: '' })],
  ] as const)
    test(`a frame that stays empty without a word is told within three seconds, as its address ${name}`, async () => {
      const page = await scene.open({
        prepare: async (opened) => {
          await stopClock(opened)
          await opened.route(frameAddress, (route) =>
            route.request().isNavigationRequest() ? undefined : reply(route),
          )
        },
      })
      await pressCheckbox(page)
      await page.clock.fastForward(3000)
      await waitForNotice(page, unreachable)
      assert.deepEqual(await readCalls(page), [['error', 'network-error']])
      assert.match(scene.complaints.splice(0).join(), /^Incipit: no answer from /)
    })

  // A connection that is neither accepted nor refused has no end that the page could see.
  for (const path of [frameAddress, '**/api/challenge'])
    test(`a visitor is told within three seconds that ${path} keeps everybody waiting`, async () => {
      const page = await scene.open({
        prepare: async (opened) => {
          await stopClock(opened)
          await opened.route(path, () => {})
        },
      })
      await pressCheckbox(page)
      await page.clock.fastForward(3000)
      await waitForNotice(page, 'No answer yet. Please wait.')
      await page.clock.fastForward(20_000)
      await waitForNotice(page, unreachable)
      assert.deepEqual(await readCalls(page), [['error', 'network-error']])
      assert.match(scene.complaints.splice(0).join(), /^Incipit: no answer from /)
    })

  // What had loaded was taken for an empty frame, so at the service's own origin every reply after two seconds was given up.
  test('a slow reply is waited for, too, where page and service have one origin', async () => {
    let reply: (() => void) | undefined
    const page = await scene.open({
      prepare: async (opened) => {
        await stopClock(opened)
        await opened.route('**/api/challenge', async (route) => {
          await new Promise<void>((resolve) => (reply = resolve))
          await route.continue()
        })
      },
    })
    await page.route(`${scene.origin}/page`, (route) =>
      route.fulfill({ contentType: 'text/html', body: pageOfService(scene) }),
    )
    await page.goto(`${scene.origin}/page`)
    const looked = page.waitForResponse(
      (response) =>
        response.url().endsWith('/challenge.html') && !response.request().isNavigationRequest(),
    )
    const challenge = seeChallenge(page, scene.service, async () => {
      const asked = page.waitForRequest('**/api/challenge')
      await pressCheckbox(page)
      await asked
      await page.clock.fastForward(3000)
      await (await looked).finished()
      await waitForNotice(page, 'No answer yet. Please wait.')
      reply?.()
    })
    await answer(page, await challenge)
    await hearRight(page)
    await page.waitForFunction('hcaptcha.getResponse() !== ""')
  })

  test('once the service is back, the next press brings a challenge', async () => {
    const page = await scene.open({ prepare: answerWith(502) })
    await pressCheckbox(page)
    await waitForNotice(page, unreachable)
    scene.complaints.length = 0
    await page.unroute(frameAddress)
    await answer(page, await seeChallenge(page, scene.service))
    await waitForCall(page, 'callback')
  })

  test('an unknown sitekey is told to the visitor in plain words, and to the owner on the console', async () => {
    const page = await scene.open({ body: boxFor('nobody') })
    await pressCheckbox(page)
    await waitForNotice(page, 'Not set up for this page. Please tell the site’s owner.')
    assert.match(
      scene.complaints.splice(0).join(),
      /^Incipit \(hcaptcha\): 404 .*No site has this sitekey or client id/,
    )
  })

  // A visitor who saw Incipit read the name of another product in titles and on the console.
  test('no title and no label of the widget has the vendor’s name', async () => {
    for (const locale of ['en', 'fr', 'de', 'es', 'ar']) {
      const page = await scene.open({ context: { locale } })
      const checkbox = page.frameLocator('#box iframe').getByRole('checkbox')
      await checkbox.getByText(/./).waitFor()
      await checkbox.click()
      await page.locator('dialog:not([aria-hidden])').waitFor()
      const names = await page.evaluate<string[]>(
        `[...document.querySelectorAll('[title],[aria-label]')].flatMap((one) => [one.title, one.ariaLabel])`,
      )
      const texts = names.filter(Boolean)
      assert.ok(texts.length >= 3 && texts.every((text) => /Incipit/.test(text)), texts.join())
      assert.doesNotMatch(texts.join(), /captcha/i)
    }
  })
})
