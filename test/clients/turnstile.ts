import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { waitForCall } from '../hcaptcha/page.ts'
import { solveInto } from './press.ts'
import { verifyAt } from './siteverify.ts'
import type { Stage } from './stage.ts'

/** Solves the widget of an open page once it asks for a press, and gives the token. */
export async function solveTurnstile(stage: Stage, page: Page): Promise<string> {
  await waitForCall(page, 'before')
  return solveInto(page, stage, 'cf-turnstile-response')
}

/** Solves the widget of an open page; the client calls back with the token, and it can be redeemed once. */
export async function redeemOnce(stage: Stage, page: Page, callback: string): Promise<void> {
  const sent = await solveTurnstile(stage, page)
  const [token] = await waitForCall(page, callback)
  assert.equal(token, sent)
  assert.equal((await verifyAt('turnstile', stage, token))['success'], true)
  const again = await verifyAt('turnstile', stage, token)
  assert.deepEqual(again['error-codes'], ['timeout-or-duplicate'])
}
