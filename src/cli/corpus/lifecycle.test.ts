import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { createHash, randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { fillStore } from '../../../test/setup/service.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'
import type { Item } from '../../model/item.ts'
import type { Source } from '../../model/source.ts'
import type { Report } from '../../model/report.ts'
import { answerKnown, reportRules } from '../../store/suites/examples.contract.ts'

type Brought = { added: number; revised: number; skipped: { what: string; code: string }[] }
type Shown = { state: string; embargo_until: string | null; reported: number; dropped: number }

describe('the life of a corpus', () => {
  let terminal: FakeTerminal
  beforeEach(async () => {
    terminal = fakeTerminal()
    await fillStore(terminal.store, { clock: terminal.now, random: randomBytes })
  })
  afterEach(() => terminal.close())

  const show = (name: string): Promise<Shown> => terminal.json<Shown>('corpus', 'show', name)
  const auditOf = async (): Promise<string[]> =>
    (await terminal.store.secrets.listWholeAudit(100)).map(
      ({ action, subject, detail }) => `${action} ${subject}: ${detail}`,
    )

  test('is paused and resumed, and the audit records it', async () => {
    assert.deepEqual(await terminal.json('corpus', 'pause', 'transcription'), {
      corpus: 'transcription',
      state: 'paused',
      embargo_until: null,
    })
    assert.equal((await show('transcription')).state, 'paused')
    assert.match((await terminal.run('corpus', 'list')).out, /transcription .*; paused/)
    await terminal.json('corpus', 'resume', 'transcription')
    assert.equal((await show('transcription')).state, 'open')
    terminal.moveClock(1)
    assert.deepEqual((await auditOf()).toSorted(), [
      'corpus.pause transcription: from open to paused',
      'corpus.resume transcription: from paused to open',
    ])
  })

  test('is under embargo until a day, or until that is lifted', async () => {
    await terminal.json('corpus', 'embargo', 'transcription', '--until', '2030-01-01')
    assert.equal((await show('transcription')).embargo_until, '2030-01-01T00:00:00.000Z')
    const result = await terminal.run('corpus', 'pause', 'transcription')
    assert.match(result.out, /is paused, under embargo until 2030-01-01T00:00:00\.000Z\./)
    await terminal.json('corpus', 'embargo', 'transcription', '--none')
    assert.deepEqual(
      [(await show('transcription')).embargo_until, (await show('transcription')).state],
      [null, 'paused'],
    )
  })

  test('refuses an embargo until anything but a day in the future', async () => {
    const embargo = (...flags: string[]): Promise<string> =>
      terminal.refusal('corpus', 'embargo', 'transcription', ...flags)
    assert.match(await embargo(), /either --until DATE or --none/)
    assert.match(await embargo('--until', '2030-01-01', '--none'), /either/)
    assert.match(await embargo('--until', '2020-01-01'), /must be a day in the future.* use --none/)
    for (const wrong of ['2030', '2030-02-30', '2030-13-01', 'tomorrow', '2030-01-01T00:00+02:00'])
      assert.match(await embargo('--until', wrong), /must be a day such as 2030-01-01/, wrong)
  })

  test('stays taken down unless a command explicitly shows it again', async () => {
    await terminal.json('corpus', 'take-down', 'transcription')
    assert.equal((await show('transcription')).state, 'taken down')
    assert.match(await terminal.refusal('corpus', 'pause', 'transcription'), /was taken down/)
    assert.match(await terminal.refusal('corpus', 'resume', 'transcription'), /--taken-down/)
    await terminal.json('corpus', 'resume', 'transcription', '--taken-down')
    assert.equal((await show('transcription')).state, 'open')
  })

  test('a corpus, source or item that does not exist is refused, and nothing is done', async () => {
    for (const name of ['pause', 'resume', 'take-down', 'remove', 'check', 'reports'])
      assert.match(await terminal.refusal('corpus', name, 'nowhere'), /no corpus “nowhere”/, name)
    const takeDown = (...flags: string[]): Promise<string> =>
      terminal.refusal('corpus', 'take-down', 'transcription', ...flags)
    assert.match(
      await takeDown('--source', 'page.jpg', '--source', 'none.jpg'),
      /no source “none.jpg”/,
    )
    assert.match(await takeDown('--item', 'classification 1'), /no item “classification 1”/)
    assert.equal((await show('transcription')).dropped, 0)
    assert.deepEqual(await auditOf(), [])
  })
})

describe('what is taken from disk', () => {
  let terminal: FakeTerminal
  let mediaIds: string[]
  beforeEach(async () => {
    terminal = fakeTerminal()
    await fillStore(terminal.store, { clock: terminal.now, random: randomBytes })
    mediaIds = await addPages(terminal)
  })
  afterEach(() => terminal.close())

  const left = async (): Promise<boolean[]> =>
    Promise.all(mediaIds.map(async (id) => (await terminal.store.pictures.get(id)) !== null))
  const documentsLeft = async (corpus: string): Promise<string[]> =>
    (await terminal.store.documents.list('main', corpus, '', 9)).map(({ path }) => path)

  test('of one page are its own pictures, texts and files', async () => {
    const done = await terminal.json<object>(
      'corpus',
      'take-down',
      'letters',
      '--source',
      'one.jpg',
      '--from-disk',
    )
    assert.deepEqual(done, {
      corpus: 'letters',
      sources: 1,
      items: 0,
      taken_down: true,
      from_disk: { items: 2, pictures: 1, documents: 1 },
    })
    assert.deepEqual(await left(), [false, true, true])
    assert.deepEqual(await documentsLeft('letters'), ['two.xml'])
    assert.equal((await terminal.store.items.find('one a'))?.label, null)
    assert.equal((await terminal.store.items.find('two a'))?.label, 'text')
  })

  // An import that ran every night brought back what had been taken down.
  test('does not come back with an import of the same pages', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'incipit-'))
    try {
      await writePages(folder)
      const terms = ['--licence', 'CC0-1.0', '--credit', 'An archive']
      const bring = (): Promise<Brought> =>
        terminal.json<Brought>('corpus', 'import', folder, '--corpus', 'pages', ...terms)
      assert.equal((await bring()).added, 2)
      const takeDown = ['corpus', 'take-down', 'pages', '--source', 'one.png', '--from-disk']
      await terminal.json(...takeDown)
      writeFileSync(join(folder, 'one.txt'), 'corrected')
      writeFileSync(join(folder, 'two.txt'), 'corrected too')
      const { skipped, revised } = await bring()
      assert.deepEqual(
        skipped.map(({ what, code }) => [what, code]),
        [['one.png', 'taken_down']],
      )
      assert.equal(revised, 1)
      const [source] = await terminal.store.lifecycle.sourcesFrom('main', 'pages', 'one.png')
      const [item] = await terminal.store.items.ofSource('main', source?.id ?? '')
      assert.deepEqual([item?.stage, item?.label, item?.mediaId], ['dropped', null, null])
      await terminal.json('corpus', 'take-down', 'pages')
      const again = ['corpus', 'import', folder, '--corpus', 'pages', ...terms]
      assert.match(await terminal.refusal(...again), /“pages” was taken down/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('of one item is its picture, and what another item shows too stays', async () => {
    const takeDown = (id: string): Promise<object> =>
      terminal.json<object>('corpus', 'take-down', 'letters', '--item', id, '--from-disk')
    await takeDown('one b')
    assert.deepEqual(await left(), [true, true, true])
    await takeDown('two a')
    assert.deepEqual(await left(), [true, false, true])
    assert.equal((await terminal.store.items.find('two a'))?.stage, 'dropped')
  })

  test('of a corpus is all but what another corpus has too', async () => {
    await terminal.store.documents.keep('main', {
      corpus: 'transcription',
      path: 'same.xml',
      format: 'PAGE',
      fileId: fileOf('two.xml'),
      importedAtMs: 0,
    })
    await terminal.json('corpus', 'take-down', 'letters', '--from-disk')
    assert.deepEqual(await left(), [false, false, true])
    assert.deepEqual(await documentsLeft('letters'), [])
    const { files } = terminal.store
    assert.notEqual(await files.get(fileOf('two.xml')), null)
    assert.equal(await files.get(fileOf('one.xml')), null)
  })

  test('a corpus is removed with everything it has if that is confirmed', async () => {
    assert.match(
      await terminal.refusal('corpus', 'remove', 'letters'),
      /4 items and 0 labels.*--yes/,
    )
    await terminal.json('site', 'add', 'Reading room', '--corpus', 'letters')
    const done = await terminal.json<{
      items: number
      pictures: number
      documents: number
      sites: string[]
    }>('corpus', 'remove', 'letters', '--yes')
    assert.deepEqual([done.items, done.pictures, done.documents, done.sites.length], [4, 2, 2, 1])
    assert.match(await terminal.refusal('corpus', 'show', 'letters'), /no corpus/)
    assert.deepEqual(await left(), [false, false, true])
    assert.equal(await terminal.store.items.find('one a'), null)
    await terminal.json('corpus', 'check', 'transcription')
  })

  // A removal that was killed could not be repeated: the corpus was gone, but its files were not.
  test('a removal that was stopped halfway continues with the next call', async () => {
    const { lifecycle, pictures } = terminal.store
    await pictures.remove(mediaIds[0] ?? '')
    await lifecycle.emptyItems('main', ['one a'])
    await lifecycle.forgetItems('main', 'letters', 1)
    await terminal.json('corpus', 'remove', 'letters', '--yes')
    assert.deepEqual(await left(), [false, false, true])
    assert.equal(await terminal.store.corpora.find('letters'), null)
  })

  test('a corpus is complete, or the check says what is missing and where first', async () => {
    const whole = await terminal.json<object>('corpus', 'check', 'transcription')
    assert.deepEqual(whole, {
      corpus: 'transcription',
      sources: 1,
      pictures: 40,
      opened: 1,
      documents: 0,
      reported: 0,
      whole: true,
    })
    const { store } = terminal
    await store.pictures.remove(mediaIds[0] ?? '')
    await store.files.remove(fileOf('two.xml'))
    const sentence = await terminal.refusal('corpus', 'check', 'letters')
    assert.match(sentence, /1 items have no picture on disk \(first one a\)/)
    assert.match(sentence, /1 files of the archive are not on disk \(first two\.xml\)/)
    assert.match(sentence, /2 sources have no licence/)
  })
})

describe('reported items', () => {
  let terminal: FakeTerminal
  beforeEach(async () => {
    terminal = fakeTerminal()
    await fillStore(terminal.store, { clock: terminal.now, random: randomBytes })
    for (const n of [1, 2]) await answerOnce(terminal, n)
    for (const itemId of ['transcription 1', 'transcription 2'])
      for (const n of [1, 2]) await reportOnce(terminal, itemId, n)
  })
  afterEach(() => terminal.close())

  test('are listed with their place and how many networks gave each reason', async () => {
    const [first, ...others] = await terminal.json<object[]>('corpus', 'reports', 'transcription')
    assert.deepEqual(first, {
      item: 'transcription 1',
      status: 'known',
      label: 'notaire 1',
      origin: 'page.jpg',
      region: 'r1',
      box: { x: 0, y: 1, width: 300, height: 80 },
      unreadable: 0,
      inappropriate: 2,
      is_shown: false,
    })
    assert.equal(others.length, 1)
    const { out } = await terminal.run('corpus', 'reports', 'transcription')
    assert.match(
      out,
      /^transcription 1 {2}page\.jpg {2}r1 {2}0,1 300×80: 0 unreadable, 2 inappropriate$/m,
    )
    assert.match(
      (await terminal.run('corpus', 'reports', 'classification')).out,
      /No reported item is waiting/,
    )
    assert.equal((await terminal.json<Shown>('corpus', 'show', 'transcription')).reported, 2)
    assert.match((await terminal.run('corpus', 'list')).out, /transcription .*; 2 reported/)
  })

  test('are kept or dropped, singly or all of a corpus, and the audit records each', async () => {
    const stageOf = async (id: string) => (await terminal.store.items.find(id))?.stage
    await terminal.json('corpus', 'review', 'transcription 1', '--keep')
    assert.equal(await stageOf('transcription 1'), 'open')
    await terminal.json('corpus', 'review', '--corpus', 'transcription', '--drop')
    assert.equal(await stageOf('transcription 2'), 'dropped')
    assert.equal(await stageOf('transcription 1'), 'open')
    const lines = await terminal.store.secrets.listWholeAudit(9)
    assert.deepEqual(lines.map(({ action, detail }) => `${action}: ${detail}`).toSorted(), [
      'corpus.review: drops the item transcription 2',
      'corpus.review: keeps the item transcription 1',
    ])
  })

  test('that are still shown are listed after those that wait, and reviewed by their ids alone', async () => {
    for (const n of [3, 4]) await reportOnce(terminal, 'transcription 5', n)
    const listed = await terminal.json<{ item: string; is_shown: boolean }[]>(
      'corpus',
      'reports',
      'transcription',
    )
    assert.deepEqual(
      listed.map(({ item, is_shown: isShown }) => [item, isShown]),
      [
        ['transcription 1', false],
        ['transcription 2', false],
        ['transcription 5', true],
      ],
    )
    assert.match(
      (await terminal.run('corpus', 'reports', 'transcription')).out,
      /^transcription 5 .*2 inappropriate; still shown$/m,
    )
    await terminal.json('corpus', 'review', '--corpus', 'transcription', '--drop')
    assert.equal((await terminal.store.items.find('transcription 5'))?.stage, 'open')
    await terminal.json('corpus', 'review', 'transcription 5', '--drop')
    assert.equal((await terminal.store.items.find('transcription 5'))?.stage, 'dropped')
  })

  // One person took all known items out in 15 seconds, and they returned one review at a time.
  test('of a wave are seen in the lists and undone with the command that is printed there', async () => {
    terminal.moveClock(60 * 60_000)
    for (const n of [11, 12]) await answerOnce(terminal, n)
    for (const n of [11, 12]) await reportOnce(terminal, 'transcription 7', n)
    for (let n = 20; n < 60; n += 1) await reportOnce(terminal, 'transcription 9', n)
    const list = async () => (await terminal.run('corpus', 'list')).out
    assert.match(
      await list(),
      /transcription .*; 4 reported; a wave of reports from 2026-01-01T01:00:00\.000Z/,
    )
    const { out } = await terminal.run('corpus', 'reports', 'transcription')
    const [, command = ''] = /To undo it: incipit (.*)$/m.exec(out) ?? []
    assert.equal(command, 'corpus review --undo --corpus transcription --from 2026-01-01T00:50Z')
    terminal.moveClock(60_000)
    const undone = await terminal.json<object>(...command.split(' '))
    assert.deepEqual(undone, {
      corpus: 'transcription',
      from: '2026-01-01T00:50:00.000Z',
      to: '2026-01-01T01:01:00.001Z',
      reports: 42,
      items: ['transcription 7', 'transcription 9'],
    })
    assert.equal((await terminal.store.items.find('transcription 7'))?.stage, 'open')
    assert.match(await list(), /transcription .*; 2 reported$/m)
    const again = await terminal.json<{ reports: number }>(...command.split(' '))
    assert.equal(again.reports, 0)
    const lines = await terminal.store.secrets.listWholeAudit(9)
    assert.deepEqual(
      lines.map(({ action, detail }) => `${action}: ${detail}`),
      [
        'corpus.review: undoes the reports from 2026-01-01T00:50:00.000Z to 2026-01-01T01:01:00.001Z',
      ],
    )
  })

  test('are reviewed only if the command says which, and how', async () => {
    const review = (...words: string[]): Promise<string> =>
      terminal.refusal('corpus', 'review', ...words)
    assert.match(await review('--undo', '--keep'), /--keep and --drop exclude/)
    assert.match(await review('--from', '2026-01-01'), /belong to --undo/)
    assert.match(await review('--undo', '--from', '2026-01-01'), /with --corpus and the start/)
    const undo = (...words: string[]): Promise<string> =>
      review('--undo', '--corpus', 'transcription', ...words)
    assert.match(await undo('--from', 'today'), /must be times such as/)
    assert.match(await undo('--from', '2026-01-01', '--to', '2025-12-31'), /before --to/)
    assert.match(await undo('--from', '2030-01-01'), /must not be in the future/)
    assert.match(await review('transcription 1'), /either --keep or --drop/)
    assert.match(await review('transcription 1', '--keep', '--drop'), /either/)
    assert.match(await review('--keep'), /Name the items, or name a corpus with --corpus/)
    assert.match(await review('transcription 3', '--keep'), /No item “transcription 3” is waiting/)
    assert.match(await review('--keep', '--corpus', 'nowhere'), /no corpus “nowhere”/)
  })
})

async function reportOnce(terminal: FakeTerminal, itemId: string, n: number): Promise<void> {
  const { store, now } = terminal
  const report: Report = {
    challengeId: `challenge ${n}`,
    itemId,
    corpus: 'transcription',
    reason: 'inappropriate',
    networkHash: `network ${n}`,
    day: 0,
    reportedAtMs: now(),
  }
  await store.reports.keepReport(report, reportRules)
}

async function answerOnce({ store, now }: FakeTerminal, n: number): Promise<void> {
  const known = { itemId: 'transcription 3', atMs: now() }
  await answerKnown(store.answers, `network ${n}`, known)
}

/** Two pages: `one b` shows the same picture as `two a`, `two b` that of the corpora that were there. */
async function addPages({ store }: FakeTerminal): Promise<string[]> {
  const { corpora, sources, items, documents, pictures, files } = store
  const [seen] = await items.ofSource('main', 'source transcription')
  assert.ok(seen)
  const sharedId = seen.mediaId ?? ''
  const ids = [await pictures.put(await grey(30)), await pictures.put(await grey(40)), sharedId]
  const corpus = await corpora.find('transcription')
  assert.ok(corpus)
  await corpora.add({ ...corpus, name: 'letters' })
  const source = (page: string): Source => ({
    id: page,
    corpus: 'letters',
    origin: `${page}.jpg`,
    imageSha256: page,
    format: 'png',
    extent: { widthPixels: 50, heightPixels: 20 },
    licence: '',
    credit: 'An archive',
    creditUrl: null,
    iiif: null,
    importedAtMs: 0,
  })
  const item = (page: string, id: string, mediaId = ''): Item => ({
    ...seen,
    id: `${page} ${id}`,
    corpus: 'letters',
    sourceId: page,
    regionName: `${page}.xml#${id}`,
    label: 'text',
    mediaId,
  })
  for (const page of ['one', 'two']) {
    const fileId = await files.put(textOf(page))
    const facts = { corpus: 'letters', path: `${page}.xml`, fileId, importedAtMs: 0 }
    await documents.keep('main', { ...facts, format: 'PAGE' })
  }
  await sources.add('main', source('one'), [item('one', 'a', ids[0]), item('one', 'b', ids[1])])
  await sources.add('main', source('two'), [item('two', 'a', ids[1]), item('two', 'b', ids[2])])
  return ids
}

async function writePages(folder: string): Promise<void> {
  for (const [page, width] of [
    ['one', 200],
    ['two', 240],
  ] as const) {
    const paper = { width, height: 60, channels: 3, background: '#d8d0c0' } as const
    writeFileSync(join(folder, `${page}.png`), await sharp({ create: paper }).png().toBuffer())
    writeFileSync(join(folder, `${page}.txt`), `word ${page}`)
  }
}

function fileOf(path: string): string {
  return createHash('sha256')
    .update(textOf(path.replace('.xml', '')))
    .digest('hex')
}

function textOf(page: string): Buffer {
  return Buffer.from(`<PcGts>${page}</PcGts>`)
}

function grey(width: number): Promise<Buffer> {
  return sharp({ create: { width, height: 20, channels: 3, background: '#d8d0c0' } })
    .png()
    .toBuffer()
}
