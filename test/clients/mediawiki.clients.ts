import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { tryClient } from '../hcaptcha/client-table.ts'
import { takeToken, type Listening } from '../hcaptcha/service.ts'
import { startMediaWiki } from './mediawiki.ts'
import { serviceHost, siteHost } from './names.ts'
import { solveInto } from './press.ts'
import { setStage } from './stage.ts'

const stage = setStage((service) => startMediaWiki({ settings: forHCaptcha(service) }))

const editors = "$wgCaptchaTriggers['edit'] = true;"

function forHCaptcha({ sitekey, secret }: Listening): string {
  return `wfLoadExtensions( [ 'ConfirmEdit', 'ConfirmEdit/hCaptcha' ] );
$wgHCaptchaSiteKey = '${sitekey}';
$wgHCaptchaSecretKey = '${secret}';
${editors}`
}

function forRecaptcha({ sitekey, secret }: Listening): string {
  return `wfLoadExtensions( [ 'ConfirmEdit', 'ConfirmEdit/ReCaptchaNoCaptcha' ] );
$wgReCaptchaSiteKey = '${sitekey}';
$wgReCaptchaSecretKey = '${secret}';
${editors}`
}

type Edit = { edit?: { result: string; captcha?: { error: string | null } } }

/** Edits a page as a program does, with a token for the captcha. */
async function edit(title: string, token: string): Promise<Edit['edit']> {
  const fields = { action: 'edit', format: 'json', title, text: 'Some words.', token: '+\\' }
  const body = new URLSearchParams({ ...fields, captchaword: token })
  const response = await fetch(`https://${siteHost}/api.php`, { method: 'POST', body })
  return ((await response.json()) as Edit).edit
}

/** The change of a module that the page on fixed hosts tells, as it is written there. */
function readChange(module: string): string {
  const page = readFileSync(new URL('../../docs/site/fixed-hosts.md', import.meta.url), 'utf8')
  const change = page
    .split('\n')
    .find((line) => line.startsWith('sed -i ') && line.includes(module))
  assert.ok(change !== undefined, `docs/site/fixed-hosts.md has a line for ${module}`)
  return change
}

/** Edits a page as a person does, with the widget solved. */
async function editInBrowser(field: string): Promise<void> {
  const page = await stage.open('/index.php?title=Main_Page&action=edit')
  await page.locator('#wpTextbox1').fill('A walled garden.')
  await solveInto(page, stage, field, '#editform')
  await page.locator('#wpSave').click()
  await page.locator('#mw-content-text').getByText('A walled garden.').waitFor()
}

tryClient('mediawiki', {
  'shows the widget to who edits a page; the solved one lets the edit through': () =>
    editInBrowser('h-captcha-response'),

  'shows it to who creates an account': async () => {
    const page = await stage.open('/index.php?title=Special:CreateAccount')
    await page.locator('#wpName2').fill('Reader')
    await page.locator('#wpPassword2').fill('another long password')
    await page.locator('#wpRetype').fill('another long password')
    await solveInto(page, stage, 'h-captcha-response', '#userlogin2')
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
    const wiki = { settings: forHCaptcha(stage), change: readChange('hCaptcha') }
    await stage.replaceSite(() => startMediaWiki(wiki), [serviceHost])
    await editInBrowser('h-captcha-response')
    assert.equal((await edit('Meadow', 'P1_x'))?.captcha?.error, 'hcaptcha-api')
  },

  'does the same with its module for reCAPTCHA': async () => {
    const settings = forRecaptcha(stage)
    await stage.replaceSite(() => startMediaWiki({ settings }), ['www.recaptcha.net'])
    await editInBrowser('g-recaptcha-response')
    const token = await takeToken(stage, { contract: 'recaptcha' })
    assert.equal((await edit('Vineyard', token))?.result, 'Success')
    for (const wrong of [token, 'P1_x', ''])
      assert.equal((await edit('Meadow', wrong))?.captcha?.error, 'recaptcha-api')
  },

  'asks our own host with that module after its change': async () => {
    const wiki = { settings: forRecaptcha(stage), change: readChange('ReCaptchaNoCaptcha') }
    await stage.replaceSite(() => startMediaWiki(wiki), [serviceHost])
    await editInBrowser('g-recaptcha-response')
    assert.equal((await edit('Meadow', 'P1_x'))?.captcha?.error, 'recaptcha-api')
  },
})
