import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Route } from 'playwright-core'
import { press, setFrameStage, takeRefusals, type, typeRight } from './frame-stage.ts'

const stage = setFrameStage()

test('the frame sends the service the origin of the page around it, and what the page gave', async () => {
  const framing = await stage.open()
  const { sitekey } = stage.service.sites.transcription
  const { origin: page } = framing
  await stage.show(framing, 'transcription', { languages: ['fr'] })
  const given = { host: 'shown.example', rqdata: 'x'.repeat(8192), languages: ['fr', 'en'] }
  const challenge = await stage.show(framing, 'transcription', given)
  assert.deepEqual([challenge.host, challenge.sitekey], [new URL(page).hostname, sitekey])
  await framing.frame.getByLabel('Texte 1', { exact: true }).fill('un')
  await framing.frame.getByLabel('Texte 2', { exact: true }).fill('deux')
  await press(framing, 'Valider')
  await framing.waitForEvent('shown')
  const [first, second, answer] = framing.sent
  const asked = {
    sitekey,
    contract: 'hcaptcha',
    page,
    language: 'fr',
    pictures: 'inline',
    way: 'default',
  }
  assert.deepEqual(first, { path: '/api/challenge', body: asked })
  const { host, rqdata } = given
  assert.deepEqual(second, { path: '/api/challenge', body: { ...asked, host, rqdata } })
  const [one, two] = challenge.items.map(({ imageId }) => imageId)
  const answers = { [one ?? '']: 'un', [two ?? '']: 'deux' }
  const of = { sitekey, contract: 'hcaptcha', page, host, challenge_id: challenge.id }
  assert.deepEqual(answer, { path: '/api/answer', body: { ...of, answers } })
})

test('the frame asks for the contract that opens it, names it on the console, and shows nothing if it gives no tokens', async () => {
  const framing = await stage.open()
  const { sitekey } = stage.service.sites.transcription
  await framing.begin(sitekey, { contract: 'nobody' })
  assert.equal((await framing.waitForEvent('failed')).code, 'invalid-data')
  // The console named hCaptcha for every contract.
  assert.ok(takeRefusals(framing).join().startsWith('Incipit (nobody): 400 '))
  const { path, body } = framing.sent.at(-1) ?? {}
  assert.deepEqual([path, body?.['contract']], ['/api/challenge', 'nobody'])
})

// All requests of the frame come from the service's own origin. Only a browser can show that the
// page around the frame counts.
test('the frame gives a challenge to pages of the site’s domains and to no other', async () => {
  const domains = ['partner.localhost']
  const { sitekey } = await stage.addSite({ sitekey: 'strict', domains, allowsLocalhost: false })
  const partner = await stage.open()
  await partner.begin(sitekey)
  await partner.waitForEvent('shown')
  await typeRight(partner, await stage.see(partner))
  await press(partner, 'Validate')
  await partner.waitForEvent('pass')

  for (const host of ['evil.localhost', 'notpartner.localhost', 'localhost', '127.0.0.1']) {
    const other = await stage.open({ host })
    await other.begin(sitekey, { host: 'partner.localhost' })
    assert.equal((await other.waitForEvent('failed')).code, 'invalid-data', host)
    assert.match(takeRefusals(other).join(), /^Incipit \(hcaptcha\): 403/)
  }
})

test('the frame in an app or a file asks only for sites that allow it, and is checked by the host that the page claims', async () => {
  const domains = ['partner.localhost']
  const { sitekey } = await stage.addSite({
    sitekey: 'app',
    domains,
    allowsLocalhost: false,
    allowsNullOrigin: true,
  })
  const framing = await stage.open({ isFile: true })
  const isRefused = async (of: string, host: string): Promise<void> => {
    await framing.begin(of, { host })
    assert.equal((await framing.waitForEvent('failed')).code, 'invalid-data')
    takeRefusals(framing)
  }
  await isRefused((await stage.addSite({ sitekey: 'web', domains })).sitekey, 'partner.localhost')
  await isRefused(sitekey, 'evil.localhost')
  await framing.begin(sitekey, { host: 'partner.localhost' })
  await framing.waitForEvent('shown')
  assert.equal(framing.sent.at(-1)?.body['page'], framing.origin)
  await typeRight(framing, await stage.see(framing))
  await press(framing, 'Validate')
  await framing.waitForEvent('pass')
})

test('the frame gives the page a pass and shows nothing if the site asks nothing', async () => {
  const { sitekey } = await stage.addSite({ sitekey: 'lenient', mode: 'invisible' })
  const framing = await stage.open()
  await framing.begin(sitekey)
  const events: string[] = []
  while (!events.includes('pass')) events.push(...(await framing.takeEvents()).map(({ is }) => is))
  assert.deepEqual(
    events.filter((is) => is !== 'size' && is !== 'words'),
    ['ready', 'pass'],
  )
})

test('the frame starts over on request, and a late pass for the previous challenge changes nothing', async () => {
  const framing = await stage.open()
  const held = Promise.withResolvers<Route>()
  await framing.page.route('**/api/answer', held.resolve, { times: 1 })
  await typeRight(framing, await stage.show(framing, 'transcription'))
  await press(framing, 'Validate')
  const route = await held.promise
  const challenge = await stage.show(framing, 'classification')
  await framing.takeEvents()
  await route.continue()
  const late = await framing.waitForEvent('pass', 1)
  assert.deepEqual([late.is, (await stage.see(framing)).id], ['pass', challenge.id])
  assert.equal(await framing.frame.getByLabel('Text 1').count(), 0)
  await press(framing, 'Picture 1')
  await press(framing, 'Validate')
  await framing.frame.getByRole('status').getByText(/./).waitFor()
  await framing.page.waitForFunction('events.some(({ turn, is }) => turn === 2 && is !== "size")')
  assert.equal(framing.sent.at(-1)?.body['sitekey'], challenge.sitekey)
})

test('the frame starts over while a challenge is loading, and its late arrival changes nothing', async () => {
  const framing = await stage.open()
  const held = Promise.withResolvers<Route>()
  await framing.page.route('**/api/challenge', held.resolve, { times: 1 })
  await framing.begin(stage.service.sites.classification.sitekey, { languages: ['fr'] })
  const route = await held.promise
  const challenge = await stage.show(framing, 'transcription')
  await type(framing, ['un'])
  await route.continue()
  await framing.waitForEvent('shown', 1)
  assert.equal((await stage.see(framing)).id, challenge.id)
  assert.equal(await framing.frame.locator('html').getAttribute('lang'), 'en')
  assert.equal(await framing.frame.locator('.box').count(), 1)
  const field = framing.frame.getByLabel('Text 1', { exact: true })
  assert.equal(await field.inputValue(), 'un')
  assert.equal(await field.evaluate((element) => element.matches(':focus')), true)
  const events = await framing.takeEvents()
  assert.deepEqual(
    events.filter(({ turn, is }) => turn === 2 && is !== 'size'),
    [],
  )
})

test('the frame accepts one greeting, and only from the page around it', async () => {
  const framing = await stage.open()
  const { transcription, classification } = stage.service.sites
  await stage.show(framing, 'transcription')
  const rest = `host: '', rqdata: '', languages: [], colors: {}, colorScheme: 'light'`
  await framing.page.evaluate(`{
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => events.push({ is: 'pass', turn: 9 })
    frames[0].postMessage('incipit-frame', '*', [port2])
    port1.postMessage({ contract: 'hcaptcha', turn: 9, sitekey: '${classification.sitekey}', ${rest} })
  }`)
  await stage.show(framing, 'transcription')
  assert.deepEqual(
    framing.sent.map(({ body }) => body['sitekey']),
    [transcription.sitekey, transcription.sitekey],
  )
  assert.ok((await framing.takeEvents()).every(({ turn }) => turn === 2))
})
