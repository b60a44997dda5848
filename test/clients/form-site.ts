import assert from 'node:assert/strict'
import { join } from 'node:path'
import { takeToken } from '../hcaptcha/service.ts'
import { startServer, type ServerProcess } from '../setup/server-process.ts'
import { serviceHost, siteHost } from './names.ts'
import { solveInto } from './press.ts'
import type { Site, Stage } from './stage.ts'

const folder = join(import.meta.dirname, 'sites')

/** What a site of `sites/` is started with. */
type FormSite = {
  command: readonly [string, ...string[]]
  ready: RegExp
  /** Keys, and what replaces a client's defaults. */
  env: Readonly<Record<string, string>>
}

/** Starts a site of `sites/`: one form that a client protects. */
export function startForm({ command, ready, env }: FormSite): Promise<ServerProcess> {
  return startServer(command, { ready, cwd: folder, env: { ...process.env, ...env } })
}

/** Sends the form with a token, and gives the status and what the page says of it. */
export async function sendForm(
  token: string | null,
  others: Readonly<Record<string, string>> = {},
): Promise<{ status: number; said: string }> {
  const field = token === null ? {} : { 'g-recaptcha-response': token }
  const body = new URLSearchParams({ email: 'a@b.example', ...field, ...others })
  const response = await fetch(`https://${siteHost}/`, { method: 'POST', body })
  const [, said = ''] = /<p id="said">(.*?)<\/p>/.exec(await response.text()) ?? []
  return { status: response.status, said }
}

/** Opens the form, solves its widget and sends it; it must be accepted. */
export async function sendSolved(stage: Stage): Promise<void> {
  const page = await stage.open('/')
  await solveInto(page, stage, 'g-recaptcha-response')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.locator('#said', { hasText: 'accepted' }).waitFor()
}

/** What every form does at the vendor's host: its page, a right token, the same again, a wrong one and none. */
export function tryForm(stage: Stage): Record<string, () => Promise<void>> {
  return {
    'shows the widget; the form with the solved one is accepted': () => sendSolved(stage),

    'accepts a token once': async () => {
      const token = await takeToken(stage, { contract: 'recaptcha' })
      assert.deepEqual(await sendForm(token), { status: 200, said: 'accepted' })
      assert.equal((await sendForm(token)).status, 422)
    },

    'refuses a wrong token and none': async () => {
      for (const token of ['P1_x', '', null]) assert.equal((await sendForm(token)).status, 422)
    },
  }
}

/** Moves a form to our own host through the settings of its client, and sends it from there. */
export async function tryOwnHost(
  stage: Stage,
  start: (env: { script: string; verify: string }) => Promise<Site>,
): Promise<void> {
  const script = `https://${serviceHost}/recaptcha/api.js`
  const verify = `https://${serviceHost}/recaptcha/api/siteverify`
  await stage.replaceSite(() => start({ script, verify }), [serviceHost])
  await sendSolved(stage)
  assert.equal((await sendForm('P1_x')).status, 422)
}
