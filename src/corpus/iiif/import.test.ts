import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { boxOf } from '../../model/region.ts'
import type { ImportOrder } from '../import/session.ts'
import { importFolder, type ImportReport } from '../import/folder.ts'
import { importAddress } from './import-web.ts'
import {
  importInto,
  goodOrder,
  fakeFolder,
  fakePicture,
  fakeContext,
  skippedLines,
  type Files,
} from '../../../test/setup/import.ts'
import { startServer, openWebFor, type ServerFixture } from '../../../test/setup/web.ts'

const at = 'https://example.org/'
const byLicence = 'http://creativecommons.org/licenses/by/4.0/'

function canvasOf(name: string, more: object = {}): object {
  return {
    id: `${at}canvas/${name}`,
    type: 'Canvas',
    width: 2_000,
    height: 1_000,
    items: [
      {
        type: 'AnnotationPage',
        items: [
          {
            type: 'Annotation',
            motivation: 'painting',
            body: { id: `${at}pictures/${name}.png`, type: 'Image' },
            target: `${at}canvas/${name}`,
          },
        ],
      },
    ],
    ...more,
  }
}

function lineOn(name: string, text: string, more: object = {}): object {
  return {
    id: `${at}line/${text}`,
    type: 'Annotation',
    motivation: 'supplementing',
    body: { type: 'TextualBody', value: text },
    target: `${at}canvas/${name}#xywh=100,100,400,80`,
    ...more,
  }
}

function pageOf(name: string, items?: object[]): object {
  return {
    '@context': 'http://iiif.io/api/presentation/3/context.json',
    id: `${at}annotations/${name}.json`,
    type: 'AnnotationPage',
    ...(items ? { items } : {}),
  }
}

function manifestOf(items: object[], more: object = {}): object {
  return {
    '@context': 'http://iiif.io/api/presentation/3/context.json',
    id: `${at}manifest.json`,
    type: 'Manifest',
    label: { en: ['Letters'] },
    rights: byLicence,
    requiredStatement: { label: { en: ['Attribution'] }, value: { en: ['<b>City archive</b>'] } },
    items,
    ...more,
  }
}

function written(files: Readonly<Record<string, object | Buffer>>): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, body]) => [
      path,
      Buffer.isBuffer(body) ? body : JSON.stringify(body),
    ]),
  )
}

function embedded(name: string, text: string): object {
  return canvasOf(name, { annotations: [pageOf(name, [lineOn(name, text)])] })
}

const leftToManifests: Partial<ImportOrder> = { licence: '', credit: '' }

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

  test('is imported without the network, its places scaled to the pictures', async (t) => {
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

  test('gives what the operator says of its rights before what it says itself', async (t) => {
    const context = fakeContext(t)
    await importInto(context, files, { licence: 'CC0-1.0', credit: 'Somebody' })
    const [source] = await context.sources.list('main', 'letters', '', 10)
    assert.deepEqual([source?.licence, source?.credit], ['CC0-1.0', 'Somebody'])
  })

  test('gives nothing new when it is imported again', async (t) => {
    const context = fakeContext(t)
    await importInto(context, files)
    const { added, revised, items } = await importInto(context, files)
    assert.deepEqual([added, revised, items.known], [0, 0, 2])
  })

  test('tells of pictures that lie elsewhere, and of annotations that nothing leads to', async (t) => {
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
  test('are taken where the operator allows it', async (t) => {
    for (const rights of ['http://creativecommons.org/licenses/by-nd/4.0/', undefined]) {
      const report = await importWith(t, { rights }, { allowRestricted: true })
      assert.ok(!('refused' in report) && report.pages === 1)
    }
  })
  test('need nobody to credit but somebody', async (t) => {
    const report = await importWith(
      t,
      { requiredStatement: undefined, rights: undefined },
      { licence: 'CC0-1.0' },
    )
    assert.match(refused(report), /Say whom to credit/)
  })
})

describe('classes on whole canvases', () => {
  test('make a corpus of pictures, those without a class unknown', async (t) => {
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

describe('a collection on the web', () => {
  const serve = async (t: TestContext): Promise<ServerFixture> => {
    const collection = (name: string, items: object[]): object => ({
      id: name,
      type: 'Collection',
      items,
    })
    const link = (id: string, type: string): object => ({ id, type })
    const many = Array.from({ length: 3 }, (_, number) =>
      embedded(String(number), `word ${number}`),
    )
    const documents: Record<string, object> = {
      '/top': collection('top', [
        link('/a', 'Collection'),
        link('/top', 'Collection'),
        link('/m1', 'Manifest'),
      ]),
      '/a': collection('a', [
        link('/b', 'Collection'),
        link('/m2', 'Manifest'),
        link('/gone', 'Manifest'),
      ]),
      '/b': collection('b', [
        link('/a', 'Collection'),
        link('/m1', 'Manifest'),
        link('/nc', 'Manifest'),
        link('/odd', 'Manifest'),
      ]),
      '/m1': manifestOf([embedded('1', 'Dominus')]),
      '/m2': manifestOf(many.slice(2)),
      '/nc': manifestOf(many, { rights: 'http://creativecommons.org/licenses/by-nc/4.0/' }),
      '/odd': { type: 'Range' },
    }
    return startServer(t, (request, response) => {
      const found = documents[request.url ?? '']
      const name = /pictures\/(\w+)\.png$/.exec(request.url ?? '')?.[1]
      if (found)
        response.end(JSON.stringify(found).replaceAll(at, `http://${request.headers.host}/`))
      else if (name) response.end(fakePicture(1_000, 500, name))
      else response.writeHead(404).end()
    })
  }

  test('is read to its end, each document once, however it turns in circles', async (t) => {
    const { host, url, asked } = await serve(t)
    const context = fakeContext(t)
    const web = openWebFor(t, [host])
    const { folder: _, ...order } = { ...goodOrder, ...leftToManifests, folder: null }
    const report = await importAddress(url('/top'), order, { context, web })
    assert.ok('pages' in report)
    assert.equal(report.pages, 2)
    const codes = report.skipped.map(({ what, code }) => `${what.replace(url('/'), '')} ${code}`)
    assert.deepEqual(codes.toSorted(), [
      'a collection_loop',
      'gone not_fetched',
      'nc rights_not_open',
      'odd iiif_broken',
      'top collection_loop',
    ])
    assert.equal(asked.filter((path) => path === '/m1').length, 1)
  })

  test('is left where a host gives no picture again and again', async (t) => {
    const canvases = Array.from({ length: 60 }, (_, number) =>
      embedded(String(number), `word ${number}`),
    )
    const { host, url, asked } = await startServer(t, (request, response) => {
      if (request.url === '/m')
        response.end(
          JSON.stringify(manifestOf(canvases)).replaceAll(at, `http://${request.headers.host}/`),
        )
      else response.writeHead(500).end()
    })
    const { folder: _, ...order } = { ...goodOrder, folder: null }
    const report = await importAddress(url('/m'), order, {
      context: fakeContext(t),
      web: openWebFor(t, [host]),
    })
    assert.match(
      'refused' in report ? report.refused : '',
      /^Stopped, since .+the host answers 500.+goes on from there\.$/,
    )
    assert.equal(asked.length, 21)
  })
})
