import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { stopClock } from '../browser/browser.ts'
import { answer, findChallenge, findText, pressCheckbox, seeChallenge, solve } from './solve.ts'
import { setScene, tellingAttributes, toldOf, untilTold } from './site.ts'

describe('a widget in the life of a page', () => {
  const scene = setScene()
  const explicit = (body = '<div id="a"></div>') => scene.open({ body, query: '?render=explicit' })
  const countTold = async (page: Page, name: string): Promise<number> =>
    (await toldOf(page)).filter(([is]) => is === name).length

  // The sentence lay below the edge of its frame, and the box only lost its tick.
  for (const size of ['normal', 'compact']) {
    test(`a visitor can read why the box is empty again, in size ${size}`, async () => {
      const page = await scene.open({
        body: `<div id="box" class="h-captcha" data-sitekey="nobody" data-size="${size}" ${tellingAttributes}></div>`,
      })
      await pressCheckbox(page)
      await untilTold(page, 'error')
      const notice = page.frameLocator('#box iframe').getByText('That failed.')
      const [inner, outer] = [
        await notice.boundingBox(),
        await page.locator('#box iframe').boundingBox(),
      ]
      assert.ok(inner && outer && inner.height > 10)
      assert.ok(inner.y + inner.height <= outer.y + outer.height, JSON.stringify({ inner, outer }))
      scene.complaints.length = 0
    })
  }

  // The dialog told late that it was closed, and that was taken for the end of the next cycle.
  const again = `hcaptcha.execute({ async: true }).then(() => told.push(['again']), (code) => told.push(['refused', code]))`
  const ends: Record<string, (page: Page) => Promise<unknown>> = {
    callback: async (page) => answer(page, await seeChallenge(page, scene.service)),
    'close-callback': async (page) => {
      await seeChallenge(page, scene.service)
      await page.keyboard.press('Escape')
    },
    'chalexpired-callback': async (page) => {
      await seeChallenge(page, scene.service)
      await page.clock.fastForward(600_000)
      // The frame's clock is put forward after the page's, which has begun the next cycle by then.
      await page.clock.resume()
    },
  }
  for (const [name, end] of Object.entries(ends)) {
    test(`a cycle begun inside ${name} while the dialog was open goes its own way`, async () => {
      const page = await scene.open({
        ...(name === 'chalexpired-callback' ? { prepare: stopClock } : {}),
        query: '?render=explicit',
        body: '<div id="a"></div>',
      })
      await page.evaluate(`
        let isFirst = true
        const begin = () => { if (isFirst) { isFirst = false; ${again} } }
        void hcaptcha.render('a', { sitekey: '${scene.sitekey}', ...tellers, '${name}': (...values) => {
          tellers['${name}'](...values); begin() } })`)
      await end(page)
      await page.waitForFunction("told.filter(([is]) => is === 'open').length === 2")
      const fresh = await findText(page, 1).inputValue()
      assert.deepEqual([fresh, await countTold(page, 'refused')], ['', 0])
      assert.equal(await countTold(page, 'close'), name === 'close-callback' ? 1 : 0)
    })
  }

  for (const method of ['close', 'reset']) {
    test(`a cycle begun right after ${method}() with the dialog open goes its own way`, async () => {
      const page = await explicit()
      await page.evaluate(`void hcaptcha.render('a', { sitekey: '${scene.sitekey}', ...tellers })`)
      await seeChallenge(page, scene.service)
      await solve(page, scene.service, () => page.evaluate(`hcaptcha.${method}(); void ${again}`))
      await untilTold(page, 'again')
      assert.equal(await countTold(page, 'close'), method === 'close' ? 1 : 0)
    })
  }

  // Such an element is found as window.hcaptcha, and was taken for the script itself.
  test('a container with the id hcaptcha is rendered', async () => {
    const page = await scene.open({
      body: `<div id="hcaptcha" class="h-captcha" data-sitekey="${scene.sitekey}" ${tellingAttributes}></div>`,
    })
    await solve(page, scene.service)
    await untilTold(page, 'callback')
  })

  // The modal blocked the page without being seen.
  for (const style of [
    'dialog { top: 50%; left: 50%; transform: translate(-50%, -50%) }',
    'dialog { opacity: 0; content-visibility: hidden; filter: blur(9px) } dialog > div { display: none }',
  ]) {
    test(`the challenge is seen whatever the page does to dialogs: ${style}`, async () => {
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

  // The second press fell on what had come in between, and closed it.
  test('a double click on the box leaves the challenge open', async () => {
    // Between the presses no time goes by.
    const page = await scene.open({ prepare: stopClock })
    const checkbox = page.frameLocator('#box iframe').getByRole('checkbox')
    const box = await checkbox.boundingBox()
    assert.ok(box)
    await checkbox.click({ position: { x: 12, y: box.height / 2 } })
    await untilTold(page, 'open')
    await page.mouse.click(box.x + 12, box.y + box.height / 2)
    await findText(page, 1).fill('still there')
    assert.deepEqual(
      (await toldOf(page)).map(([name]) => name),
      ['open'],
    )
  })

  // A container that the page had copied, as some do to keep a page for later, held two widgets.
  test('a copied container is rendered once', async () => {
    const page = await explicit('<div id="a"></div><div id="b"></div>')
    await page.evaluate(`
      const options = { sitekey: '${scene.sitekey}', ...tellers }
      hcaptcha.render('a', options)
      const copy = document.getElementById('a').cloneNode(true)
      document.getElementById('a').replaceWith(copy)
      void hcaptcha.render(copy, options)`)
    assert.deepEqual(
      [await page.locator('iframe').count(), await page.locator('textarea').count()],
      [1, 2],
    )
    await solve(page, scene.service)
    await untilTold(page, 'callback')
  })

  test('a script of the page with a broken address is passed over', async () => {
    const page = await scene.open({
      first: '<script src="http://["></script>',
      body: `<div id="box" class="h-captcha" data-sitekey="${scene.sitekey}"></div>
        <script type="module" src="/module.js"></script>`,
      query: '?render=explicit',
      prepare: async () => {
        scene.partner.page.files = {
          ...scene.partner.page.files,
          '/module.js': `const script = document.createElement('script')
            script.src = '${scene.origin}/1/api.js'; script.onload = () => told.push(['loaded'])
            delete window.hcaptcha; document.head.append(script)`,
        }
      },
    })
    await untilTold(page, 'loaded')
    await page.locator('#box iframe').waitFor()
    scene.complaints.length = 0
  })

  test('a language that only begins like one of ours is English', async () => {
    const page = await scene.open({ query: '?hl=frr', context: { locale: 'it-IT' } })
    await page.frameLocator('#box iframe').getByText('I am human').waitFor()
  })

  // The focus in the first field scrolled the picture above it away.
  test('in letters of twice the size the challenge begins at its top', async () => {
    const page = await scene.open({ context: { viewport: { width: 360, height: 480 } } })
    const session = await page.context().newCDPSession(page)
    await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 32 } })
    await seeChallenge(page, scene.service)
    const frame = page.frames().find((one) => one.url().endsWith('challenge.html'))
    assert.ok(frame)
    await frame.waitForFunction('document.scrollingElement.scrollTop === 0')
    assert.equal(await findText(page, 1).evaluate((field) => field.matches(':focus')), true)
  })

  test('a key that is held down on the box does not send the empty challenge', async () => {
    const page = await scene.open({})
    await page.frameLocator('#box iframe').getByRole('checkbox').focus()
    await seeChallenge(page, scene.service, () => page.keyboard.down('Enter'))
    await page.keyboard.down('Enter')
    await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    assert.equal(await findChallenge(page).getByText('Type a text for each picture').count(), 0)
  })
})
