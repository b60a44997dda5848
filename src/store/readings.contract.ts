import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Answer, Label } from '../model/challenge.ts'
import type { Reading, Readings } from '../model/reading.ts'
import type { Records } from '../model/stores.ts'
import { lendKeepers, type TwoKeepers } from './keepers.contract.ts'
import { corpus, item, source } from './records.contract.ts'

type Keeper = { records: Records; readings: Readings }

const reading: Reading = {
  itemId: 'a',
  corpus: 'letters',
  text: 'Monat',
  state: 'provisional',
  confidence: 0.75,
  answers: 2,
  alternatives: [{ text: 'Monet', confidence: 0.1 }],
  firstAnswerAtMs: 10,
  lastAnswerAtMs: 20,
  settledAtMs: 30,
  engine: 'majority-1',
}

const label = (challengeId: string, itemId: string, givenAtMs: number): Label => ({
  challengeId,
  itemId,
  corpus: 'letters',
  given: 'Monat',
  keyword: null,
  weight: 1,
  verdict: 'pass',
  cluster: 'network',
  elapsedMs: 5,
  givenAtMs,
})

const answerOf = ({ challengeId, cluster, elapsedMs, givenAtMs }: Label): Answer => ({
  challengeId,
  door: 'ocapi',
  sitekey: 'site-1',
  corpus: 'letters',
  kind: 'transcription',
  keyword: null,
  verdict: 'pass',
  known: [],
  cluster,
  elapsedMs,
  answeredAtMs: givenAtMs,
})

/** What every engine must do with readings; `open` gives a fresh keeper. */
export const testReadings = (engine: string, open: () => Promise<TwoKeepers<Keeper>>): void => {
  const withKeepers = lendKeepers(open)
  const fill = async ({ records }: Keeper): Promise<void> => {
    await records.addCorpus(corpus)
    const regions = ['x.xml#a', 'x.xml#b', 'x.xml2#c']
    const items = regions.map((region) => item(region.at(-1) ?? '', { region, status: 'unknown' }))
    await records.addSource(source, items)
  }

  describe(`readings in ${engine}`, () => {
    test('are found as they were kept, and give way to later ones of the same item', () =>
      withKeepers(async ({ one, other }) => {
        await fill(one)
        assert.equal(await one.readings.find('a'), null)
        await one.readings.keep([reading], { corpus: 'letters', untilMs: 20 })
        assert.deepEqual(await other.readings.find('a'), reading)
        const later: Reading = { ...reading, text: 'Monath', state: 'accepted', answers: 4 }
        await other.readings.keep([later], { corpus: 'letters', untilMs: 40 })
        assert.deepEqual(await one.readings.find('a'), later)
        const counts = { open: 0, provisional: 0, accepted: 1, contested: 0 }
        assert.deepEqual(await one.readings.count('letters'), counts)
      }))

    test('are kept in one commit with how far the corpus is settled, or not at all', () =>
      withKeepers(async ({ one, other }) => {
        await fill(one)
        assert.equal(await one.readings.settledUntil('letters'), 0)
        await one.readings.keep([], { corpus: 'letters', untilMs: 20 })
        assert.equal(await other.readings.settledUntil('letters'), 20)
        const lost = { ...reading, itemId: 'nobody' }
        await assert.rejects(one.readings.keep([reading, lost], { corpus: 'letters', untilMs: 50 }))
        assert.equal(await other.readings.settledUntil('letters'), 20)
        assert.equal(await other.readings.find('a'), null)
      }))

    test('come with all the items of their source, read or not', () =>
      withKeepers(async ({ one }) => {
        await fill(one)
        await one.readings.keep([reading], { corpus: 'letters', untilMs: 0 })
        const found = await one.readings.ofSource('source-1')
        assert.deepEqual(
          found.map(({ item: { id, confidence }, reading: read }) => [id, confidence, read]),
          [
            ['a', null, reading],
            ['b', null, null],
            ['c', null, null],
          ],
        )
        assert.deepEqual([found[0]?.widthPixels, found[0]?.heightPixels], [100, 200])
      }))

    test('come with the items of one document, and of none whose path begins alike', () =>
      withKeepers(async ({ one }) => {
        await fill(one)
        const ids = async (path: string): Promise<string[]> =>
          (await one.readings.ofDocument('letters', path)).map((read) => read.item.id)
        assert.deepEqual(await ids('x.xml'), ['a', 'b'])
        assert.deepEqual(await ids('x.xml2'), ['c'])
        assert.deepEqual(await ids('x'), [])
      }))

    test('come with the items of a picture for every document that tells of it', () =>
      withKeepers(async ({ one }) => {
        await fill(one)
        const document = { corpus: 'letters', path: 'y.xml', format: 'PAGE', fileId: 'f' } as const
        await one.records.keepDocument({ ...document, importedAtMs: 1 }, 'source-1')
        const found = await one.readings.ofDocument('letters', 'y.xml')
        assert.deepEqual(
          found.map((read) => read.item.id),
          ['a', 'b', 'c'],
        )
      }))

    test('are settled from labels that are walked through in the order of their time', () =>
      withKeepers(async ({ one, other }) => {
        await fill(one)
        const given = [label('3', 'a', 9), label('1', 'b', 7), label('2', 'a', 9)]
        for (const of of given) await one.records.keepAnswer(answerOf(of), [of])
        const first = { givenAtMs: 0, challengeId: '', itemId: '' }
        const [mark, ...none] = await other.readings.listMarks('letters', first, 1)
        assert.deepEqual([mark, none], [{ givenAtMs: 7, challengeId: '1', itemId: 'b' }, []])
        const rest = await one.readings.listMarks('letters', mark ?? first, 10)
        assert.deepEqual(
          rest.map(({ challengeId }) => challengeId),
          ['2', '3'],
        )
        assert.deepEqual(await one.readings.labelsOf('a', 1), [given[2]])
        assert.deepEqual(await one.readings.labelsOf('a', 9), [given[2], given[0]])
      }))
  })
}
