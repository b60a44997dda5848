import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Answer, Label } from '../../model/challenge.ts'
import { defaultTextPolicy, type Corpus } from '../../model/corpus.ts'
import type { Item, Source } from '../../model/item.ts'
import { defaultStopRules } from '../../model/stop-rules.ts'
import type { AnswerName, Draw, Records } from '../../model/stores.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

/** A corpus to keep things in. */
export const corpus: Corpus = {
  name: 'letters',
  kind: 'transcription',
  language: 'fr',
  script: 'Latn',
  direction: 'ltr',
  textPolicy: defaultTextPolicy,
  stopRules: defaultStopRules.transcription,
  state: 'open',
  embargoUntilMs: null,
  createdAtMs: 5,
}

/** A source in that corpus. */
export const source: Source = {
  id: 'source-1',
  corpus: 'letters',
  origin: 'page 1.jpg',
  imageSha256: 'ab',
  format: 'jpeg',
  widthPixels: 100,
  heightPixels: 200,
  licence: 'CC-BY-4.0',
  credit: 'An archive',
  creditUrl: 'https://archive.example/1',
  iiif: null,
  importedAtMs: 5,
}

/** A known item of that source that is asked, or another where so wished. */
export function item(id: string, change: Partial<Item> = {}): Item {
  return {
    id,
    corpus: 'letters',
    sourceId: 'source-1',
    kind: 'transcription',
    status: 'known',
    stage: 'open',
    level: 'word',
    region: `region of ${id}`,
    box: { x: 1, y: 2, width: 30, height: 10 },
    polygon: [{ x: 1, y: 2 }],
    label: `word ${id}`,
    confidence: null,
    pictureId: `picture of ${id}`,
    lineId: null,
    place: null,
    readingOrder: null,
    machineScore: null,
    ...change,
  }
}

/** A draw of known items of that corpus. */
export const draw: Draw = { corpus: 'letters', role: 'known', count: 10, retired: false, from: 0.5 }

function answer(challengeId: string, verdict: Answer['verdict']): Answer {
  return {
    challengeId,
    contract: 'ocapi',
    sitekey: 'site-1',
    corpus: 'letters',
    kind: 'transcription',
    keyword: null,
    verdict,
    known: [{ itemId: 'k', given: 'x', isRight: verdict === 'pass' }],
    networkHash: 'c',
    elapsedMs: 4000,
    answeredAtMs: 0,
  }
}

function answerName(sitekey: string, challengeId: string): AnswerName {
  return { contract: 'ocapi', sitekey, challengeId }
}

function label(challengeId: string, itemId: string): Label {
  return {
    itemId,
    challengeId,
    corpus: 'letters',
    given: 'perdrix',
    keyword: null,
    weight: 1,
    knownAsked: 1,
    verdict: 'pass',
    networkHash: 'c',
    elapsedMs: 4000,
    givenAtMs: 0,
  }
}

const rule = { ttlMs: 1000, rereadMs: 100, readsMax: 3 }

/** What every engine that keeps records must do; `open` gives a fresh store whose clock stands at 0. */
export function testRecords(engine: string, open: () => Promise<TwoStores<Records>>): void {
  const withStores = (use: (stores: TwoStores<Records>) => Promise<void>): Promise<void> =>
    provideStores(open)(async (stores) => {
      await stores.one.addCorpus(corpus)
      await use(stores)
    })

  describe(`records in ${engine}`, () => {
    test('a corpus is found as it was first added', () =>
      withStores(async ({ one }) => {
        await one.addCorpus({ ...corpus, language: 'de' })
        assert.deepEqual(await one.findCorpus('letters'), corpus)
        assert.deepEqual(await one.listCorpora(), [corpus])
        assert.equal(await one.findCorpus('other'), null)
        const stopRules = { ...corpus.stopRules, answersMax: 20 }
        const textPolicy = { ...defaultTextPolicy, abbreviations: { '&': 'und' } }
        const other = { ...corpus, name: 'other', stopRules, textPolicy }
        await one.addCorpus(other)
        assert.deepEqual(await one.findCorpus('other'), other)
      }))

    test('a source added twice gives the same items, not more', () =>
      withStores(async ({ one }) => {
        const first = await one.addSource(source, [item('a'), item('b')])
        const second = await one.addSource(source, [item('b'), item('c')])
        assert.deepEqual([first.added, second], [2, { added: 1, revised: 0 }])
        assert.deepEqual(await one.findItem('a'), item('a'))
        assert.deepEqual(await one.itemsOfRegion('letters', 'region of a', 9), [item('a')])
        assert.deepEqual(await one.itemsOfSource('source-1'), [item('a'), item('b'), item('c')])
      }))

    // A corrected credit was silently ignored, because importing again adds nothing.
    test('the rights of a source can be corrected, and it is told whether that changed anything', () =>
      withStores(async ({ one }) => {
        await one.addSource(source, [item('k')])
        const { licence, credit, creditUrl } = source
        assert.equal(await one.correctRights('source-1', { licence, credit, creditUrl }), false)
        const rights = { licence: 'CC0-1.0', credit: 'Another archive', creditUrl: null }
        assert.equal(await one.correctRights('source-1', rights), true)
        assert.equal(await one.correctRights('source-1', rights), false)
        assert.equal(await one.correctRights('no such source', rights), false)
        const [drawn] = await one.drawItems(draw)
        assert.deepEqual([drawn?.licence, drawn?.credit, drawn?.creditUrl], Object.values(rights))
      }))

    test('a source whose items cannot be kept is not kept either', () =>
      withStores(async ({ one }) => {
        const stray = item('z', { sourceId: 'no such source' })
        await assert.rejects(one.addSource(source, [item('a'), stray]))
        assert.equal((await one.countCorpus('letters')).sources, 0)
        assert.equal(await one.findItem('a'), null)
      }))

    test('a draw gives items of its role, with the credit of their source', () =>
      withStores(async ({ one }) => {
        await one.addSource(source, [item('k'), item('u', { status: 'unknown', label: null })])
        const [known, ...more] = await one.drawItems(draw)
        assert.deepEqual(more, [])
        assert.deepEqual(known, {
          id: 'k',
          pictureId: 'picture of k',
          status: 'known',
          label: 'word k',
          isCanary: false,
          box: { x: 1, y: 2, width: 30, height: 10 },
          licence: 'CC-BY-4.0',
          credit: 'An archive',
          creditUrl: 'https://archive.example/1',
        })
        const unknown = await one.drawItems({ ...draw, role: 'unknown' })
        assert.deepEqual(
          unknown.map(({ id }) => id),
          ['u'],
        )
      }))

    test('a draw goes once round the shuffled order wherever it begins', () =>
      withStores(async ({ one }) => {
        const ids = ['a', 'b', 'c', 'd', 'e', 'f']
        await one.addSource(
          source,
          ids.map((id) => item(id)),
        )
        for (const from of [0, 0.25, 0.5, 0.999]) {
          const drawn = await one.drawItems({ ...draw, from })
          assert.deepEqual(drawn.map(({ id }) => id).toSorted(), ids)
          assert.equal((await one.drawItems({ ...draw, from, count: 4 })).length, 4)
        }
      }))

    test('a draw is narrowed to one class or to all others', () =>
      withStores(async ({ one }) => {
        await one.addSource(source, [item('a', { label: 'map' }), item('b', { label: 'seal' })])
        const maps = await one.drawItems({ ...draw, label: { is: 'map' } })
        const others = await one.drawItems({ ...draw, label: { isNot: 'map' } })
        assert.deepEqual([maps.map(({ id }) => id), others.map(({ id }) => id)], [['a'], ['b']])
      }))

    test('waiting and unfit items are never drawn', () =>
      withStores(async ({ one }) => {
        const waiting = item('a', { stage: 'waiting', pictureId: null })
        await one.addSource(source, [waiting, item('b', { stage: 'unfit' })])
        assert.deepEqual(await one.drawItems(draw), [])
        const counts = await one.countCorpus('letters')
        assert.deepEqual([counts.waiting, counts.unfit, counts.known], [1, 1, 0])
      }))

    test('an item retires when it was shown as often as allowed, and can then be drawn as retired only', () =>
      withStores(async ({ one }) => {
        await one.addSource(source, [item('a')])
        const shown = { itemId: 'a', role: 'known', rank: 0.1 } as const
        await one.countExposures([shown], { known: 2, unknown: 9 })
        assert.equal((await one.drawItems(draw)).length, 1)
        await one.countExposures([shown, { ...shown, role: 'unknown' }], { known: 2, unknown: 9 })
        assert.deepEqual(await one.drawItems(draw), [])
        assert.equal((await one.drawItems({ ...draw, retired: true })).length, 1)
        assert.equal((await one.countCorpus('letters')).retired, 1)
      }))

    test('an answer and its labels are kept together', () =>
      withStores(async ({ one, other }) => {
        await one.addSource(source, [item('u')])
        await one.keepAnswer(answer('c1', 'pass'), [label('c1', 'u')])
        assert.deepEqual(await other.listLabels('letters', 10), [label('c1', 'u')])
        assert.equal(await other.hasAnswer('site-1', 'c1'), true)
        assert.equal(await other.hasAnswer('site-2', 'c1'), false)
        assert.equal(await other.hasAnswer('site-1', 'c2'), false)
      }))

    test('an answer whose label cannot be kept is not kept either', () =>
      withStores(async ({ one }) => {
        await one.addSource(source, [item('a')])
        const twice = [label('c1', 'a'), label('c1', 'a')]
        await assert.rejects(one.keepAnswer(answer('c1', 'pass'), twice))
        assert.equal(await one.readVerdict(answerName('site-1', 'c1'), rule), null)
      }))

    test('one challenge has one answer, whichever process keeps it', () =>
      withStores(async ({ one, other }) => {
        await one.keepAnswer(answer('c1', 'fail'), [])
        await assert.rejects(other.keepAnswer(answer('c1', 'pass'), []))
        assert.equal(await one.readVerdict(answerName('site-1', 'c1'), rule), 'fail')
      }))

    test('a pass is read by its own site alone, a few times within a short while, then never', () =>
      withStores(async ({ one, other, moveClock }) => {
        await one.keepAnswer(answer('c1', 'pass'), [])
        assert.equal(await one.readVerdict(answerName('site-2', 'c1'), rule), null)
        assert.equal(await one.readVerdict(answerName('site-1', 'c1'), rule), 'pass')
        assert.equal(await other.readVerdict(answerName('site-1', 'c1'), rule), 'pass')
        moveClock(101)
        assert.equal(await one.readVerdict(answerName('site-1', 'c1'), rule), null)
      }))

    test('two hundred readers in two processes see a pass no oftener than allowed', () =>
      withStores(async ({ one, other }) => {
        await one.keepAnswer(answer('c1', 'pass'), [])
        const readers = Array.from({ length: 200 }, (_, n) => (n % 2 ? one : other))
        const read = await Promise.all(
          readers.map((k) => k.readVerdict(answerName('site-1', 'c1'), rule)),
        )
        assert.equal(read.filter((verdict) => verdict === 'pass').length, rule.readsMax)
      }))

    // One challenge was worth two passes to a site that checks by both contracts.
    test('a verdict is read by the contract its answer came in by and no other', () =>
      withStores(async ({ one }) => {
        await one.keepAnswer({ ...answer('c1', 'pass'), contract: 'hcaptcha' }, [])
        const name = answerName('site-1', 'c1')
        assert.equal(await one.readVerdict(name, rule), null)
        assert.equal(await one.readVerdict({ ...name, contract: 'hcaptcha' }, rule), 'pass')
        assert.equal(await one.hasAnswer('site-1', 'c1'), true)
      }))

    test('a verdict that nobody asked for in time is gone', () =>
      withStores(async ({ one, moveClock }) => {
        await one.keepAnswer(answer('c1', 'pass'), [])
        await one.keepAnswer(answer('c2', 'fail'), [])
        moveClock(1000)
        assert.equal(await one.readVerdict(answerName('site-1', 'c1'), rule), null)
        assert.equal(await one.readVerdict(answerName('site-1', 'c2'), rule), null)
      }))

    test('all processes share the salt of a day, and an old one is forgotten', () =>
      withStores(async ({ one, other }) => {
        assert.equal(await one.saltOfDay(7, 'first'), 'first')
        assert.equal(await other.saltOfDay(7, 'second'), 'first')
        await one.saltOfDay(8, 'third')
        assert.equal(await one.saltOfDay(7, 'fourth'), 'fourth')
        await one.forgetSalts(8)
        assert.equal(await one.saltOfDay(7, 'fifth'), 'fifth')
      }))

    test('of two processes that want a key of the service at once both get the same, for ever', () =>
      withStores(async ({ one, other, moveClock }) => {
        const [first, second] = await Promise.all([
          one.keyOf('token', 'a'),
          other.keyOf('token', 'b'),
        ])
        assert.ok(first === 'a' || first === 'b')
        assert.equal(second, first)
        moveClock(86_400_000)
        assert.equal(await other.keyOf('token', 'c'), first)
        assert.equal(await one.keyOf('another', 'd'), 'd')
      }))

    test('a store that answers passes its check', () => withStores(async ({ one }) => one.check()))
  })
}
