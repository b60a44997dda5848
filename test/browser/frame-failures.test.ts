import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { publicErrors, type ErrorCode } from '../../src/model/errors.ts'
import type { Site } from '../../src/model/site.ts'
import type { FailureCode, ToFrame } from '../../src/wire/frame.ts'
import { stopClock } from './browser.ts'
import { findFaults, press, setFrameStage, takeRefusals, type, typeRight } from './frame-stage.ts'

const stage = setFrameStage()
const address = '**/api/challenge'

type Reply = { status: number; json: unknown } | { status: number; body: string }
type Given = ErrorCode | Reply
function replyOf(given: Given): Reply {
  if (typeof given !== 'string') return given
  const { status, sentence: message } = publicErrors[given]
  return { status, json: { error: given, message } }
}
// From a proxy that limits visitors; the service itself never sends this code.
const tooMany: Given = { status: 429, json: { error: 'too_many', message: '' } }

const foreign = { domains: ['elsewhere.example'], allowsLocalhost: false }
const empty = { corpora: ['no such corpus'] }
for (const [name, site, change, code, status] of [
  ['no such site', {}, { sitekey: 'nobody' }, 'invalid-data', 404],
  ['a page of another site', foreign, {}, 'invalid-data', 403],
  ['a host that is none', {}, { host: 'no host' }, 'invalid-data', 400],
  ['too much rqdata', {}, { rqdata: 'x'.repeat(8193) }, 'invalid-data', 400],
  ['nothing to ask', empty, {}, 'challenge-error', 503],
] satisfies [string, Partial<Site>, Partial<ToFrame>, FailureCode, number][]) {
  test(`the frame reports ${code} to the page for ${name}, and shows nothing`, async () => {
    const { sitekey } = await stage.addSite({ sitekey: `site: ${name}`, ...site })
    const framing = await stage.open()
    await framing.begin(sitekey, change)
    assert.equal((await framing.waitForEvent('failed')).code, code)
    const [refusal = '', ...others] = takeRefusals(framing)
    assert.ok(refusal.startsWith(`Incipit (hcaptcha): ${status} `), refusal)
    assert.deepEqual([others.length, framing.sent.length], [0, 1])
    assert.equal(await framing.frame.getByRole('alert').count(), 0)
  })
}

// When a proxy answered in the service's place with JSON of its own, a text or a number, the frame
// looked for a pass in it and threw, and the page waited without end.
for (const [name, given, code] of [
  ['429', tooMany, 'rate-limited'],
  // A reply that was not JSON was taken for a lost connection, and the request was sent again.
  ['429 and a page', { status: 429, body: '<h1>Slow down</h1>' }, 'rate-limited'],
  ['200 and a page', { status: 200, body: '<h1>Log in</h1>' }, 'challenge-error'],
  ['500', 'internal', 'challenge-error'],
  ['503, not ready', 'not_ready', 'challenge-error'],
  [
    'a 200 without pictures',
    { status: 200, json: { challenge: { images: [] } } },
    'challenge-error',
  ],
  ...['ok', 7, null, [], {}, { challenge: null }].map(
    (json) =>
      [`200 and ${JSON.stringify(json)}`, { status: 200, json }, 'challenge-error'] as const,
  ),
] satisfies (readonly [string, Given, string])[]) {
  test(`the frame reports ${code} to the page when the reply is ${name}`, async () => {
    const framing = await stage.open()
    await framing.page.route(address, (route) => route.fulfill(replyOf(given)))
    await framing.begin('any')
    assert.equal((await framing.waitForEvent('failed')).code, code)
    assert.deepEqual([takeRefusals(framing).length, framing.sent.length], [1, 1])
  })
}

test('the frame has a sentence for each later failure, and tries again when its button is pressed', async () => {
  const framing = await stage.open()
  await stage.show(framing, 'transcription')
  let given: Given = 'internal'
  await framing.page.route(address, (route) => route.fulfill(replyOf(given)))
  let button = 'Another challenge'
  for (const [failure, sentence] of [
    ['internal', 'The challenge service does not answer.'],
    [{ status: 200, json: { challenge: {} } }, 'The challenge service does not answer.'],
    ['unknown_client', 'the service does not know this site'],
    ['foreign_host', 'this page is wrongly set up'],
    ['no_items', 'the service has nothing to ask here'],
    [tooMany, 'There were too many attempts.'],
  ] as const) {
    given = failure
    await press(framing, button)
    await framing.frame.getByRole('alert').getByText(sentence).waitFor()
    assert.equal(takeRefusals(framing).length, 1)
    button = 'Try again'
  }
  assert.ok((await framing.waitForEvent('size')).heightPixels > 80)
  assert.deepEqual(await findFaults(framing), [])
  await press(framing, 'Close')
  await framing.waitForEvent('close')
  await framing.page.unroute(address)
  await press(framing, 'Try again')
  await framing.waitForEvent('shown')
  assert.ok((await framing.takeEvents()).every(({ is }) => is === 'size'))
})

// When the JSON was not the service's, null left the frame checking without end, and an object without
// a pass was taken for a wrong answer.
for (const given of ['internal', { status: 200, json: null }, { status: 200, json: {} }] as const) {
  test(`the frame keeps an answer whose reply was ${JSON.stringify(given)}, and sends it again when its button is pressed`, async () => {
    const framing = await stage.open()
    const challenge = await stage.show(framing, 'transcription')
    await framing.page.route('**/api/answer', (route) => route.fulfill(replyOf(given)))
    await typeRight(framing, challenge)
    await press(framing, 'Validate')
    await framing.frame.getByRole('alert').getByText('does not answer').waitFor()
    assert.deepEqual(await findFaults(framing), [])
    assert.equal(takeRefusals(framing).length, 1)
    await framing.page.unroute('**/api/answer')
    await press(framing, 'Try again')
    assert.equal((await framing.waitForEvent('pass')).pass.key, challenge.id)
    const [, first, second] = framing.sent
    assert.deepEqual(second, first)
  })
}

/** Causes a request that is lost, and waits until the frame has noticed. */
async function lose(page: Page, send: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent('requestfailed'), send()])
  await page.frames()[1]?.evaluate('Promise.resolve()')
}

test('the frame tries a lost connection three times before it reports network-error', async () => {
  const framing = await stage.open({ prepare: stopClock })
  const { page, sent } = framing
  await page.route(address, (route) => route.abort('connectionrefused'))
  await lose(page, () => framing.begin('any'))
  for (const [ms, count] of [
    [700, 2],
    [1400, 3],
  ] as const) {
    await page.clock.runFor(ms - 1)
    assert.equal(sent.length, count - 1)
    await lose(page, () => page.clock.runFor(1))
    assert.equal(sent.length, count)
  }
  assert.equal((await framing.waitForEvent('failed')).code, 'network-error')
  await page.clock.runFor(60_000)
  assert.equal(sent.length, 3)
  assert.match(takeRefusals(framing).join(), /^Incipit \(hcaptcha\): no response/)
})

test('the frame begins after a connection that was lost once, and shows a later loss itself', async () => {
  const framing = await stage.open({ prepare: stopClock })
  const { page } = framing
  await page.route(address, (route) => route.abort('connectionrefused'), { times: 1 })
  await lose(page, () => framing.begin(stage.service.sites.transcription.sitekey))
  await page.clock.runFor(700)
  await framing.waitForEvent('shown')
  await page.route(address, (route) => route.abort('connectionrefused'))
  await lose(page, () => press(framing, 'Another challenge'))
  await lose(page, () => page.clock.runFor(700))
  await lose(page, () => page.clock.runFor(1400))
  await framing.frame.getByRole('alert').getByText('does not answer').waitFor()
  assert.ok((await framing.takeEvents()).every(({ is }) => is === 'size'))
  takeRefusals(framing)
})

test('the frame does not send an answer again by itself when the connection is lost', async () => {
  const framing = await stage.open({ prepare: stopClock })
  const { page, sent } = framing
  await stage.show(framing, 'transcription')
  await page.route('**/api/answer', (route) => route.abort('connectionreset'))
  await type(framing, ['un', 'deux'])
  await lose(page, () => press(framing, 'Validate'))
  await framing.frame.getByRole('alert').getByText('does not answer').waitFor()
  await page.clock.runFor(60_000)
  assert.deepEqual(
    sent.map(({ path }) => path),
    ['/api/challenge', '/api/answer'],
  )
  takeRefusals(framing)
})
