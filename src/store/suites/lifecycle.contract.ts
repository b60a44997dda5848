import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { drawItems } from '../../../test/setup/draw-items.ts'
import type { Database } from '../../model/store.ts'
import type { AuditLine } from '../../model/audit.ts'
import type { Item } from '../../model/item.ts'
import type { Source } from '../../model/source.ts'
import type { Extent } from '../../model/lifecycle.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'
import { corpus, draw, item, reportRules, source } from './examples.contract.ts'

const line: AuditLine = {
  atMs: 0,
  organisation: 'main',
  actor: 'test',
  action: 'corpus.take-down',
  subject: 'letters',
  detail: '',
}
const whole: Extent = { is: 'corpus', corpus: 'letters', id: 'letters' }
const onePage: Extent = { is: 'source', corpus: 'letters', id: source.id }
const second: Source = { ...source, id: 'source-2', origin: 'page 2.jpg' }
function onSecond(id: string, change: Partial<Item> = {}): Item {
  return item(id, { sourceId: second.id, ...change })
}

/** What every engine must do that takes things down; `open` gives two openings of a fresh store. */
export function testLifecycle(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = provideStores(open)
  const withPages = (use: (stores: TwoStores<Database>) => Promise<void>) =>
    withStores(async (stores) => {
      const { corpora, sources } = stores.one
      await corpora.add(corpus)
      await sources.add('main', source, [item('a'), item('b')])
      await sources.add('main', second, [onSecond('c')])
      await use(stores)
    })
  const drawnIds = async ({ exposures }: Database): Promise<string[]> =>
    (await drawItems(exposures, draw)).map(({ id }) => id).toSorted()
  const keepDocument = (
    store: Database,
    path: string,
    { sourceId, ...change }: { corpus?: string; sourceId?: string },
  ) =>
    store.documents.keep(
      'main',
      {
        corpus: 'letters',
        path,
        format: 'PAGE',
        fileId: `file of ${path}`,
        importedAtMs: 0,
        ...change,
      },
      sourceId,
    )

  describe(`the lifecycle in ${engine}`, () => {
    test('a corpus stands as it was said last, in every process, and the line is written', () =>
      withPages(async ({ one, other }) => {
        const standing = { state: 'paused', embargoUntilMs: 9_999_999_999_999 } as const
        await one.lifecycle.changeStanding('main', 'letters', standing, line)
        assert.deepEqual(await other.corpora.find('letters'), { ...corpus, ...standing })
        assert.deepEqual(await other.secrets.listWholeAudit(10), [line])
      }))

    test('a source is found by where it came from', () =>
      withPages(async ({ one }) => {
        assert.deepEqual(await one.lifecycle.sourcesFrom('main', 'letters', 'page 2.jpg'), [second])
        assert.deepEqual(await one.lifecycle.sourcesFrom('main', 'letters', 'page 3.jpg'), [])
        assert.deepEqual(await one.lifecycle.sourcesFrom('main', 'other', 'page 2.jpg'), [])
      }))

    test('a dropped source is shown no more, nor what a later import brings of it', () =>
      withPages(async ({ one, other }) => {
        await other.lifecycle.drop('main', onePage, line)
        await one.sources.add('main', source, [item('a', { label: 'corrected' }), item('new')])
        assert.deepEqual(await drawnIds(one), ['c'])
        assert.equal((await one.corpora.count('main', 'letters')).dropped, 3)
      }))

    test('a dropped item is shown no more, its neighbours are', () =>
      withPages(async ({ one, other }) => {
        await other.lifecycle.drop('main', { is: 'item', corpus: 'letters', id: 'a' }, line)
        assert.deepEqual(await drawnIds(one), ['b', 'c'])
        assert.deepEqual(await one.secrets.listWholeAudit(10), [line])
      }))

    test('an extent comes in pieces, with the pictures that no other item has', () =>
      withPages(async ({ one, other }) => {
        const { corpora, sources, items } = one
        await corpora.add({ ...corpus, name: 'other' })
        const copy = item('z', { corpus: 'other', mediaId: 'picture of a' })
        await sources.add('main', { ...source, corpus: 'other', id: 'source-3' }, [
          { ...copy, sourceId: 'source-3' },
        ])
        await sources.add('main', second, [onSecond('d', { mediaId: 'picture of c' })])
        const piece = await other.lifecycle.nextPiece('main', whole, '', 3)
        assert.deepEqual(piece, { itemIds: ['a', 'b', 'c'], mediaIds: ['picture of b'] })
        await one.lifecycle.emptyItems('main', piece.itemIds)
        assert.deepEqual(await one.lifecycle.nextPiece('main', whole, 'c', 3), {
          itemIds: ['d'],
          mediaIds: ['picture of c'],
        })
        assert.equal(await one.lifecycle.nextPiece('main', whole, 'd', 3), null)
        assert.deepEqual((await one.lifecycle.nextPiece('main', onePage, '', 9))?.itemIds, [
          'a',
          'b',
        ])
        const single: Extent = { is: 'item', corpus: 'letters', id: 'b' }
        assert.deepEqual(await one.lifecycle.nextPiece('main', single, '', 9), {
          itemIds: ['b'],
          mediaIds: [],
        })
        const gone = { stage: 'dropped', mediaId: null, label: null } as const
        assert.deepEqual(await items.find('a'), item('a', gone))
      }))

    test('items that others replace are shown no more, and their pairs are dissolved', () =>
      withPages(async ({ one, other }) => {
        await one.lifecycle.dropItems('main', 'letters', ['a', 'c', 'none'])
        await one.lifecycle.dropItems('main', 'other', ['b'])
        assert.deepEqual(await drawnIds(other), ['b'])
        assert.equal((await other.corpora.count('main', 'letters')).dropped, 2)
        assert.deepEqual(await other.secrets.listWholeAudit(10), [])
      }))

    test('a document is deleted with its extent if it describes nothing else', () =>
      withPages(async ({ one }) => {
        const { corpora, sources, documents, lifecycle } = one
        await corpora.add({ ...corpus, name: 'other' })
        await keepDocument(one, 'own.xml', {})
        // Of a second reading of the page, which no item was taken from.
        await keepDocument(one, 'unused.xml', { sourceId: source.id })
        await keepDocument(one, 'both.xml', {})
        await keepDocument(one, 'copy.xml', {})
        await keepDocument(one, 'copy.xml', { corpus: 'other' })
        await sources.add('main', source, [item('e', { regionName: 'own.xml#r1' })])
        await sources.add('main', source, [item('f', { regionName: 'both.xml#r1' })])
        await sources.add('main', second, [onSecond('g', { regionName: 'both.xml#r2' })])
        assert.deepEqual(await lifecycle.looseDocuments('main', onePage, '', 9), [
          { path: 'own.xml', fileId: 'file of own.xml' },
          { path: 'unused.xml', fileId: 'file of unused.xml' },
        ])
        assert.deepEqual(await lifecycle.looseDocuments('main', whole, 'both.xml', 9), [
          { path: 'copy.xml', fileId: null },
          { path: 'own.xml', fileId: 'file of own.xml' },
          { path: 'unused.xml', fileId: 'file of unused.xml' },
        ])
        await lifecycle.forgetDocument('main', 'letters', 'own.xml')
        const left = await documents.list('main', 'letters', '', 9)
        assert.deepEqual(
          left.map(({ path }) => path),
          ['both.xml', 'copy.xml', 'unused.xml'],
        )
      }))

    test('a corpus is deleted with everything said about it, but its verdicts can still be read', () =>
      withPages(async ({ one, other }) => {
        await answerAndReport(one)
        await keepMadeOf(one)
        assert.equal(await one.lifecycle.forgetItems('main', 'letters', 2), 2)
        assert.equal(await other.lifecycle.forgetItems('main', 'letters', 2), 1)
        assert.equal(await one.lifecycle.forgetItems('main', 'letters', 2), 0)
        await one.lifecycle.forgetCorpus('main', 'letters', line)
        assert.deepEqual(await other.corpora.list('main'), [])
        // A new one of that name sees nothing of it.
        await one.corpora.add(corpus)
        assert.deepEqual(await other.answers.listLabels('main', 'letters', 10), [])
        const start = { itemId: '', challengeId: '' }
        assert.deepEqual(
          await other.readings.listLog('main', 'letters', {
            role: 'known',
            after: start,
            limit: 10,
          }),
          [],
        )
        assert.deepEqual(await other.readings.history('main', 'b', 10), [])
        assert.equal(await other.fits.lastTime('letters'), null)
        assert.equal((await other.corpora.count('main', 'letters')).answers, 0)
        assert.equal(await other.answers.has('site-1', 'ch'), true)
        assert.equal(
          await other.answers.readVerdict(
            { contract: 'ocapi', sitekey: 'site-1', challengeId: 'ch' },
            1000,
          ),
          'pass',
        )
        assert.deepEqual(await other.secrets.listWholeAudit(10), [line, line])
      }))

    // A visitor whose challenge was open when its corpus was removed got a server error.
    test('an answer to items deleted in between keeps its verdict and loses its labels', () =>
      withPages(async ({ one }) => {
        await one.lifecycle.forgetItems('main', 'letters', 9)
        await one.lifecycle.forgetCorpus('main', 'letters', line)
        await answerAndReport(one)
        assert.equal(await one.answers.has('site-1', 'ch'), true)
        assert.deepEqual(await one.answers.listLabels('main', 'letters', 10), [])
      }))
  })
}

/** Keeps what is made of labels: a fit, a reading with its event, and a decision. */
async function keepMadeOf({ fits, readings }: Database): Promise<void> {
  const facts = { corpus: 'letters', itemId: 'b' }
  const common = { ...facts, state: 'open', text: 'y', confidence: 0.5 } as const
  const was = { atMs: 1, wasState: null, wasText: null, cause: 'labels' } as const
  const counts = { rawConfidence: 0.5, answers: 1, networks: 1, agreement: 1, attack: 0 }
  const times = { firstAnswerAtMs: 0, lastAnswerAtMs: 0 }
  const reading = { ...common, ...counts, ...times, alternatives: [], engine: 'e' }
  const change = { itemId: 'b', reading, event: { ...common, ...was } }
  await readings.keep([change], { corpus: 'letters', untilMs: 0, labelsSinceFit: 1 })
  await readings.decide('main', { ...facts, decision: 'reject', text: null, decidedAtMs: 1 }, line)
  const fit = { corpus: 'letters', engine: 'e', untilMs: 0, labels: 1, fittedAtMs: 1 }
  const record = { knownAsked: 1, knownRight: 1, compared: 0, agreed: 0, isHeld: false }
  await fits.keep({ ...fit, recalls: 0, isStale: false, parameters: '{}' }, [
    { networkHash: 'n', ...record },
  ])
}

async function answerAndReport({ answers, reports }: Database): Promise<void> {
  const common = {
    corpus: 'letters',
    keyword: null,
    verdict: 'pass',
    networkHash: 'n',
    elapsedMs: 1,
  } as const
  const known = [{ itemId: 'a', given: 'x', isRight: true }]
  await answers.keep(
    {
      ...common,
      challengeId: 'ch',
      contract: 'ocapi',
      sitekey: 'site-1',
      kind: 'transcription',
      known,
      answeredAtMs: 0,
    },
    [
      {
        ...common,
        itemId: 'b',
        challengeId: 'ch',
        given: 'y',
        weight: 1,
        knownAsked: 1,
        givenAtMs: 0,
      },
    ],
  )
  await reports.keepReport(
    {
      challengeId: 'ch',
      itemId: 'b',
      corpus: 'letters',
      reason: 'unreadable',
      networkHash: 'n',
      day: 0,
      reportedAtMs: 0,
    },
    reportRules,
  )
}
