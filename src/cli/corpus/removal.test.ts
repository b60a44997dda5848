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

type Brought = { added: number; revised: number; skipped: { what: string; code: string }[] }

describe('a removal from disk', () => {
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

  test('of a page deletes its own pictures, texts and files', async () => {
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
  test('is not undone by an import of the same pages', async () => {
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

  test('of an item deletes its picture, unless another item shows it', async () => {
    const takeDown = (id: string): Promise<object> =>
      terminal.json<object>('corpus', 'take-down', 'letters', '--item', id, '--from-disk')
    await takeDown('one b')
    assert.deepEqual(await left(), [true, true, true])
    await takeDown('two a')
    assert.deepEqual(await left(), [true, false, true])
    assert.equal((await terminal.store.items.find('two a'))?.stage, 'dropped')
  })

  test('of a corpus deletes everything that no other corpus has', async () => {
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

  test('of a corpus and its record must be confirmed', async () => {
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
  test('that was interrupted continues with the next call', async () => {
    const { lifecycle, pictures } = terminal.store
    await pictures.remove(mediaIds[0] ?? '')
    await lifecycle.emptyItems('main', ['one a'])
    await lifecycle.forgetItems('main', 'letters', 1)
    await terminal.json('corpus', 'remove', 'letters', '--yes')
    assert.deepEqual(await left(), [false, false, true])
    assert.equal(await terminal.store.corpora.find('letters'), null)
  })

  test('can be checked: a corpus is complete, or the check says what is missing and where first', async () => {
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
