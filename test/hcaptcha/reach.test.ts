import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { answer, findChallenge, seeChallenge } from './solve.ts'
import { setScene, callbackAttributes, waitForCall } from './site.ts'

// In a zoomed page the right half and the buttons of the challenge were outside the window, and nothing scrolled.
describe('all of a challenge can be reached', () => {
  const scene = setScene()
  const box = () =>
    `<div id="box" class="h-captcha" data-sitekey="${scene.sitekey}" ${callbackAttributes}></div>`
  const isInside = async (page: Page, part: Locator): Promise<boolean> => {
    const [at, { width, height }] = [
      await part.boundingBox(),
      page.viewportSize() ?? { width: 0, height: 0 },
    ]
    const slack = 1
    return (
      at !== null &&
      at.x >= -slack &&
      at.y >= -slack &&
      at.x + at.width <= width + slack &&
      at.y + at.height <= height + slack
    )
  }
  const reachAll = async (page: Page): Promise<void> => {
    assert.ok(await isInside(page, page.locator('dialog iframe')))
    const parts = findChallenge(page).locator('input:visible, button:visible, summary:visible')
    for (const part of await parts.all()) {
      await part.scrollIntoViewIfNeeded()
      assert.ok(await isInside(page, part), await part.innerText())
    }
  }

  const styles = {
    ...Object.fromEntries(
      [0.8, 1.25, 1.5, 2].flatMap((zoom) =>
        ['html', 'body', '#box'].map((name) => [
          `zoom ${zoom} on ${name}`,
          `${name}{zoom:${zoom}}`,
        ]),
      ),
    ),
    'zoom on html and body': 'html{zoom:1.5}body{zoom:.5}',
    'zoom in percent': 'body{zoom:150%}',
    'body scaled down': 'body{transform:scale(.5)}',
    'body scaled up': 'body{transform:scale(2);transform-origin:0 0}',
    'html scaled up': 'html{transform:scale(1.5);transform-origin:0 0}',
    'a scaled box, as on narrow screens': '#box{transform:scale(.77);transform-origin:0 0}',
    'a box that is cut off': '#box{overflow:hidden;height:80px;contain:paint;filter:blur(0)}',
    'a page of fixed height': 'html,body{height:100%;overflow:hidden;position:fixed}',
  }
  for (const [name, style] of Object.entries(styles))
    test(`with ${name}`, async () => {
      const page = await scene.open({
        body: box(),
        head: `<style>${style}</style>`,
        context: { viewport: { width: 800, height: 600 } },
      })
      // The browser's driver does not find what lies in a zoomed frame.
      const challenge = await seeChallenge(page, scene.service, () =>
        page.evaluate('void hcaptcha.execute()'),
      )
      await reachAll(page)
      const size = await page.locator('dialog iframe').boundingBox()
      assert.ok(size && size.width > 600 && size.height > 200, JSON.stringify(size))
      await answer(page, challenge)
      await waitForCall(page, 'callback')
    })

  for (const [width, height] of [
    [302, 78],
    [304, 78],
    [320, 120],
    [500, 200],
  ] as const)
    test(`in a frame of ${width} by ${height}`, async () => {
      const page = await scene.open({
        body: box(),
        head: '<style>h1,p{display:none}body{margin:0}</style>',
        context: { viewport: { width, height } },
      })
      const challenge = await seeChallenge(page, scene.service)
      await reachAll(page)
      await answer(page, challenge)
      await waitForCall(page, 'callback')
    })
})
