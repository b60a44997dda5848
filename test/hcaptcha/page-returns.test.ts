import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { pressCheckbox, seeChallenge, solve } from './solve.ts'
import { setScene, callbackAttributes, waitForCall } from './site.ts'

/** What the box, the fields and the script say. */
type Told = { isTicked: boolean; fields: string[]; attribute: string; response: string }

// A form that was reset had a ticked box and empty fields, and a press did nothing for two minutes. A page that came
// back from the browser's memory had a token that its server had used up.
describe('box, fields and getResponse()', () => {
  const scene = setScene()
  const readTold = async (page: Page): Promise<Told> => {
    const box = page.frameLocator('iframe[data-hcaptcha-widget-id]').getByRole('checkbox')
    return {
      isTicked: (await box.getAttribute('aria-checked')) === 'true',
      ...(await page.evaluate<Omit<Told, 'isTicked'>>(`(() => {
        const root = document.querySelector('#host')?.shadowRoot ?? document
        return {
          fields: [...root.querySelectorAll('textarea')].map(({ value }) => value),
          attribute: root.querySelector('iframe').dataset.hcaptchaResponse,
          response: hcaptcha.getResponse(),
        }
      })()`)),
    }
  }
  const waitForEmpty = async (page: Page): Promise<void> => {
    const box = page
      .frameLocator('iframe[data-hcaptcha-widget-id]')
      .getByRole('checkbox', { checked: false })
    await box.waitFor()
    const empty = { isTicked: false, fields: ['', ''], attribute: '', response: '' }
    assert.deepEqual(await readTold(page), empty)
  }
  const solveAgain = async (page: Page): Promise<void> => {
    await page.evaluate('void (calls.length = 0)')
    await solve(page, scene.service)
    const [, token] = await waitForCall(page, 'callback')
    const { isTicked, fields, response } = await readTold(page)
    assert.deepEqual([isTicked, fields, response], [true, [token, token], token])
  }
  const openSolved = async (): Promise<Page> => {
    const page = await scene.open({})
    await solve(page, scene.service)
    await waitForCall(page, 'callback')
    return page
  }

  for (const [name, reset] of Object.entries({
    'form.reset()': 'document.querySelector("form").reset()',
    'a listener that lets nobody else know': `{
      const form = document.querySelector('form')
      form.addEventListener('reset', (event) => event.stopImmediatePropagation())
      form.reset()
    }`,
    'the page, which comes back from the browser’s memory':
      'dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))',
  }))
    test(`are empty once ${name} has reset them, and a press begins anew`, async () => {
      const page = await openSolved()
      await page.evaluate(`void ${reset.startsWith('{') ? `(() => ${reset})()` : reset}`)
      await waitForEmpty(page)
      await solveAgain(page)
    })

  test('agree at once when the form is reset, before the box is drawn', async () => {
    const page = await openSolved()
    assert.equal(
      await page.evaluate('document.querySelector("form").reset(), hcaptcha.getResponse()'),
      '',
    )
    await waitForEmpty(page)
  })

  test('stay as they are when the page prevents the reset', async () => {
    const page = await openSolved()
    await page.evaluate(`void (() => {
      const form = document.querySelector('form')
      form.addEventListener('reset', (event) => event.preventDefault())
      form.reset()
    })()`)
    await page.evaluate('new Promise((resolve) => setTimeout(resolve))')
    const { isTicked, fields, response } = await readTold(page)
    assert.ok(isTicked && response !== '' && fields.every((field) => field === response))
  })

  test('are reset with a form in a shadow root', async () => {
    const page = await scene.open({
      query: '?render=explicit',
      body: '<div id="host"></div>',
    })
    await page.evaluate(`void (() => {
      const root = document.getElementById('host').attachShadow({ mode: 'open' })
      const form = document.createElement('form')
      const place = document.createElement('div')
      form.append(place)
      root.append(form)
      hcaptcha.render(place, { sitekey: '${scene.sitekey}', ...callbacks })
    })()`)
    await solve(page, scene.service)
    await waitForCall(page, 'callback')
    await page.evaluate('document.getElementById("host").shadowRoot.querySelector("form").reset()')
    await waitForEmpty(page)
    await solveAgain(page)
  })

  test('a challenge that is open ends with the form that is reset', async () => {
    const page = await scene.open({})
    await seeChallenge(page, scene.service)
    await page.evaluate('document.querySelector("form").reset()')
    await page.locator('dialog[aria-hidden]').waitFor({ state: 'attached' })
    await waitForEmpty(page)
    await solveAgain(page)
  })

  test('a press begins anew when the page has cleared the field by itself', async () => {
    const page = await openSolved()
    await page.evaluate(
      `document.querySelectorAll('textarea').forEach((field) => { field.value = '' })`,
    )
    assert.equal(await page.evaluate('hcaptcha.getResponse()'), '')
    await solveAgain(page)
  })

  test('are empty after going back to a page that the browser loads again', async () => {
    const page = await openSolved()
    await page.goto(`${scene.partner.origin}/elsewhere`)
    await page.goBack()
    await waitForEmpty(page)
    await pressCheckbox(page)
  })

  test('the box cannot be ticked while the form sends nothing', async () => {
    const page = await scene.open({
      body: `<div class="h-captcha" data-sitekey="${scene.sitekey}" ${callbackAttributes}></div><button type="reset">Clear</button>`,
    })
    await solve(page, scene.service)
    await waitForCall(page, 'callback')
    await page.getByRole('button', { name: 'Clear' }).click()
    await waitForEmpty(page)
  })
})
