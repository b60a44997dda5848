import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { contracts } from './contracts.ts'
import { findChallenge, seeChallenge, waitForBox } from './solve.ts'
import { setScene } from './site.ts'

const follows = ':root{color-scheme:light dark}'
// The page's own switch, which it sets by a class.
const switched = '.dark{color-scheme:dark}'

describe('a page that turns dark after the box has been drawn', () => {
  const scene = setScene()

  async function open(contract: keyof typeof contracts, style: string): Promise<Page> {
    const { path, api } = contracts[contract]
    const page = await scene.open({
      path,
      query: '?render=explicit',
      head: `<style>${style}</style>`,
      body: '<div id="place"></div>',
      context: { colorScheme: 'light' },
    })
    const place = contract === 'Turnstile' ? '#place' : 'place'
    await page.evaluate(`void (${api}).render('${place}', { sitekey: '${scene.sitekey}' })`)
    await waitForBox(page)
    assert.equal(await isBoxDark(page), false)
    return page
  }

  function isBoxDark(page: Page): Promise<boolean> {
    return page.frameLocator('iframe[title*="checkbox"]').locator('div').evaluate(isDark)
  }

  for (const contract of Object.keys(contracts) as (keyof typeof contracts)[]) {
    test(`has a dark box of ${contract}’s contract, and a dark challenge, with the system`, async () => {
      const page = await open(contract, follows)
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.waitForFunction(
        "getComputedStyle(document.querySelector('iframe').contentDocument.querySelector('div')).backgroundColor === 'rgb(29, 31, 34)'",
      )
      await seeChallenge(page, scene.service)
      assert.equal(await findChallenge(page).locator('body *').first().evaluate(isDarkAbove), true)
    })

    test(`has a dark challenge of ${contract}’s contract by a switch of its own`, async () => {
      const page = await open(contract, switched)
      await page.evaluate("document.documentElement.className = 'dark'")
      await seeChallenge(page, scene.service)
      assert.equal(await findChallenge(page).locator('body *').first().evaluate(isDarkAbove), true)
    })
  }
})

type View = {
  getComputedStyle: (of: unknown) => { backgroundColor: string; colorScheme: string }
  document: { documentElement: unknown }
}

function isDark(element: unknown): boolean {
  const view = globalThis as unknown as View
  return view.getComputedStyle(element).backgroundColor === 'rgb(29, 31, 34)'
}

function isDarkAbove(): boolean {
  const view = globalThis as unknown as View
  return view.getComputedStyle(view.document.documentElement).colorScheme === 'dark'
}
