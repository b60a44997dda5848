import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bundleClient } from '../hcaptcha/bundle.ts'
import { callbackAttributes } from '../hcaptcha/site.ts'
import { pressBox, seeChallenge, solve, waitForCall, waitForToken } from './solve.ts'
import type { EngineStage } from './stage.ts'
import type { Visitor } from './visitor.ts'

const isEmpty = `[...document.querySelectorAll('textarea')].every(({ value }) => value === '') &&
  document.querySelector('#box iframe').contentDocument.querySelector('[aria-checked=false]') !== null &&
  hcaptcha.getResponse() === ''`

/** Tests the widget in a page that changes, closes and comes back. */
export function testPageLife(stage: EngineStage): void {
  const box = () =>
    `<div id="box" class="h-captcha" data-sitekey="${stage.sitekey}" ${callbackAttributes}></div>`
  const solveAgain = async (visitor: Visitor): Promise<void> => {
    await visitor.run('void (calls.length = 0)')
    await solve(visitor, stage)
    await waitForToken(visitor)
  }

  describe('a widget in a layer of the page', () => {
    for (const kind of ['dialog', 'popover'])
      test(`works in a ${kind}, which stays open`, async () => {
        const settings = JSON.stringify({ sitekey: stage.sitekey, kind })
        const layer = `Object.assign(window, ${settings});${await bundleClient('../layers/platform')}`
        const visitor = await stage.visit({
          query: '?render=explicit',
          body: '<div id="app"></div><script src="/layer.js"></script>',
          files: { '/layer.js': layer },
        })
        await visitor.press('button', 'Open')
        await pressBox(visitor)
        await seeChallenge(visitor, stage)
        await visitor.pressKeys('Escape')
        await waitForCall(visitor, 'close')
        await visitor.waitFor('checkbox', 'I am human')
        await solve(visitor, stage)
        await waitForToken(visitor)
        await visitor.waitFor('checkbox', 'I am human')
      })
  })

  describe('a page that changes', () => {
    test('has an empty box once its form is reset, and a press begins anew', async () => {
      const visitor = await stage.visit({ body: `${box()}<button type="reset">Clear</button>` })
      await solve(visitor, stage)
      await waitForToken(visitor)
      await visitor.press('button', 'Clear')
      await visitor.waitUntil(isEmpty)
      await solveAgain(visitor)
    })

    test('has an empty box when the visitor comes back to it, and forward to it', async () => {
      const visitor = await stage.visit({})
      await solve(visitor, stage)
      await waitForToken(visitor)
      await visitor.open(`${stage.partner.origin}/elsewhere`)
      await visitor.goBack()
      await visitor.waitUntil(`location.pathname === '/' && ${isEmpty}`)
      await visitor.goForward()
      await visitor.waitUntil(`location.pathname === '/elsewhere' && ${isEmpty}`)
      // Playwright does not see the frames of a page that Firefox has kept in memory.
      if (stage.engine.name !== 'Firefox') await solveAgain(visitor)
    })

    test('may take the widget away, also with its challenge open, and bring it back', async () => {
      const visitor = await stage.visit({
        query: '?render=explicit',
        body: '<div id="app"></div>',
      })
      const bring = `void (() => {
        const place = document.createElement('div')
        document.getElementById('app').replaceChildren(place)
        hcaptcha.render(place, { sitekey: '${stage.sitekey}', ...callbacks })
      })()`
      await visitor.run(bring)
      await pressBox(visitor)
      await seeChallenge(visitor, stage)
      await visitor.run(`document.getElementById('app').replaceChildren()`)
      await visitor.waitUntil(`document.querySelector('dialog:modal') === null`)
      await visitor.type('Email', 'c@d.example')
      await visitor.run(bring)
      await solveAgain(visitor)
      assert.equal(await visitor.run(`document.querySelector('[name=email]').value`), 'c@d.example')
    })
  })
}
