import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { tryClient } from '../hcaptcha/client-table.ts'
import { takeToken, type Listening } from '../hcaptcha/service.ts'
import { readField, solve } from '../hcaptcha/solve.ts'
import { startMediaWiki } from './mediawiki.ts'
import { serviceHost, siteHost } from './names.ts'
import { setStage } from './stage.ts'

const stage = setStage((service) => startMediaWiki({ settings: writeSettings(service) }))

function writeSettings({ sitekey, secret }: Listening): string {
  return `wfLoadExtensions( [ 'ConfirmEdit', 'ConfirmEdit/hCaptcha' ] );
$wgHCaptchaSiteKey = '${sitekey}';
$wgHCaptchaSecretKey = '${secret}';
$wgCaptchaTriggers['edit'] = true;`
}

async function solveAndWait(page: Page): Promise<void> {
  await solve(page, stage.service)
  await readField(page)
}

type Edit = { edit?: { result: string; captcha?: { error: string | null } } }

/** Edits a page as a program does, with a token for the captcha. */
async function edit(title: string, token: string): Promise<Edit['edit']> {
  const fields = { action: 'edit', format: 'json', title, text: 'Some words.', token: '+\\' }
  const body = new URLSearchParams({ ...fields, captchaword: token })
  const response = await fetch(`https://${siteHost}/api.php`, { method: 'POST', body })
  return ((await response.json()) as Edit).edit
}

/** The change of the extension that the page on fixed hosts tells, as it is written there. */
function readChange(): string {
  const page = readFileSync(new URL('../../docs/site/fixed-hosts.md', import.meta.url), 'utf8')
  const [, change] = /^(sed -i .*ConfirmEdit\/hCaptcha.*)$/m.exec(page) ?? []
  assert.ok(change !== undefined, 'docs/site/fixed-hosts.md has a line for MediaWiki')
  return change
}

tryClient('mediawiki', {
  'shows the widget to who edits a page; the solved one lets the edit through': async () => {
    const page = await stage.open('/index.php?title=Main_Page&action=edit')
    await page.locator('#wpTextbox1').fill('A walled garden.')
    await solveAndWait(page)
    await page.locator('#wpSave').click()
    await page.getByText('A walled garden.').waitFor()
  },

  'shows it to who creates an account': async () => {
    const page = await stage.open('/index.php?title=Special:CreateAccount')
    await page.locator('#wpName2').fill('Reader')
    await page.locator('#wpPassword2').fill('another long password')
    await page.locator('#wpRetype').fill('another long password')
    await solveAndWait(page)
    await page.locator('#wpCreateaccount').click()
    await page.getByText('Welcome, Reader!').waitFor()
  },

  'accepts a token once': async () => {
    const token = await takeToken(stage)
    assert.equal((await edit('Orchard', token))?.result, 'Success')
    const again = await edit('Meadow', token)
    assert.equal(again?.result, 'Failure')
    assert.equal(again?.captcha?.error, 'hcaptcha-api')
  },

  'refuses a wrong token and none': async () => {
    for (const token of ['P1_x', '']) {
      const refused = await edit('Meadow', token)
      assert.equal(refused?.result, 'Failure')
      assert.equal(refused?.captcha?.error, 'hcaptcha-api')
    }
  },

  'asks our own host after the change of `fixed-hosts.md`': async () => {
    const settings = writeSettings(stage)
    await stage.replaceSite(() => startMediaWiki({ settings, change: readChange() }), [serviceHost])
    const page = await stage.open('/index.php?title=Main_Page&action=edit')
    await page.locator('#wpTextbox1').fill('A walled garden.')
    await solveAndWait(page)
    await page.locator('#wpSave').click()
    await page.getByText('A walled garden.').waitFor()
    assert.equal((await edit('Meadow', 'P1_x'))?.captcha?.error, 'hcaptcha-api')
  },
})
