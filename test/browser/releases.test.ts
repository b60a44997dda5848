import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setStage, writeTag } from './browser.ts'
import { stubSite } from './stub-service.ts'

const stage = setStage()

const old = { id: 'captchan', attributes: 'captchan' }
const now = { id: 'ocapi', attributes: 'ocapi' }
const none: string[] = []

/** The tables of the integrator's page, repeated here on purpose. */
const rows: {
  version: string
  base: string
  works: { id: string; attributes: string }[]
  isMuteFor: { id: string; attributes: string }[]
  hasBaseUrl: boolean
  fields: string[]
  hasEvent: boolean
}[] = [
  {
    version: '0.4.2',
    base: '/v2',
    works: [old, now, { id: 'ocapi', attributes: 'captchan' }],
    isMuteFor: [],
    hasBaseUrl: true,
    fields: [
      'captchan-challenge-id',
      'captchan-client-id',
      'ocapi-challenge-id',
      'ocapi-client-id',
    ],
    hasEvent: true,
  },
  {
    version: '0.3.2',
    base: '/v1',
    works: [old, now, { id: 'captchan', attributes: 'ocapi' }],
    isMuteFor: [],
    hasBaseUrl: true,
    fields: [
      'captchan-challenge-id',
      'captchan-client-id',
      'ocapi-challenge-id',
      'ocapi-client-id',
    ],
    hasEvent: true,
  },
  {
    version: '0.3.1',
    base: '',
    works: [old],
    isMuteFor: [now],
    hasBaseUrl: true,
    fields: ['captchan-challenge-id', 'captchan-client-id'],
    hasEvent: false,
  },
  {
    version: '0.3.0',
    base: '',
    works: [old],
    isMuteFor: [now],
    hasBaseUrl: true,
    fields: ['captchan-challenge-id'],
    hasEvent: false,
  },
  {
    version: '0.2.1',
    base: '',
    works: [old],
    isMuteFor: [now],
    hasBaseUrl: false,
    fields: ['captchan-challenge-id'],
    hasEvent: false,
  },
]

function place({ id, attributes }: { id: string; attributes: string }, more = ''): string {
  return `<div id="${id}-challenge" data-${attributes}-client="${stubSite.clientId}" ${more}></div>`
}

for (const { version, base, works, isMuteFor, hasBaseUrl, fields, hasEvent } of rows) {
  for (const names of works) {
    test(`release ${version} runs in #${names.id}-challenge with data-${names.attributes}-client and writes its own fields`, async () => {
      const page = await stage.open({ version, placeholder: place(names) })
      await page.evaluate(
        "document.addEventListener('ocapi-challenge-validated', (event) => { window.passed = event.detail })",
      )
      await page.getByLabel('Text 1', { exact: true }).fill('right')
      await page.getByLabel('Text 2', { exact: true }).fill('right')
      await page.keyboard.press('Enter')
      await page.getByText('That is right').waitFor()
      const [id = ''] = stage.stub.challenges.keys()
      assert.equal(stage.stub.answered[0]?.path, `${base}/challenge/${stubSite.clientId}/${id}`)
      const found = await page
        .locator('form input[type=hidden]')
        .evaluateAll((inputs) => inputs.map((input) => `${input.name}=${input.value}`))
      const expected = fields.map(
        (name) => `${name}=${name.endsWith('challenge-id') ? id : stubSite.clientId}`,
      )
      assert.deepEqual(new Set(found), new Set(expected))
      assert.equal(found.length, fields.length)
      assert.deepEqual(
        await page.evaluate('window.passed ?? null'),
        hasEvent ? { challenge_id: id } : null,
      )
    })
  }

  for (const names of isMuteFor) {
    test(`release ${version} does not know #${names.id}-challenge`, async () => {
      await stage.open({ version, placeholder: place(names) })
      assert.match(stage.complaints.join(), /no element has the id captchan-challenge\./)
      assert.deepEqual(stage.stub.asked, none)
    })
  }

  test(`release ${version} ${hasBaseUrl ? 'follows' : 'does not know'} the base URL of the page, and no game before 0.4`, async () => {
    const elsewhere = `data-captchan-base-url="${stage.stub.origin}/v2///" data-ocapi-game-mode="3"`
    const page = await stage.open({ version, placeholder: place(old, elsewhere) })
    await page.getByLabel('Text 1', { exact: true }).waitFor()
    const path = `${hasBaseUrl ? '/v2' : base}/challenge/${stubSite.clientId}?language=en&pictures=inline${version < '0.3.1' ? '' : '&way=default'}`
    assert.deepEqual(stage.stub.asked, [path])
    const rounds = await page.getByText('Round 1 of 3.').count()
    assert.equal(rounds, version.startsWith('0.4') ? 1 : 0)
  })
}

test('the current names take precedence over the deprecated ones', async () => {
  const page = await stage.open({
    placeholder: place(
      now,
      `data-captchan-client="old" data-captchan-base-url="http://127.0.0.1:9/" data-ocapi-base-url="${stage.stub.origin}/v1"`,
    ),
  })
  await page.getByLabel('Text 1', { exact: true }).waitFor()
  assert.deepEqual(stage.stub.asked, [
    `/v1/challenge/${stubSite.clientId}?language=en&pictures=inline&way=default`,
  ])
})

test('each release has a tag with the integrity value of its bytes', () => {
  const tags = rows.map(({ version }) => writeTag(stage.stub, version))
  assert.equal(new Set(tags.map((tag) => /integrity="(.+?)"/.exec(tag)?.[1])).size, rows.length)
})
