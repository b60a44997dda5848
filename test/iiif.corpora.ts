import assert from 'node:assert/strict'
import { cpSync, existsSync, globSync, readFileSync, rmSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readAlto } from '../src/corpus/formats/read/alto.ts'
import { readCanvasTruth } from '../src/corpus/iiif/canvas-truth.ts'
import { addressesOf } from '../src/corpus/iiif/image-address.ts'
import { parseJson } from '../src/corpus/iiif/json.ts'
import { readIiif } from '../src/corpus/iiif/manifest.ts'
import type { Item } from '../src/model/item.ts'
import { makeFolderOnDisk, startServer, type ServerFixture } from './setup/web.ts'
import { fakeTerminal, type FakeTerminal } from './setup/terminal.ts'

const corpora = fileURLToPath(new URL('../../shared/corpora/', import.meta.url))
assert.ok(
  existsSync(corpora),
  'The corpora are missing: this suite reads ../shared/corpora beside the checkout.',
)

const nubis = 'real-pages/nubis-print-1602-1886'
const servedPrefix = 'http://127.0.0.1:8099/'

/** Serves the corpora as static files, with this server's address in place of their own. */
function serveCorpora(host: () => string): RequestListener {
  return (request, response) => {
    const path = join(corpora, new URL(request.url ?? '', 'http://x/').pathname)
    if (!existsSync(path)) response.writeHead(404).end()
    else if (!path.endsWith('.json')) response.end(readFileSync(path))
    else response.end(readFileSync(path, 'utf8').replaceAll(servedPrefix, `http://${host()}/`))
  }
}

async function startCorpora(t: TestContext): Promise<ServerFixture> {
  let host = ''
  const server = await startServer(
    t,
    serveCorpora(() => host),
  )
  host = server.host
  return server
}

function openTerminal(t: TestContext): FakeTerminal {
  const terminal = fakeTerminal()
  t.after(terminal.close)
  return terminal
}

/** The items that are lines of the archive, without the words that were cut out of them. */
async function linesOf({ store }: FakeTerminal, corpus: string): Promise<Item[]> {
  const sources = await store.sources.list('main', corpus, '', 1_000)
  const items = await Promise.all(sources.map(({ id }) => store.items.ofSource('main', id)))
  return items.flat().filter(({ lineId }) => lineId === null)
}

function altoTexts(): string[] {
  return globSync(join(corpora, nubis, 'alto/*.xml')).flatMap((file) => {
    const truth = readAlto(readFileSync(file))
    assert.ok(!('fault' in truth))
    return truth.pages.flatMap(({ regions }) => regions.flatMap(({ text }) => text ?? []))
  })
}

type Report = {
  pages: number
  added: number
  skipped: { what: string; why: string; count: number }[]
}

describe('a manifest on the web', () => {
  for (const version of ['v2', 'v3'])
    test(`of ${version} gives the same 281 lines as the ALTO it was made from`, async (t) => {
      const server = await startCorpora(t)
      const terminal = openTerminal(t)
      const address = server.url(`/iiif/derived-nubis-local/manifest-${version}.json`)
      const command = [
        'corpus',
        'import',
        address,
        '--corpus',
        'nubis',
        '--allow-host',
        server.host,
      ]
      const report = await terminal.json<Report>(...command)
      assert.equal(report.pages, 10)
      const items = await linesOf(terminal, 'nubis')
      assert.deepEqual(items.map(({ label }) => label ?? '').toSorted(), altoTexts().toSorted())
      const asked = server.asked.length
      const again = await terminal.json<Report>(...command)
      assert.deepEqual([again.pages, again.added], [10, 0])
      const pictures = server.asked.slice(asked).filter((path) => path.endsWith('.jpg'))
      assert.deepEqual(pictures, [])
    })
})

/** The contents of a document: canvases, pictures, places of annotations and the licence of a manifest. */
const expected: Readonly<Record<string, string>> = {
  'annotations/v2-annotationlist-iiif-fixture-65': '2 annotations',
  'annotations/v2-annotationlist-recolnat-choice': '2 annotations',
  'annotations/v3-annotationpage-utokyo-zuzoubu': '2 annotations',
  'annotations/v3-manifest-nijl-embedded-tags': '50 50 37 CC-BY-SA-4.0',
  'annotations/v3-manifest-utokyo-zuzoubu-with-annotations': '1 1 1 CC-BY-SA-4.0',
  'cookbook-v3/0001-mvm-image': '1 1 0 unknown',
  'cookbook-v3/0004-canvas-size': '1 1 0 unknown',
  'cookbook-v3/0005-image-service': '1 1 0 unknown',
  'cookbook-v3/0006-text-language': '1 1 0 unknown',
  'cookbook-v3/0008-rights': '1 1 0 CC-BY-SA-3.0',
  'cookbook-v3/0009-book-1': '5 5 0 unknown',
  'cookbook-v3/0010-book-2-viewing-direction-manifest-rtl': '5 5 0 unknown',
  'cookbook-v3/0019-html-in-annotations': '1 1 1 unknown',
  'cookbook-v3/0021-tagging': '1 1 1 unknown',
  'cookbook-v3/0024-book-4-toc': '6 6 0 unknown',
  'cookbook-v3/0033-choice': '1 1 0 unknown',
  'cookbook-v3/0036-composition-from-multiple-images': '1 2 0 unknown',
  'cookbook-v3/0135-annotating-point-in-canvas': '1 1 1 unknown',
  'cookbook-v3/0234-provider': '1 1 0 unknown',
  'cookbook-v3/0258-tagging-external-resource': '1 1 1 unknown',
  'cookbook-v3/0261-non-rectangular-commenting': '1 1 1 unknown',
  'cookbook-v3/0266-full-canvas-annotation': '1 1 1 unknown',
  'cookbook-v3/0269-embedded-or-referenced-annotations-annotationpage': '1 annotations',
  'cookbook-v3/0269-embedded-or-referenced-annotations': '1 1 1 unknown',
  'cookbook-v3/0283-missing-image': '4 3 0 unknown',
  'cookbook-v3/0299-region': '1 1 0 unknown',
  'cookbook-v3/0306-linking-annotations-to-manifests-annotationpage': '1 annotations',
  'cookbook-v3/0306-linking-annotations-to-manifests': '1 1 1 unknown',
  'cookbook-v3/0309-annotation-collection': '2 2 2 CC-PDM-1.0',
  'cookbook-v3/0346-multilingual-annotation-body': '1 1 1 unknown',
  'v2/artic-manifest': '2 2 0 unknown',
  'v2/biblissima-collection': '12 manifests',
  'v2/biblissima-manifest': '22 44 0 unknown',
  'v2/bl-manifest': '20 20 0 CC-PDM-1.0',
  'v2/body-choice': '19 19 0 unknown',
  'v2/europeana': '1 1 2 CC-PDM-1.0',
  'v2/ghent': '1 1 0 CC-BY-SA-4.0',
  'v2/iiif-fixture-manifest-with-dimensions': '1 1 0 unknown',
  'v2/iiif-fixture-manifest': '1 1 0 unknown',
  'v2/loc': '55 55 0 unknown',
  'v2/malformed-image-annotation': '1 1 0 unknown',
  'v2/manifest-l0': '24 24 0 unknown',
  'v2/nga-manifest': '26 26 0 unknown',
  'v2/nls-collection': '20 manifests',
  'v2/nls-manifest': '40 40 0 CC-BY-4.0',
  'v2/nlw-manifest': '12 12 12 CC-PDM-1.0',
  'v2/paginated-collection': '0 manifests',
  'v2/sbb-test': '17 17 0 unknown',
  'v2/stanford-manifest': '2 2 0 unknown',
  'v2/uni-goettingen': '69 69 0 unknown',
  'v2/villanova-manifest': '2 2 0 CC-BY-SA-4.0',
  'v2/wikimedia-proxy': '1 1 0 unknown',
  'v3/accompanying-canvas': '1 0 0 unknown',
  'v3/bl-ranges': '6 0 0 unknown',
  'v3/bodleian': '1 1 0 CC-BY-NC-4.0',
  'v3/exhibition-1': '1 4 1 unknown',
  'v3/ldmax': '6 6 0 CC-BY-4.0',
  'v3/ocean-liners': '1 1 1 unknown',
  'v3/specific-resource-infer': '1 1 1 unknown',
  'v3/wellcome-collection': '4 manifests',
  'v3/wellcome-p3': '10 10 12 CC-BY-4.0',
}

function readDocument(name: string) {
  const parsed = parseJson(readFileSync(join(corpora, 'iiif', `${name}.json`)))
  assert.ok(!('fault' in parsed), name)
  const read = readIiif(parsed.value)
  assert.ok(!('fault' in read), name)
  return read
}

function describeDocument(name: string): string {
  const read = readDocument(name)
  if (read.is === 'collection') return `${read.manifests.length} manifests`
  if (read.is === 'annotations') return `${read.annotations.length} annotations`
  const images = read.canvases.reduce((sum, canvas) => sum + canvas.images.length, 0)
  const pages = read.canvases.flatMap(({ annotations }) => annotations).concat(read.annotations)
  return `${read.canvases.length} ${images} ${pages.length} ${read.rights.licence}`
}

describe('the documents of the institutions', () => {
  test('are all in the table', () => {
    const files = globSync(join(corpora, 'iiif/{v2,v3,cookbook-v3,annotations}/*.json'))
    assert.equal(files.length, Object.keys(expected).length)
  })
  for (const [name, facts] of Object.entries(expected))
    test(`${name} holds ${facts}`, () => assert.equal(describeDocument(name), facts))

  const manifestOf = (name: string) => {
    const read = readDocument(name)
    assert.ok(read.is === 'manifest')
    return read
  }
  const annotated: readonly (readonly [string, string, object])[] = [
    [
      'annotations/v3-manifest-utokyo-zuzoubu-with-annotations',
      'annotations/v3-annotationpage-utokyo-zuzoubu',
      { class_of_part: 2 },
    ],
    [
      'cookbook-v3/0269-embedded-or-referenced-annotations',
      'cookbook-v3/0269-embedded-or-referenced-annotations-annotationpage',
      { annotation_remark: 1 },
    ],
    [
      'cookbook-v3/0306-linking-annotations-to-manifests',
      'cookbook-v3/0306-linking-annotations-to-manifests-annotationpage',
      { annotation_remark: 1 },
    ],
    ['cookbook-v3/0021-tagging', '', { class_of_part: 1 }],
    ['cookbook-v3/0135-annotating-point-in-canvas', '', { annotation_of_point: 1 }],
    ['cookbook-v3/0258-tagging-external-resource', '', { class_of_part: 1 }],
    ['cookbook-v3/0261-non-rectangular-commenting', '', { class_of_part: 1 }],
    ['cookbook-v3/0266-full-canvas-annotation', '', { annotation_remark: 1 }],
    ['v3/ocean-liners', '', { annotation_remark: 10 }],
  ]
  for (const [name, page, skipped] of annotated)
    test(`${name} has annotations that are reported and not imported: ${JSON.stringify(skipped)}`, () => {
      const [canvas] = manifestOf(name).canvases
      const [image] = canvas?.images ?? []
      assert.ok(canvas && image)
      const read = page === '' ? null : readDocument(page)
      const annotations =
        read?.is === 'annotations'
          ? read.annotations
          : canvas.annotations.flatMap(({ embedded }) => embedded ?? [])
      const { truth, classes } = readCanvasTruth(annotations, { canvas, image })
      assert.deepEqual(
        [truth.pages[0]?.skipped, classes, truth.pages[0]?.regions],
        [skipped, [], []],
      )
    })

  const asked: readonly (readonly [string, string])[] = [
    ['cookbook-v3/0299-region', '/1768,2423,1768,2080/max/0/default.jpg'],
    ['cookbook-v3/0005-image-service', '/full/max/0/default.jpg'],
    ['v2/stanford-manifest', '/full/full/0/native.jpg'],
    ['v2/nlw-manifest', '/full/full/0/default.jpg'],
    ['v2/wikimedia-proxy', '/full/6042,/0/default.jpg'],
    ['cookbook-v3/0346-multilingual-annotation-body', '/full/14897,6713/0/default.jpg'],
    ['v2/body-choice', 'X.010r_VIS/full/full/0/default.jpg'],
    ['cookbook-v3/0001-mvm-image', '/resources/page1-full.png'],
  ]
  for (const [name, end] of asked)
    test(`${name} has its first picture fetched from an address that ends in ${end}`, () => {
      const [image] = manifestOf(name).canvases[0]?.images ?? []
      const [address = ''] = image ? addressesOf(image) : []
      assert.ok(address.endsWith(end), address)
    })
})

describe('a host that fails during an import', () => {
  // After an interrupted import, every picture had to be fetched again.
  test('leaves the rest of its pictures to the next import, which fetches only those', async (t) => {
    let host = ''
    let left = 4
    const serve = serveCorpora(() => host)
    const server = await startServer(t, (request, response) => {
      if (!request.url?.endsWith('.jpg')) return serve(request, response)
      left -= 1
      if (left >= 0) serve(request, response)
      else response.writeHead(200, { 'content-length': 1_000_000 }).write('half of it')
      if (left < 0) setImmediate(() => response.destroy())
    })
    host = server.host
    const terminal = openTerminal(t)
    const address = server.url('/iiif/derived-nubis-local/manifest-v3.json')
    const command = [
      'corpus',
      'import',
      address,
      '--corpus',
      'nubis',
      '--allow-host',
      host,
      '--as',
      'unknown',
    ]
    const broken = await terminal.json<Report>(...command)
    assert.equal(broken.pages, 4)
    const lost = broken.skipped.filter(({ why }) => why.includes('the connection broke off'))
    assert.equal(lost.length, 6)
    left = 100
    server.asked.length = 0
    const mended = await terminal.json<Report>(...command)
    assert.equal(mended.pages, 10)
    assert.equal(server.asked.filter((path) => path.endsWith('.jpg')).length, 6)
  })
})

describe('a manifest in a folder, with its pictures beside it', () => {
  test('gives the same 281 lines without the network, with their credit', async (t) => {
    const folder = makeFolderOnDisk(t)
    cpSync(join(corpora, 'iiif/derived-nubis-local'), join(folder, 'iiif'), { recursive: true })
    rmSync(join(folder, 'iiif/manifest-v3.json'))
    rmSync(join(folder, 'iiif/annotations-v3'), { recursive: true })
    cpSync(join(corpora, nubis, 'images'), join(folder, 'images'), { recursive: true })
    const terminal = openTerminal(t)
    const report = await terminal.json<Report>('corpus', 'import', folder, '--corpus', 'nubis')
    assert.deepEqual(
      [report.pages, report.skipped.filter(({ why }) => why.includes('nothing'))],
      [10, []],
    )
    const lines = await linesOf(terminal, 'nubis')
    assert.deepEqual(lines.map(({ label }) => label ?? '').toSorted(), altoTexts().toSorted())
    const [source] = await terminal.store.sources.list('main', 'nubis', '', 1)
    assert.equal(source?.licence, 'CC-BY-4.0')
    assert.match(source.credit, /^NuBIS, Bibliothèque interuniversitaire de la Sorbonne/)
  })
})
