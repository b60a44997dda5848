import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PicturesShown } from '../model/demand.ts'
import { corpus as letters } from '../store/suites/examples.contract.ts'
import { hoursOf, openStock, type StockContext } from './stock.ts'

const hourMs = 3_600_000
const stretchesOfHour = 6
const birds = { ...letters, name: 'birds' }

type Given = Partial<Omit<StockContext, 'clock'>> & {
  shown?: readonly (PicturesShown & { stretch: number })[]
  ready?: Readonly<Record<string, number>>
}

function openAt(startMs: number, { shown = [], ready = {}, ...given }: Given) {
  let nowMs = startMs
  const counted = { ...ready }
  const stock = openStock({
    variants: { countReady: async () => new Map(Object.entries(counted)) },
    demand: { listSince: async (from) => shown.filter(({ stretch }) => stretch >= from) },
    corpora: { listAll: async () => [letters, birds] },
    clock: () => nowMs,
    megabytesMax: 100,
    ...given,
  })
  const lacking = async () =>
    (await stock.lacking()).map(({ corpus, wanted, lacks }) => [corpus.name, wanted, lacks])
  return { stock, lacking, counted, moveBy: (ms: number) => (nowMs += ms) }
}

/** So many pictures in each stretch of some hours. */
function shownIn(hours: readonly [from: number, to: number], pictures: number) {
  const [first, last] = [hours[0] * stretchesOfHour, hours[1] * stretchesOfHour]
  return Array.from({ length: last - first }, (_, n) => ({
    corpus: 'letters',
    stretch: first + n,
    pictures,
  }))
}

test('an hour of a steady demand is what it shows in an hour, whatever came before six hours ago', () => {
  for (const hours of [6, 24]) {
    const hour = hoursOf(shownIn([24 - hours, 24], 500), 24 * hourMs).get('letters') ?? 0
    assert.ok(Math.abs(hour - 3_000) < 30, `${hour}`)
  }
})

test('demand that has ended is half forgotten within an hour, and wholly within six', async () => {
  const shown = shownIn([0, 6], 5_000)
  const { lacking, moveBy } = openAt(6 * hourMs, { shown, megabytesMax: 1_000 })
  const wanted: number[] = []
  for (let hour = 0; hour <= 12; hour += 1) {
    wanted.push(Number((await lacking()).find(([name]) => name === 'letters')?.[1]))
    moveBy(hourMs)
  }
  assert.ok((wanted[1] ?? 0) < (wanted[0] ?? 0) / 2)
  for (const [hour, one] of wanted.slice(1).entries()) assert.ok(one <= (wanted[hour] ?? 0))
  assert.equal(wanted.at(-1), 1_000)
})

test('each corpus that is shown has a thousand, and more as more is asked for; the emptiest is first', async () => {
  const shown = shownIn([18, 24], 500)
  const { lacking } = openAt(24 * hourMs, { shown, ready: { birds: 10, letters: 100 } })
  const [first, second] = await lacking()
  assert.deepEqual(first, ['birds', 1_000, 990])
  assert.equal(second?.[0], 'letters')
  assert.ok(Math.abs(Number(second?.[1]) - 3_000) < 30)
})

test('all together take no more space than allowed, in the proportion of their demand', async () => {
  const shown = shownIn([18, 24], 1_500)
  const { lacking } = openAt(24 * hourMs, { shown, megabytesMax: 3 })
  const [one, other] = (await lacking()).map(([, wanted]) => Number(wanted))
  assert.ok((one ?? 0) + (other ?? 0) <= 500)
  assert.ok((one ?? 0) + (other ?? 0) >= 498)
  assert.deepEqual(await openAt(0, { megabytesMax: 0 }).lacking(), [])
})

test('nothing is drawn of a corpus that is not shown', async () => {
  const listAll = async () => [
    { ...letters, state: 'paused' as const },
    { ...birds, embargoUntilMs: 1_000 },
  ]
  const { lacking, moveBy } = openAt(0, { corpora: { listAll } })
  assert.deepEqual(await lacking(), [])
  moveBy(10_000)
  assert.deepEqual(await lacking(), [['birds', 1_000, 1_000]])
})

test('what is noted as drawn is no longer lacking; all is counted again after ten seconds', async () => {
  const { stock, lacking, counted, moveBy } = openAt(0, { ready: { letters: 980 } })
  await lacking()
  stock.note('letters', 12)
  stock.note('birds', 0)
  assert.deepEqual(await lacking(), [['letters', 1_000, 8]])
  stock.note('letters', 8)
  moveBy(9_999)
  assert.deepEqual(await lacking(), [])
  counted['letters'] = 990
  moveBy(1)
  assert.deepEqual(await lacking(), [
    ['birds', 1_000, 1_000],
    ['letters', 1_000, 10],
  ])
})

// A corpus without a share of a small stock lacked nothing of nothing, 0 / 0,
// and the order of the others around it was left to chance.
test('a corpus of which nothing can be kept does not disturb the order of the others', async () => {
  const empty = { ...letters, name: 'empty' }
  const of = (corpus: string, pictures: number) =>
    shownIn([18, 24], pictures).map((shown) => ({ ...shown, corpus }))
  const { lacking } = openAt(24 * hourMs, {
    shown: [...of('birds', 1_000_000), ...of('letters', 1_000_000)],
    ready: { birds: 60 },
    megabytesMax: 1,
    corpora: { listAll: async () => [birds, empty, letters] },
  })
  assert.deepEqual(
    (await lacking()).map(([name]) => name),
    ['letters', 'birds'],
  )
})
