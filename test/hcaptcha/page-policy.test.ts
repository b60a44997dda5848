import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import { answer, findChallenge, findText, seeChallenge, solve } from './solve.ts'
import { setScene, callbackAttributes, readCalls, waitForCall } from './site.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe('api.js in the page of a site', () => {
  const scene = setScene()
  const box = (attributes = '') =>
    `<div id="box" class="h-captcha" data-sitekey="${scene.sitekey}" ${callbackAttributes} ${attributes}></div>`
  const hosts = (names: readonly string[], rest: string): string =>
    [`default-src 'none'`, ...names.map((name) => `${name} ${scene.origin}`), rest].join('; ')
  const trusted = "require-trusted-types-for 'script'; trusted-types 'none'"

  test('works under a policy that names the service’s host alone, with Trusted Types', async () => {
    const policies = [
      hosts(['script-src', 'frame-src', 'style-src', 'connect-src', 'img-src'], trusted),
      hosts(['script-src', 'frame-src', 'connect-src'], trusted),
      // Enough for everything except the checkbox's language before it is pressed.
      hosts(['script-src', 'frame-src'], trusted),
    ]
    for (const policy of policies) {
      assert.deepEqual(scene.complaints, [])
      // The callbacks are a script of the page's own.
      const own = policy.replace('script-src', `script-src ${scene.partner.origin}`)
      const page = await scene.open({ policy: own, body: box() })
      await solve(page, scene.service)
      const [, token] = await waitForCall(page, 'callback')
      assert.equal(await page.locator('textarea[name=h-captcha-response]').inputValue(), token)
    }
    const [refused = '', ...others] = scene.complaints.splice(0)
    assert.match(refused, /\/words\?languages=/)
    assert.ok(others.every((other) => other.includes('/words')))
  })

  test('works from its immutable address with its integrity, in a page that is isolated from other origins', async () => {
    const releases = (await (await fetch(`${scene.origin}/1/releases.json`)).json()) as {
      api: { path: string; integrity: string }
    }
    const { path, integrity } = releases.api
    const page = await scene.open({
      body: '<div id="a"></div>',
      query: '?render=explicit&nothing',
      headers: {
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      },
      prepare: async () => {
        scene.partner.page.script = `<script src="/callbacks.js"></script>
          <script src="${scene.origin}${path}?render=explicit" integrity="${integrity}" crossorigin="anonymous"></script>`
      },
    })
    await page.evaluate(`void hcaptcha.render('a', { sitekey: '${scene.sitekey}', ...callbacks })`)
    await solve(page, scene.service)
    await waitForCall(page, 'callback')
  })

  test('the keyboard alone is enough, and the focus returns to the checkbox', async () => {
    const page = await scene.open({})
    await page.getByRole('textbox', { name: 'Email' }).focus()
    const { items } = await seeChallenge(page, scene.service, async () => {
      await page.keyboard.press('Tab')
      await page.keyboard.press('Space')
    })
    for (const { label } of items) {
      await page.keyboard.type(label ?? 'perdrix')
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await waitForCall(page, 'callback')
    const checkbox = page.frameLocator('#box iframe').getByRole('checkbox', { checked: true })
    assert.equal(await checkbox.evaluate((element) => element.matches(':focus')), true)
    assert.equal(
      await page.evaluate('document.activeElement.dataset.hcaptchaWidgetId'),
      await page.evaluate("document.querySelector('#box iframe').dataset.hcaptchaWidgetId"),
    )
  })

  // Where there is no checkbox, the focus moved to the top of the page.
  test('the focus returns to the page’s own button, too', async () => {
    const page = await scene.open({
      body: `<button class="h-captcha" data-sitekey="${scene.sitekey}" ${callbackAttributes}>Go</button>`,
    })
    const button = page.getByRole('button', { name: 'Go' })
    await button.focus()
    await seeChallenge(page, scene.service, () => page.keyboard.press('Enter'))
    await page.keyboard.press('Escape')
    await waitForCall(page, 'close')
    assert.equal(await button.evaluate((element) => element.matches(':focus')), true)
  })

  // No new challenge could begin until the lost one had expired.
  test('a page that removes the open dialog can begin again', async () => {
    const page = await scene.open({})
    await seeChallenge(page, scene.service)
    await page.evaluate('document.querySelector("dialog").remove()')
    await solve(page, scene.service)
    await waitForCall(page, 'callback')
  })

  test('the dialog is modal, has a name, and has no accessibility fault, in every theme', async () => {
    for (const theme of ['light', 'dark', 'contrast']) {
      const page = await scene.open({ body: box(`data-theme="${theme}"`) })
      await seeChallenge(page, scene.service)
      for (const frame of page.frames()) {
        await frame.evaluate(axe)
        await frame.evaluate("axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] })")
      }
      const faults = await page.evaluate(
        `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html)))`,
      )
      assert.deepEqual(faults, [], theme)
      assert.equal(await page.evaluate('document.querySelector("dialog").matches(":modal")'), true)
      await page.getByRole('dialog', { name: 'Main content of the Incipit challenge' }).waitFor()
    }
  })

  // hCaptcha's own challenge cannot be used in a page's modal dialog: it is inert behind it.
  test('a widget in a modal dialog of the page can be used', async () => {
    const page = await scene.open({
      body: `<dialog id="login" aria-label="Log in">${box()}</dialog>`,
    })
    await page.evaluate('document.getElementById("login").showModal()')
    await solve(page, scene.service)
    await waitForCall(page, 'callback')
    assert.equal(await page.evaluate('document.getElementById("login").open'), true)
  })

  test('the page’s own styles do not reach the checkbox or the dialog', async () => {
    const page = await scene.open({
      head: `<style>iframe, div, dialog, button { padding: 20px; border: 9px solid red; font-size: 40px; opacity: 0.9 }
        iframe, dialog { margin: 40px; max-width: 50px; height: 10px; position: static }
        dialog { display: none }</style>`,
    })
    await solve(page, scene.service)
    await waitForCall(page, 'callback')
  })

  test('hl, or the browser if there is none, chooses the language; an unknown one means English', async () => {
    for (const [query, locale, label] of [
      ['?hl=fr', 'en-GB', 'Je suis humain'],
      ['?hl=', 'fr-CA', 'Je suis humain'],
      ['?hl=fr_CA', 'en-GB', 'Je suis humain'],
      ['?hl=xx', 'en-GB', 'I am human'],
      ['', 'de-AT', 'Ich bin ein Mensch'],
      ['?hl=es-419', 'en-GB', 'Soy humano'],
      ['?hl=ar', 'en-GB', 'أنا إنسان'],
      ['', 'it-IT', 'Sono un essere umano'],
      ['', 'ast-ES', 'I am human'],
    ] as const) {
      const page = await scene.open({ query, context: { locale } })
      await page.frameLocator('#box iframe').getByText(label).waitFor()
    }
    const page = await scene.open({ body: box('data-hl="fr"') })
    await seeChallenge(page, scene.service)
    await findChallenge(page).getByRole('button', { name: 'Valider' }).waitFor()
  })

  test('a site is refused on a page outside its domains, and localhost works at once', async () => {
    const { sites } = scene.service.store
    const site = await sites.find(scene.sitekey)
    assert.ok(site)
    const line = {
      atMs: 0,
      organisation: 'main',
      actor: 'test',
      action: 'site.set',
      subject: '',
      detail: '',
    }
    await sites.change('main', { ...site, domains: ['example.org'] }, line)
    const local = await scene.open({})
    await solve(local, scene.service)
    await waitForCall(local, 'callback')
    await sites.change('main', { ...site, domains: ['example.org'], allowsLocalhost: false }, line)
    const foreign = await scene.open({})
    assert.equal(
      await foreign.evaluate('hcaptcha.execute({ async: true }).catch((code) => code)'),
      'invalid-data',
    )
    assert.deepEqual(await readCalls(foreign), [['error', 'invalid-data']])
    await sites.change('main', site, line)
    assert.match(scene.complaints.splice(0).join(), /foreign_host/)
  })

  test('the challenge fits a narrow window, and the page does not scroll sideways', async () => {
    const page = await scene.open({ context: { viewport: { width: 320, height: 560 } } })
    const challenge = await seeChallenge(page, scene.service)
    const size = await page.locator('dialog iframe').boundingBox()
    assert.ok(size && size.x >= 0 && size.x + size.width <= 320 && size.y + size.height <= 560)
    assert.equal(await page.evaluate('document.documentElement.scrollWidth <= 320'), true)
    await answer(page, challenge)
    await waitForCall(page, 'callback')
  })

  // The frame was measured beside a scrollbar. Without one the pictures were wider and too high for it, so it
  // stayed, although nothing could be scrolled.
  for (const [width, height] of [
    [1200, 800],
    [390, 844],
  ] as const)
    test(`the challenge has no scrollbar if it fits a window of ${width} by ${height}`, async () => {
      const page = await scene.open({ context: { viewport: { width, height } } })
      await seeChallenge(page, scene.service)
      const frame = page.frames().find((one) => one.url().endsWith('challenge.html'))
      assert.ok(frame)
      // A function, since the frame's content policy forbids evaluating a string.
      await frame.waitForFunction(() => {
        const view = globalThis as unknown as {
          innerWidth: number
          innerHeight: number
          document: { documentElement: { clientWidth: number; scrollHeight: number } }
        }
        const { clientWidth, scrollHeight } = view.document.documentElement
        return clientWidth === view.innerWidth && scrollHeight <= view.innerHeight
      })
    })

  test('the challenge is beside the checkbox if there is room, and moves when there is none', async () => {
    const page = await scene.open({ context: { viewport: { width: 1200, height: 700 } } })
    await seeChallenge(page, scene.service)
    const [square, dialog] = [page.locator('#box iframe'), page.locator('dialog iframe')]
    const [from, to] = [await square.boundingBox(), await dialog.boundingBox()]
    assert.ok(from && to && to.x > from.x && to.x < from.x + from.width)
    await page.setViewportSize({ width: 500, height: 700 })
    await page.waitForFunction(
      'document.querySelector("dialog iframe").getBoundingClientRect().x < 20',
    )
    assert.equal(await findText(page, 1).isVisible(), true)
  })
})
