import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fillLetters, readLetters } from '../../../test/setup/letters.ts'
import { keepReadings, fakeReading, readAtMs } from '../../../test/setup/readings.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'
import { entropyOf, shareText } from './reading-facts.ts'

let terminal: FakeTerminal
let challenges: string[]

beforeEach(async () => {
  terminal = fakeTerminal()
  await fillLetters(terminal)
  challenges = await readLetters(terminal)
})
afterEach(() => terminal.close())

const hourMs = 3_600_000
type Shown = { reading: object | null; history: object[]; fit: object | null; archive: object }

describe('labels show', () => {
  test('explains a reading with all that it leans on', async () => {
    const { fits, readings } = terminal.store
    const times = { untilMs: readAtMs, labels: 6, fittedAtMs: readAtMs + 1, recalls: 0 }
    const fit = { corpus: 'letters', engine: 'engine-of-the-test', ...times, isStale: false }
    await fits.keep({ ...fit, parameters: '{}' }, [])
    await keepReadings(readings, [fakeReading('c1', 'Hans')], { cause: 'recall' })
    const shown = await terminal.json<Shown>('labels', 'show', 'c1')
    assert.deepEqual(shown.archive, { status: 'doubtful', text: 'Hans', confidence: 0.4 })
    assert.deepEqual(shown.fit, {
      engine: 'engine-of-the-test',
      labels: 6,
      until: '2026-01-02T00:00:00.000Z',
      fitted_at: '2026-01-02T00:00:00.001Z',
      is_stale: false,
    })
    const day = '2026-01-02T00:00:00.000Z'
    const common = { state: 'accepted', at: day }
    assert.deepEqual(shown.history, [
      {
        ...common,
        text: 'Haus',
        confidence: 0.98765,
        was_state: null,
        was_text: null,
        cause: 'labels',
      },
      {
        ...common,
        text: 'Hans',
        confidence: 0.98,
        was_state: 'accepted',
        was_text: 'Haus',
        cause: 'recall',
      },
    ])
  })

  test('names each alternative with how likely it is, and from when on it is published', async () => {
    const { out } = await terminal.run('labels', 'show', 'letters', 'pages/1.xml#l1')
    assert.match(out, /^reading {7}“Haus” accepted, published from 2026-01-03T00:00:00\.000Z$/m)
    assert.match(out, /^confidence {4}0\.9877 \(before calibration 0\.9990\)$/m)
    assert.match(out, /^alternatives {2}“Hauß” 0\.0111$/m)
    assert.match(out, /^answers {7}4 counted of 2; 3 networks gave this text, agreement 0\.7500$/m)
    assert.match(out, /^archive {7}doubtful, “Hans” \(a machine’s confidence 0\.4\)$/m)
    const held = await terminal.run('labels', 'show', 'd5')
    assert.match(held.out, /accepted, to be published from 2026-01-04/)
    assert.match((await terminal.run('labels', 'show', 'c2')).out, /^reading {7}none yet$/m)
  })

  // Open readings with two labels for a false text showed 0.98 and were taken for nearly certain: canaries
  // calibrate accepted readings, and say nothing about those that are still being asked.
  test('calls the confidence of what is not accepted a first guess', async () => {
    const { out } = await terminal.run('labels', 'show', 'c4')
    assert.match(out, /^confidence .*; a first guess: only accepted ones are calibrated$/m)
  })

  test('never names a network or a challenge', async () => {
    for (const id of ['c1', 'c3', 'd1']) {
      const { out } = await terminal.run('labels', 'show', id)
      const { out: json } = await terminal.run('labels', 'show', id, '--json')
      for (const secret of [...challenges, 'networkHash-of-visitor', 'sitekey-of-the-test'])
        assert.ok(!(out + json).includes(secret), secret)
    }
  })

  test('is refused for what is not there', async () => {
    const refusal = (...words: string[]) => terminal.refusal('labels', 'show', ...words)
    assert.match(await refusal('nothing'), /no item “nothing”/)
    assert.match(await refusal('nowhere', 'pages/1.xml#l1'), /no corpus “nowhere”/)
    assert.match(
      await refusal('letters', 'pages/1.xml#l9'),
      /“letters” has no item with the region/,
    )
    assert.match(await refusal('letters', 'l9'), /“letters” has no item with the region/)
  })
})

describe('labels list', () => {
  type Listed = { readings: { item: string; alternatives: object[] }[]; next: string | null }
  const list = (...flags: string[]): Promise<Listed> =>
    terminal.json<Listed>('labels', 'list', '--corpus', 'letters', ...flags)

  test('shows what waits for a review, with its candidates in order', async () => {
    const alternatives = [
      { text: 'Kreuzer', confidence: 0.3 },
      { text: 'Kreutz', confidence: 0.1 },
    ]
    const contested = { state: 'contested', confidence: 0.5, alternatives } as const
    await keepReadings(terminal.store.readings, [fakeReading('d2', 'Kreutzer', contested)])
    const { readings } = await list()
    assert.deepEqual(
      readings.map(({ item, alternatives: others }) => [item, others]),
      [['d2', alternatives]],
    )
    assert.match(
      (await terminal.run('labels', 'list', '--corpus', 'letters')).out,
      /^d2 {2}region of d2 {2}“Kreutzer” 0\.5000, else “Kreuzer” 0\.3000, “Kreutz” 0\.1000; 3 answers$/m,
    )
  })

  test('goes on page by page', async () => {
    const page = (...flags: string[]) => list('--state', 'accepted', '--limit', '2', ...flags)
    const first = await page()
    assert.deepEqual([first.readings.map(({ item }) => item), first.next], [['c1', 'c3'], 'c3'])
    const second = await page('--after', 'c3')
    assert.deepEqual([second.readings.map(({ item }) => item), second.next], [['d1', 'd5'], 'd5'])
    assert.deepEqual(await page('--after', 'd5'), {
      corpus: 'letters',
      state: 'accepted',
      readings: [],
      next: null,
    })
  })

  test('is refused for a state or a corpus that does not exist', async () => {
    const refusal = (...flags: string[]) => terminal.refusal('labels', 'list', ...flags)
    assert.match(await refusal(), /--corpus NAME/)
    assert.match(await refusal('--corpus', 'letters', '--state', 'done'), /must be one of open,/)
    assert.match(await refusal('--corpus', 'nowhere'), /no corpus “nowhere”/)
    assert.match(await refusal('--corpus', 'letters', '--limit', '0'), /--limit must be/)
  })
})

describe('labels changes', () => {
  const changes = (...flags: string[]): Promise<object[]> =>
    terminal.json<object[]>('labels', 'changes', '--corpus', 'letters', ...flags)

  test('lists what was accepted and no longer is, or is another reading, and why', async () => {
    const atMs = terminal.now() - hourMs
    const contested = fakeReading('c1', 'Hauß', { state: 'contested', confidence: 0.6 })
    await keepReadings(terminal.store.readings, [contested], { atMs, cause: 'refit' })
    await keepReadings(terminal.store.readings, [fakeReading('c4', 'nahen')], { atMs })
    assert.deepEqual(await changes(), [
      {
        at: '2026-01-02T23:00:00.000Z',
        item: 'c1',
        region: 'pages/1.xml#l1',
        was_text: 'Haus',
        now_text: 'Hauß',
        state: 'contested',
        confidence: 0.6,
        cause: 'refit',
      },
    ])
    assert.match(
      (await terminal.run('labels', 'changes', '--corpus', 'letters')).out,
      /pages\/1\.xml#l1 {2}“Haus” → “Hauß” contested {2}\(refit\)/,
    )
    assert.equal((await changes('--since', '2026-01-02')).length, 1)
    assert.equal((await changes('--since', '2026-01-03')).length, 0)
    assert.equal((await changes('--since', '1')).length, 1)
    assert.equal((await changes('--since', '0')).length, 0)
  })

  test('is refused for an invalid day', async () => {
    const refusal = (since: string) =>
      terminal.refusal('labels', 'changes', '--corpus', 'letters', '--since', since)
    for (const wrong of ['yesterday', '2026-02-30', '2026-1-1'])
      assert.match(await refusal(wrong), /--since must be a day such as 2030-01-01/, wrong)
  })
})

test('a share is never rounded up to certainty, and entropy counts the probability that belongs to no text', () => {
  assert.deepEqual(
    [shareText(1), shareText(0.99996), shareText(0.5)],
    ['1.0000', '0.9999', '0.5000'],
  )
  assert.equal(entropyOf(fakeReading('a', 'b', { confidence: 1 })), 0)
  assert.equal(entropyOf(fakeReading('a', 'b', { confidence: 0.5 })), 1)
  const alternatives = [{ text: 'c', confidence: 0.25 }]
  assert.equal(entropyOf(fakeReading('a', 'b', { confidence: 0.5, alternatives })), 1.5)
})
