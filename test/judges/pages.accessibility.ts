import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { faultsIn, judge } from './engines.ts'
import { looks } from './looks.ts'
import { setJudgesStage } from './stage.ts'

const patienceMs = 60_000
const pages = ['', 'about', 'demo', 'audit'] as const

describe('what three engines say of the pages around the widget', () => {
  const stage = setJudgesStage()

  for (const [index, path] of pages.entries())
    for (const at of [index, index + pages.length]) {
      const [name, look] = Object.entries(looks)[at] ?? ['light', {}]
      test(`/${path} ${name} has no fault that is not explained`, async () => {
        const page = await (await stage.contextFor(look)).newPage()
        page.setDefaultTimeout(patienceMs)
        await page.goto(`${stage.origin}/${path}?lang=${look.language ?? 'en'}`)
        if (path === 'demo') await page.locator('#ocapi-challenge fieldset').waitFor()
        assert.deepEqual(faultsIn(await judge(page)), [])
        await page.close()
      })
    }
})
