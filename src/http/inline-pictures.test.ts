import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openService, type ServiceFixture } from '../../test/setup/service.ts'
import { drawAhead } from '../../test/setup/stock.ts'
import type { ChallengeBody } from '../wire/challenge.ts'

type Asked = { challenge: ChallengeBody; rest: Buffer; type: string }

describe('pictures in the reply', () => {
  let service: ServiceFixture
  before(async () => {
    service = await openService()
  })
  after(() => service.close())

  const read = (reply: { rawPayload: Buffer; headers: object }): Asked => {
    const { rawPayload: bytes, headers } = reply
    const end = bytes.indexOf(0)
    const body = JSON.parse(String(end < 0 ? bytes : bytes.subarray(0, end))) as ChallengeBody & {
      challenge?: ChallengeBody
    }
    const rest = end < 0 ? Buffer.alloc(0) : bytes.subarray(end + 1)
    return {
      challenge: body.challenge ?? body,
      rest,
      type: String(Reflect.get(headers, 'content-type')),
    }
  }
  const ways: Record<string, (sitekey: string, pictures?: string) => Promise<Asked>> = {
    'POST /api/challenge': async (sitekey, pictures) =>
      read(
        await service.app.inject({
          method: 'POST',
          url: '/api/challenge',
          headers: { origin: 'https://partner.example' },
          payload: { sitekey, ...(pictures ? { pictures } : {}) },
        }),
      ),
    'GET /v2/challenge': async (sitekey, pictures) =>
      read(
        await service.app.inject({
          url: `/v2/challenge/${sitekey}${pictures ? `?pictures=${pictures}` : ''}`,
          headers: { origin: 'https://partner.example' },
        }),
      ),
  }

  for (const [name, ask] of Object.entries(ways)) {
    for (const kind of ['transcription', 'classification'] as const)
      test(`${name} brings the pictures of a ${kind}, the same as at their addresses`, async () => {
        await drawAhead(service)
        const { challenge, rest, type } = await ask(service.sites[kind].sitekey, 'inline')
        assert.equal(type, 'application/octet-stream')
        let from = 0
        for (const { url, bytes } of challenge.images) {
          const there = await service.app.inject({ url, headers: { accept: 'image/webp' } })
          assert.deepEqual(bytes, [from, from + there.rawPayload.length])
          assert.deepEqual(rest.subarray(...(bytes ?? [])), there.rawPayload)
          from += there.rawPayload.length
        }
        assert.equal(rest.length, from)
      })

    test(`${name} gives JSON with the addresses alone to whoever does not ask for pictures`, async () => {
      await drawAhead(service)
      const { challenge, rest, type } = await ask(service.sites.transcription.sitekey)
      assert.match(type, /^application\/json/)
      assert.deepEqual([rest.length, challenge.images[0]?.bytes], [0, undefined])
    })

    test(`${name} gives JSON with the addresses alone when a picture is not drawn yet, and draws none`, async () => {
      const { sitekey } = service.sites.classification
      let asked = await ask(sitekey, 'inline')
      for (let times = 0; asked.rest.length > 0 && times < 40; times += 1)
        asked = await ask(sitekey, 'inline')
      assert.match(asked.type, /^application\/json/)
      assert.equal(asked.challenge.images[0]?.bytes, undefined)
    })

    test(`${name} refuses another way to have the pictures`, async () => {
      const { challenge } = await ask(service.sites.transcription.sitekey, 'none')
      assert.equal(Reflect.get(challenge, 'error'), 'bad_request')
    })
  }
})
