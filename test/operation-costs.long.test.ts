import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { openLimits } from '../src/defence/limits.ts'
import type { AppContext } from '../src/http/app.ts'
import type { Store } from '../src/model/store.ts'
import { countingStore, type StoreCounts } from './setup/counted-store.ts'
import { addSecret, changeSite, hcaptchaClient } from './setup/hcaptcha-client.ts'
import { ocapiClient } from './setup/ocapi-client.ts'
import { answerTo, lookInside, openService, type ServiceFixture } from './setup/service.ts'
import { drawAhead } from './setup/stock.ts'

/**
 * What each operation asks of the store at most: statements, and writes, each of which waits for a commit. Whoever
 * makes one cheaper lowers its budget; whoever makes it dearer raises it and says why. Drawing on allowances is two
 * statements, because one that also worked out what each costs took half as much time again.
 */
const budgets = {
  'a challenge with two pictures in its reply': { statements: 15, writes: 4 },
  'a challenge with nine pictures in its reply': { statements: 21, writes: 4 },
  // One looks whether the network has failures that a right answer makes good.
  'an answer, to a token': { statements: 16, writes: 3 },
  siteverify: { statements: 3, writes: 1 },
  'the state of a challenge': { statements: 3, writes: 0 },
  'a pass unasked': { statements: 6, writes: 4 },
} as const satisfies Record<string, StoreCounts>

type Operation = keyof typeof budgets
/** Prepares a call that is then counted, and gives it. */
type Prepare = () => Promise<() => Promise<LightMyRequestResponse>>

const timesEach = 9

function prepareAll(service: ServiceFixture, secret: string): Record<Operation, Prepare> {
  const { app, store, sites } = service
  const words = hcaptchaClient(service, sites.transcription)
  const pictures = hcaptchaClient(service, sites.classification)
  const ocapi = ocapiClient(service, sites.transcription)
  return {
    'a challenge with two pictures in its reply': async () => {
      await drawAhead(service, async () => Buffer.from('a picture'))
      return () => words.ask({ pictures: 'inline' })
    },
    'a challenge with nine pictures in its reply': async () => {
      await drawAhead(service, async () => Buffer.from('a picture'))
      return () => pictures.ask({ pictures: 'inline' })
    },
    'an answer, to a token': async () => {
      const { challenge_id: id } = await words.getChallenge()
      const right = answerTo(await lookInside(store, id), true)
      return () => words.answer(id, right)
    },
    siteverify: async () => {
      const { token: response } = await words.pass()
      const payload = new URLSearchParams({ secret, response }).toString()
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      return () => app.inject({ method: 'POST', url: '/siteverify', payload, headers })
    },
    'the state of a challenge': async () => {
      const { challenge_id: id } = await ocapi.create()
      await ocapi.answerRightly(id)
      return () => ocapi.readState(id)
    },
    'a pass unasked': async () => {
      await changeSite(store, sites.transcription, { mode: 'invisible' })
      return () => words.ask()
    },
  }
}

/** A service that counts, and what it counts; `change` replaces parts of its context. */
async function openCounted(change: (store: Store) => Partial<AppContext>) {
  const counts: StoreCounts = { statements: 0, writes: 0 }
  const clock = (): number => Date.UTC(2026, 0, 1)
  const warn = (): void => undefined
  const service = await openService((store) => {
    const { allowances } = store
    return { limits: openLimits({ allowances, clock, percent: 100_000, warn }), ...change(store) }
  }, countingStore(counts))
  const operations = prepareAll(
    service,
    await addSecret(service.store, service.sites.transcription),
  )
  return { service, counts, operations }
}

async function countOnce(counts: StoreCounts, prepare: Prepare): Promise<StoreCounts> {
  const call = await prepare()
  const first = { ...counts }
  const { statusCode, body } = await call()
  assert.equal(statusCode, 200, body)
  return {
    statements: counts.statements - first.statements,
    writes: counts.writes - first.writes,
  }
}

async function countMost(counts: StoreCounts, prepare: Prepare): Promise<StoreCounts> {
  const counted: StoreCounts[] = []
  // The first reads what is then remembered.
  await countOnce(counts, prepare)
  for (let n = 0; n < timesEach; n += 1) counted.push(await countOnce(counts, prepare))
  const most = (of: keyof StoreCounts): number => Math.max(...counted.map((one) => one[of]))
  return { statements: most('statements'), writes: most('writes') }
}

describe('the store is asked', () => {
  let counted: Awaited<ReturnType<typeof openCounted>>
  before(async () => {
    counted = await openCounted(() => ({}))
  })
  after(() => counted.service.close())

  for (const operation of Object.keys(budgets) as Operation[])
    test(`for ${operation} as often as its budget says`, async () => {
      const { counts, operations } = counted
      assert.deepEqual(await countMost(counts, operations[operation]), budgets[operation])
    })
})

test('an operation that asks the store once more is found', async () => {
  const { service, counts, operations } = await openCounted(({ sites }) => ({
    sites: {
      ...sites,
      find: async (sitekey) => {
        await sites.find(sitekey)
        return sites.find(sitekey)
      },
    },
  }))
  const { statements } = await countOnce(counts, operations.siteverify)
  assert.equal(statements, budgets.siteverify.statements + 1)
  await service.close()
})
