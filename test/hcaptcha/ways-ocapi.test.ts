import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { Way } from '../../src/model/way.ts'
import { changeSite } from '../setup/hcaptcha-client.ts'
import { lookInside } from '../setup/service.ts'
import { letTimePass, placesOf, setWaysStage, taskOf, wayButton } from './ways-stage.ts'

const moreShape = /\/more\.js$/
const unreachable = /does not answer/

describe('Ocapi’s payloads', () => {
  const stage = setWaysStage()

  async function open(version: string, policy?: string): Promise<{ page: Page; asked: string[] }> {
    const asked: string[] = []
    const prepare = async (page: Page): Promise<void> => {
      letTimePass(page, stage)
      page.on('request', (request) => {
        const { pathname } = new URL(request.url())
        if (/\/challenge(\/[\w-]+)?$/.test(pathname) || moreShape.test(pathname))
          asked.push(pathname)
      })
    }
    const page = await stage.open({ contract: version, prepare, ...(policy ? { policy } : {}) })
    return { page, asked }
  }

  async function solveByEye(page: Page): Promise<void> {
    const { box } = placesOf(page)
    await box.getByRole('textbox').first().waitFor()
    const id = await page.locator('[name=captchan-challenge-id]').inputValue()
    const { items } = await lookInside(stage.service.store, id)
    for (const [n, { label }] of items.entries())
      await box
        .getByRole('textbox')
        .nth(n)
        .fill(label ?? 'perdrix')
    await box.getByRole('button', { name: 'Validate' }).click()
    await box.getByText('That is right, thank you.').waitFor()
  }

  // Such a page asked twice: for a challenge that nobody saw, and then in the frame for another one.
  for (const way of ['neither', 'ear'] as const satisfies Way[])
    test(`ask once for a site whose own way is ${way}, and leave the focus where the visitor types`, async () => {
      const { service, site } = stage
      await changeSite(service.store, site, { defaultWay: way })
      const { page, asked } = await open('0.4.2')
      const { box, inner } = placesOf(page)
      const said = page.locator('[name=said]')
      await taskOf(inner, way === 'ear' ? 1 : 2).waitFor()
      assert.equal(asked.filter((path) => !moreShape.test(path)).length, 1, asked.join())
      if (way === 'neither') {
        await box.getByText('That is right, thank you.').waitFor()
        assert.match(await page.locator('[name=ocapi-challenge-id]').inputValue(), /^W1_/)
      }
      assert.equal(await said.evaluate((field) => field.matches(':focus')), true)
      assert.equal(await said.inputValue(), 'typed before')
      await changeSite(service.store, site, { defaultWay: 'eye' })
    })

  test('load what few visitors need only for them', async () => {
    const { page, asked } = await open('0.4.2')
    await solveByEye(page)
    assert.equal(
      asked.some((path) => moreShape.test(path)),
      false,
    )
    const other = await open('0.4.2')
    await wayButton(placesOf(other.page).box, 2).click()
    await taskOf(placesOf(other.page).inner, 2).waitFor()
    assert.equal(other.asked.filter((path) => moreShape.test(path)).length, 1)
  })

  // The page pins the payload, and with it all that the payload runs in the page.
  test('run nothing in the page that its integrity value does not cover, and go on by eye', async () => {
    const { page } = await open('0.4.2')
    await page.route(moreShape, (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        headers: { 'access-control-allow-origin': '*' },
        body: 'window.isForeign = true',
      }),
    )
    const { box } = placesOf(page)
    await wayButton(box, 1).click()
    await box.getByText(unreachable).waitFor()
    assert.match(stage.complaints.splice(0).join(), /integrity/)
    assert.equal(await page.evaluate('window.isForeign'), undefined)
    await solveByEye(page)
  })

  test('offer the other ways on a page that allows scripts by nonces and trusted addresses', async () => {
    const base = `default-src 'none'; script-src 'nonce-n'; connect-src {service}; img-src {service} data:; frame-src {service}; require-trusted-types-for 'script'`
    const { page } = await open('0.4.2', `${base}; trusted-types ocapi`)
    await wayButton(placesOf(page).box, 2).click()
    await placesOf(page).box.getByText('That is right, thank you.').waitFor()
    const strict = await open('0.4.2', `${base}; trusted-types 'none'`)
    await wayButton(placesOf(strict.page).box, 2).click()
    await placesOf(strict.page).box.getByText(unreachable).waitFor()
    stage.complaints.splice(0)
    await solveByEye(strict.page)
  })
})
