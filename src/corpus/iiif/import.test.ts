import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { boxOf } from '../../model/region.ts'
import type { ImportOrder } from '../import/session.ts'
import { importFolder, type ImportReport } from '../import/folder.ts'
import {
  importInto,
  goodOrder,
  fakeFolder,
  fakePicture,
  fakeContext,
  skippedLines,
} from '../../../test/setup/import.ts'
import {
  at,
  canvasOf,
  embedded,
  leftToManifests,
  lineOn,
  manifestOf,
  pageOf,
  written,
} from '../../../test/setup/iiif-documents.ts'

describe('a folder with a manifest', () => {
  const files = written({
    'm/manifest.json': manifestOf([
      embedded('1', 'Dominus'),
      canvasOf('2', { annotations: [pageOf('2')] }),
    ]),
    'm/annotations/second.json': pageOf('2', [lineOn('2', 'vobiscum')]),
    'm/pictures/1.png': fakePicture(1_000, 500, 'one'),
    'm/pictures/2.png': fakePicture(1_000, 500, 'two'),
  })

  test('is imported without the network, with its places scaled to the pictures', async (t) => {
    const context = fakeContext(t)
    const report = await importInto(context, files, leftToManifests)
    assert.deepEqual([report.pages, report.added, skippedLines(report)], [2, 2, []])
    const items = await context.listItems()
    assert.deepEqual(
      items.map(({ label }) => label),
      ['vobiscum', 'Dominus'],
    )
    assert.deepEqual(items[0] && boxOf(items[0].region), { x: 50, y: 50, width: 200, height: 40 })
    assert.equal(items[0]?.regionName, `m/annotations/second.json#${at}line/vobiscum`)
  })

  test('keeps the rights of the manifest, its canvases and its documents', async (t) => {
    const context = fakeContext(t)
    await importInto(context, files, leftToManifests)
    const [source] = await context.sources.list('main', 'letters', '', 10)
    assert.deepEqual([source?.licence, source?.credit], ['CC-BY-4.0', 'City archive'])
    assert.equal(source?.iiif?.manifest, `${at}manifest.json`)
    assert.deepEqual([source?.iiif?.width, source?.iiif?.height], [2_000, 1_000])
    const documents = await context.documents.list('main', 'letters', '', 10)
    assert.deepEqual(
      documents.map(({ path, format }) => [path, format]),
      [
        ['m/annotations/second.json', 'IIIF'],
        ['m/manifest.json', 'IIIF'],
      ],
    )
  })

  test('has the rights that the operator gives, instead of its own', async (t) => {
    const context = fakeContext(t)
    await importInto(context, files, { licence: 'CC0-1.0', credit: 'Somebody' })
    const [source] = await context.sources.list('main', 'letters', '', 10)
    assert.deepEqual([source?.licence, source?.credit], ['CC0-1.0', 'Somebody'])
  })

  test('adds nothing when it is imported again', async (t) => {
    const context = fakeContext(t)
    await importInto(context, files)
    const { added, revised, items } = await importInto(context, files)
    assert.deepEqual([added, revised, items.known], [0, 0, 2])
  })

  test('has pictures elsewhere, and annotations that nothing links to, reported', async (t) => {
    const report = await importInto(
      fakeContext(t),
      written({
        'manifest.json': manifestOf([
          embedded('1', 'Dominus'),
          embedded('gone', 'vobiscum'),
          canvasOf('3'),
        ]),
        'alone.json': pageOf('4', [lineOn('4', 'amen')]),
        '1.png': fakePicture(1_000, 500, 'one'),
        '3.png': fakePicture(1_000, 500, 'three'),
      }),
    )
    assert.equal(report.pages, 1)
    assert.deepEqual(skippedLines(report).toSorted(), [
      '3.png picture_without_truth 1',
      'alone.json picture_missing 1',
      `${at}canvas/3 picture_without_truth 1`,
      `${at}pictures/gone.png not_fetched 1`,
    ])
  })
})

describe('the rights of a manifest', () => {
  const importWith = async (t: TestContext, more: object, options: Partial<ImportOrder> = {}) => {
    const files = written({
      'manifest.json': manifestOf([embedded('1', 'Dominus')], more),
      '1.png': fakePicture(1_000, 500, 'one'),
    })
    return importFolder(
      { folder: fakeFolder(files), ...goodOrder, ...leftToManifests, ...options },
      fakeContext(t),
    )
  }
  const refused = (report: ImportReport | { refused: string }): string =>
    'refused' in report ? report.refused : ''

  test('stop an import that they do not allow, in one sentence', async (t) => {
    const nc = await importWith(t, { rights: 'http://creativecommons.org/licenses/by-nc/4.0/' })
    assert.match(
      refused(nc),
      /^“CC-BY-NC-4\.0” forbids commercial use .+ The manifest says “http[^”]+”\.$/,
    )
    assert.match(
      refused(await importWith(t, { rights: 'https://example.org/terms' })),
      /“unknown” is not a licence/,
    )
    assert.match(refused(await importWith(t, { rights: undefined })), /“unknown” is not a licence/)
  })
  test('are accepted if the operator allows it', async (t) => {
    for (const rights of ['http://creativecommons.org/licenses/by-nd/4.0/', undefined]) {
      const report = await importWith(t, { rights }, { allowRestricted: true })
      assert.ok(!('refused' in report) && report.pages === 1)
    }
  })
  test('must credit somebody', async (t) => {
    const report = await importWith(
      t,
      { requiredStatement: undefined, rights: undefined },
      { licence: 'CC0-1.0' },
    )
    assert.match(refused(report), /Say whom to credit/)
  })
})

describe('classes on whole canvases', () => {
  test('make a corpus of pictures; those without a class are unknown', async (t) => {
    const tag = (name: string, value: string): object => ({
      type: 'Annotation',
      motivation: 'tagging',
      body: { type: 'TextualBody', value },
      target: `${at}canvas/${name}`,
    })
    const names = ['1', '2', '3']
    const canvases = names.map((name) =>
      canvasOf(
        name,
        name === '3' ? {} : { annotations: [pageOf(name, [tag(name, `Class ${name}`)])] },
      ),
    )
    const pictures = names.map((name) => [`${name}.png`, fakePicture(600, 300, name)] as const)
    const context = fakeContext(t)
    const report = await importInto(
      context,
      written({ 'manifest.json': manifestOf(canvases), ...Object.fromEntries(pictures) }),
    )
    assert.deepEqual(report.items, { known: 2, doubtful: 0, unknown: 1 })
    assert.equal((await context.corpora.find('letters'))?.kind, 'classification')
  })
})
