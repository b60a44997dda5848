import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FrameLocator, Locator, Page } from 'playwright-core'
import type { Challenge } from '../../src/model/challenge.ts'
import { fillVoices } from '../kinds/listening/voices.ts'
import { changeSite } from '../setup/hcaptcha-client.ts'
import { lookInside } from '../setup/service.ts'
import { letTimePass, placesOf, setWaysStage, taskOf } from './ways-stage.ts'

const rounds = 2

/** What a game asks, by the corpora of the site, and whether the frame shows it. */
const kinds = {
  transcription: { corpora: ['transcription'], isFramed: false },
  classification: { corpora: ['classification'], isFramed: false },
  audio: { corpora: ['spoken'], isFramed: true },
  listening: { corpora: ['voices-en'], isFramed: true },
} as const

describe('a game', () => {
  const stage = setWaysStage()
  before(() => fillVoices(stage.service.store))

  async function open(): Promise<{ page: Page; asked: string[]; told: unknown[] }> {
    const asked: string[] = []
    const told: unknown[] = []
    const prepare = async (page: Page): Promise<void> => {
      letTimePass(page, stage)
      page.on('response', async (response) => {
        const { pathname } = new URL(response.url())
        const isAnswer = response.request().method() === 'POST'
        if (!/\/(challenge|answer)(\/|$)/.test(pathname)) return
        const [json = ''] = String(await response.body()).split('\0')
        const body = JSON.parse(json) as { challenge_id: string }
        if (isAnswer) told.push(body)
        else asked.push(body.challenge_id)
      })
    }
    return { page: await stage.open({ contract: '0.4.2', rounds, prepare }), asked, told }
  }

  /** Answers rightly or wrongly by what decides; what is not known gets a text that nobody reads there. */
  async function answer(
    place: FrameLocator | Locator,
    { kind, items, keyword }: Challenge,
    isRight: boolean,
  ): Promise<void> {
    for (const [n, { role, label }] of items.entries()) {
      if (kind === 'classification') {
        const isWanted = role === 'known' && (label === keyword) === isRight
        if (isWanted) await place.getByRole('button', { name: `Picture ${n + 1}` }).click()
      } else {
        const text = role === 'known' ? (isRight ? (label ?? '') : 'quite wrong') : `other ${n}`
        await place.getByRole('textbox').nth(n).fill(text)
      }
    }
    await place.getByRole('button', { name: 'Validate' }).click()
  }

  // By ear the frame asked on after a wrong answer, so every round was won in the end.
  for (const [kind, { corpora, isFramed }] of Object.entries(kinds))
    test(`of ${kind} has rounds, a score and another game, and tells of an answer only what a challenge tells`, async () => {
      await changeSite(stage.service.store, stage.site, { corpora: [...corpora] })
      const { page, asked, told } = await open()
      const { box, inner } = placesOf(page)
      const place = isFramed ? inner : box
      const field = page.locator('[name=ocapi-challenge-id]')
      for (const [n, isRight] of [false, true].entries()) {
        await box.getByText(`Round ${n + 1} of ${rounds}.`).waitFor()
        await place.getByRole('button', { name: 'Validate' }).waitFor()
        const challenge = await lookInside(stage.service.store, asked[n] ?? '')
        assert.equal(challenge.kind, kind)
        await answer(place, challenge, isRight)
      }
      await box.getByText(`Your score: one right answer out of ${rounds}.`).waitFor()
      assert.equal(await field.inputValue(), asked[1])
      assert.equal(asked.length, rounds)
      assert.equal(new Set(asked).size, rounds)
      const fields = [['state'], ['expires_in_seconds', 'state']]
      const ofFrame = [['pass'], ['pass']]
      assert.deepEqual(
        told.map((body) => Object.keys(Object(body)).toSorted()),
        isFramed ? ofFrame : fields,
      )
      await box.getByRole('button', { name: 'Play again' }).click()
      await box.getByText(`Round 1 of ${rounds}.`).waitFor()
      await place.getByRole('button', { name: 'Validate' }).waitFor()
      assert.equal(asked.length, rounds + 1)
    })

  test('by neither has rounds and a score, too', async () => {
    const { service, site } = stage
    const corpora = ['transcription']
    await changeSite(service.store, site, { corpora, defaultWay: 'neither' })
    const { page } = await open()
    const { box, inner } = placesOf(page)
    await taskOf(inner, 2).waitFor()
    await box.getByText(`Round 2 of ${rounds}.`).waitFor()
    await box.getByText(`Your score: ${rounds} right answers out of ${rounds}.`).waitFor()
    await changeSite(service.store, site, { corpora, defaultWay: 'eye' })
  })
})
