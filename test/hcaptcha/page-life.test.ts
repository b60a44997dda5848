import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { stopClock } from '../browser/browser.ts'
import { answer, findChallenge, findText, pressCheckbox, seeChallenge, solve } from './solve.ts'
import { setScene, callbackAttributes, readCalls, waitForCall } from './site.ts'

describe('a widget while its page changes', () => {
  const scene = setScene()
  const explicit = (body = '<div id="a"></div>') => scene.open({ body, query: '?render=explicit' })
  const countCalls = async (page: Page, name: string): Promise<number> =>
    (await readCalls(page)).filter(([is]) => is === name).length

  // The sentence was below the edge of the frame, so the visitor only saw that the tick was gone.
  for (const size of ['normal', 'compact']) {
    test(`a visitor can read why the checkbox is unchecked again, in size ${size}`, async () => {
      const page = await scene.open({
        body: `<div id="box" class="h-captcha" data-sitekey="nobody" data-size="${size}" ${callbackAttributes}></div>`,
      })
      await pressCheckbox(page)
      await waitForCall(page, 'error')
      const notice = page
        .frameLocator('#box iframe')
        .getByText('Not set up for this page. Please tell the site’s owner.')
      const [inner, outer] = [
        await notice.boundingBox(),
        await page.locator('#box iframe').boundingBox(),
      ]
      assert.ok(inner && outer && inner.height > 10)
      assert.ok(inner.y + inner.height <= outer.y + outer.height, JSON.stringify({ inner, outer }))
      scene.complaints.length = 0
    })
  }

  // The dialog's close event came late and ended the next cycle.
  const again = `hcaptcha.execute({ async: true }).then(() => calls.push(['again']), (code) => calls.push(['refused', code]))`
  const ends: Record<string, (page: Page) => Promise<unknown>> = {
    callback: async (page) => answer(page, await seeChallenge(page, scene.service)),
    'close-callback': async (page) => {
      await seeChallenge(page, scene.service)
      await page.keyboard.press('Escape')
    },
    'chalexpired-callback': async (page) => {
      await seeChallenge(page, scene.service)
      await page.clock.fastForward(600_000)
      // The frame's clock moves after the page's, which has begun the next cycle by then.
      await page.clock.resume()
    },
  }
  for (const [name, end] of Object.entries(ends)) {
    test(`a cycle begun inside ${name} while the dialog was open is not ended by the one before`, async () => {
      const page = await scene.open({
        ...(name === 'chalexpired-callback' ? { prepare: stopClock } : {}),
        query: '?render=explicit',
        body: '<div id="a"></div>',
      })
      await page.evaluate(`
        let isFirst = true
        const begin = () => { if (isFirst) { isFirst = false; ${again} } }
        void hcaptcha.render('a', { sitekey: '${scene.sitekey}', ...callbacks, '${name}': (...values) => {
          callbacks['${name}'](...values); begin() } })`)
      await end(page)
      await page.waitForFunction("calls.filter(([is]) => is === 'open').length === 2")
      const fresh = await findText(page, 1).inputValue()
      assert.deepEqual([fresh, await countCalls(page, 'refused')], ['', 0])
      assert.equal(await countCalls(page, 'close'), name === 'close-callback' ? 1 : 0)
    })
  }

  for (const method of ['close', 'reset']) {
    test(`a cycle begun right after ${method}() with the dialog open is not ended by the one before`, async () => {
      const page = await explicit()
      await page.evaluate(
        `void hcaptcha.render('a', { sitekey: '${scene.sitekey}', ...callbacks })`,
      )
      await seeChallenge(page, scene.service)
      await solve(page, scene.service, () => page.evaluate(`hcaptcha.${method}(); void ${again}`))
      await waitForCall(page, 'again')
      assert.equal(await countCalls(page, 'close'), method === 'close' ? 1 : 0)
    })
  }

  // Such an element becomes window.hcaptcha, and was mistaken for the script itself.
  test('a container with the id hcaptcha is rendered', async () => {
    const page = await scene.open({
      body: `<div id="hcaptcha" class="h-captcha" data-sitekey="${scene.sitekey}" ${callbackAttributes}></div>`,
    })
    await solve(page, scene.service)
    await waitForCall(page, 'callback')
  })

  // The dialog was invisible but blocked the page.
  for (const style of [
    'dialog { top: 50%; left: 50%; transform: translate(-50%, -50%) }',
    'dialog { opacity: 0; content-visibility: hidden; filter: blur(9px) } dialog > div { display: none }',
  ]) {
    test(`the challenge is visible whatever styles the page has for dialogs: ${style}`, async () => {
      const page = await scene.open({ head: `<style>${style}</style>` })
      await seeChallenge(page, scene.service)
      const box = await page.locator('dialog iframe').boundingBox()
      assert.ok(box && box.x >= 0 && box.y >= 0 && box.width > 280 && box.height > 150)
      const looks = await page.locator('dialog').evaluate((dialog) => {
        const view = globalThis as unknown as {
          getComputedStyle: (of: unknown) => { opacity: string; filter: string }
        }
        const { opacity, filter } = view.getComputedStyle(dialog)
        return [opacity, filter]
      })
      assert.deepEqual(looks, ['1', 'none'])
    })
  }

  test('a challenge-container is used if it is visible, and otherwise the page’s body', async () => {
    const page = await explicit(
      '<div id="a"></div><div id="there"><i>x</i></div><div id="hidden" hidden></div>',
    )
    for (const [id, parent] of [
      ['there', 'there'],
      ['hidden', ''],
    ]) {
      await page.evaluate(
        `void hcaptcha.render('a', { sitekey: '${scene.sitekey}', 'challenge-container': '${id}' })`,
      )
      await seeChallenge(page, scene.service)
      assert.equal(await page.evaluate('document.querySelector("dialog").parentElement.id'), parent)
      await page.evaluate('hcaptcha.remove()')
    }
  })

  // The second press hit the dialog's backdrop and closed the dialog.
  test('a double click on the checkbox leaves the challenge open', async () => {
    // No time passes between the presses.
    const page = await scene.open({ prepare: stopClock })
    const checkbox = page.frameLocator('#box iframe').getByRole('checkbox')
    const box = await checkbox.boundingBox()
    assert.ok(box)
    await checkbox.click({ position: { x: 12, y: box.height / 2 } })
    await waitForCall(page, 'open')
    await page.mouse.click(box.x + 12, box.y + box.height / 2)
    await findText(page, 1).fill('still there')
    assert.deepEqual(
      (await readCalls(page)).map(([name]) => name),
      ['open'],
    )
  })

  // A container that the page had copied, as some pages do to restore it later, had two widgets.
  test('a copied container is rendered once', async () => {
    const page = await explicit('<div id="a"></div><div id="b"></div>')
    await page.evaluate(`
      const options = { sitekey: '${scene.sitekey}', ...callbacks }
      hcaptcha.render('a', options)
      const copy = document.getElementById('a').cloneNode(true)
      document.getElementById('a').replaceWith(copy)
      void hcaptcha.render(copy, options)`)
    assert.deepEqual(
      [await page.locator('iframe').count(), await page.locator('textarea').count()],
      [1, 2],
    )
    await solve(page, scene.service)
    await waitForCall(page, 'callback')
  })

  test('a script of the page with an invalid address is ignored', async () => {
    const page = await scene.open({
      first: '<script src="http://["></script>',
      body: `<div id="box" class="h-captcha" data-sitekey="${scene.sitekey}"></div>
        <script type="module" src="/module.js"></script>`,
      query: '?render=explicit',
      prepare: async () => {
        scene.partner.page.files = {
          ...scene.partner.page.files,
          '/module.js': `const script = document.createElement('script')
            script.src = '${scene.origin}/1/api.js'; script.onload = () => calls.push(['loaded'])
            delete window.hcaptcha; document.head.append(script)`,
        }
      },
    })
    await waitForCall(page, 'loaded')
    await page.locator('#box iframe').waitFor()
    scene.complaints.length = 0
  })

  test('an unknown language whose tag begins like a known one gives English', async () => {
    const page = await scene.open({ query: '?hl=frr', context: { locale: 'ast-ES' } })
    await page.frameLocator('#box iframe').getByText('I am human').waitFor()
  })

  // Focusing the first field scrolled the picture above it out of view.
  test('the challenge is scrolled to its top when letters have twice the usual size', async () => {
    const page = await scene.open({ context: { viewport: { width: 360, height: 480 } } })
    const session = await page.context().newCDPSession(page)
    await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 32 } })
    await seeChallenge(page, scene.service)
    const frame = page.frames().find((one) => one.url().endsWith('challenge.html'))
    assert.ok(frame)
    await frame.waitForFunction('document.scrollingElement.scrollTop === 0')
    assert.equal(await findText(page, 1).evaluate((field) => field.matches(':focus')), true)
  })

  test('a key held down on the checkbox does not send an empty answer', async () => {
    const page = await scene.open({})
    await page.frameLocator('#box iframe').getByRole('checkbox').focus()
    await seeChallenge(page, scene.service, () => page.keyboard.down('Enter'))
    await page.keyboard.down('Enter')
    await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    assert.equal(await findChallenge(page).getByText('Type a text for each picture').count(), 0)
  })
})
