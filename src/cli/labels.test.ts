import assert from 'node:assert/strict'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import type { Item, Source } from '../model/item.ts'
import { corpus, item, source } from '../store/records.contract.ts'
import { openVisitors, type Said } from '../../test/lent-answers.ts'
import { lendTerminal, type LentTerminal } from '../../test/lent-terminal.ts'
import { readPlaces } from '../corpus/out/places.ts'
import { exportFormats } from '../corpus/out/desk.ts'

let terminal: LentTerminal
let place: string
let challenges: string[]

beforeEach(() => {
  terminal = lendTerminal()
  place = mkdtempSync(join(tmpdir(), 'incipit-labels-'))
  challenges = []
})
afterEach(async () => {
  await terminal.close()
  rmSync(place, { recursive: true })
})

const pageXml = `<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page imageFilename="1.jpg"
 imageWidth="100" imageHeight="200"><TextRegion id="r"><Coords points="1,1 99,99"/>
<TextLine id="l1"><Coords points="1,1 50,1 50,20"/><TextEquiv conf="0.4"><Unicode>Hans</Unicode></TextEquiv></TextLine>
<TextLine id="l2"><Coords points="1,31 90,31 90,50"/><TextEquiv conf="0.4"><Unicode>ein alter  Manu im Wald der nahcn Stadt</Unicode></TextEquiv></TextLine>
<TextLine id="l3"><Coords points="1,61 90,61 90,80"/><TextEquiv><Unicode>known for good</Unicode></TextEquiv></TextLine>
</TextRegion></Page></PcGts>`

const doubtful = (id: string, region: string, label: string): Item =>
  item(id, {
    region: `pages/1.xml#${region}`,
    status: 'doubtful',
    label,
    confidence: 0.4,
    polygon: null,
  })

const canvas = {
  manifest: 'https://archive.example/manifest',
  id: 'https://archive.example/canvas/1',
  width: 200,
  height: 400,
  image: 'https://archive.example/1/full.jpg',
}

const fill = async (): Promise<void> => {
  const { records, files } = terminal.store
  await records.addCorpus(corpus)
  const sources: Source[] = [
    { ...source, id: 'a1'.repeat(16), iiif: canvas },
    { ...source, id: 'b2'.repeat(16), origin: '=2 & <b>.jpg', licence: 'CC0-1.0', credit: 'Other' },
  ]
  const [first, second] = sources
  assert.ok(first && second)
  const inLine = { lineId: 'c2', level: 'word' } as const
  const items = [
    {
      ...doubtful('c1', 'l1', 'Hans'),
      polygon: [
        { x: 1, y: 1 },
        { x: 50, y: 1 },
        { x: 50, y: 20 },
      ],
    },
    {
      ...doubtful('c2', 'l2', 'ein alter Manu im Wald der nahcn Stadt'),
      stage: 'waiting' as const,
    },
    { ...doubtful('c3', 'l2/word-2', 'Manu'), ...inLine, place: 2 },
    { ...doubtful('c4', 'l2/word-6', 'nahcn'), ...inLine, place: 6 },
    item('c5', { region: 'pages/1.xml#l3', label: 'known for good', level: 'line' }),
  ].map((of) => ({ ...of, sourceId: first.id }))
  await records.addSource(first, items)
  await records.addSource(second, [
    item('d1', { sourceId: second.id, status: 'unknown', label: null }),
  ])
  const fileId = await files.put(Buffer.from(pageXml))
  const document = { corpus: 'letters', path: 'pages/1.xml', format: 'PAGE', fileId } as const
  await records.keepDocument({ ...document, importedAtMs: 1 })
}

const read = async (answers: Readonly<Record<string, readonly string[]>>): Promise<void> => {
  const { answerItem } = openVisitors(terminal.store.records, 'sitekey-of-the-test')
  for (const [id, texts] of Object.entries(answers)) {
    const of = await terminal.store.records.findItem(id)
    assert.ok(of)
    const said: Said[] = texts.map((given) => ({ given }))
    challenges.push(...(await answerItem(of, said)))
  }
}

const answers = {
  c1: ['Haus', 'Haus', 'haus', 'Hauß'],
  c3: ['Mann', 'Mann', 'Mann'],
  c4: ['nahen', 'nahen'],
  c5: ['wrong', 'wrong', 'wrong'],
  d1: ['=1+1 Taler', '=1+1 Taler', '=1+1 Taler'],
}

const out = (name: string): string => join(place, name)
const exported = (format: string, which = 'gold') =>
  terminal.json<{
    readings: Record<string, number>
    licences: string[]
    missedCount: number
    files: number
  }>(
    'labels',
    'export',
    '--corpus',
    'letters',
    '--format',
    format,
    '--which',
    which,
    '--out',
    out(format + which),
  )
const text = (path: string): string => readFileSync(join(place, path), 'utf8')
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
const json = <T>(path: string): T => JSON.parse(text(path)) as T

describe('labels settle', () => {
  test('brings readings up to date, and does not count again what it has', async () => {
    await fill()
    await read(answers)
    const settled = await terminal.json('labels', 'settle')
    const states = { accepted: 3, provisional: 1, contested: 0, open: 0 }
    assert.deepEqual(settled, [{ corpus: 'letters', settled: 4, ...states }])
    await read({})
    terminal.moveClock(3_600_000)
    assert.match(
      (await terminal.run('labels', 'settle', '--corpus', 'letters')).out,
      /3 accepted, 1 provisional/,
    )
    assert.match(await terminal.refusal('labels', 'settle', '--corpus', 'wills'), /no corpus/)
  })
  test('leaves what the archive knows as it is', async () => {
    await fill()
    await read(answers)
    await terminal.json('labels', 'settle', '--again')
    assert.equal(await terminal.store.readings.find('c5'), null)
  })
})

describe('labels export', () => {
  beforeEach(async () => {
    await fill()
    await read(answers)
    await terminal.json('labels', 'settle')
  })

  test('gives the archive its file back, with words in their lines and the rest as it was', async () => {
    const report = await exported('page')
    assert.deepEqual([report.files, report.readings['accepted'], report.missedCount], [2, 2, 0])
    const home = text('pagegold/pages/1.xml')
    assert.match(home, /<TextEquiv index="0" conf="0\.\d+"><Unicode>Haus<\/Unicode>/)
    assert.match(home, /<Unicode>ein alter  Mann im Wald der nahcn Stadt<\/Unicode>/)
    assert.ok(home.includes('<TextEquiv><Unicode>known for good</Unicode></TextEquiv>'))
    await exported('page', 'all')
    assert.match(
      text('pageall/pages/1.xml'),
      /comments="Incipit: provisional, 2 answers"><Unicode>ein alter  Mann im Wald der nahen Stadt/,
    )
  })

  test('writes tables whose cells no spreadsheet runs, with licence and credit in each row', async () => {
    await exported('csv', 'all')
    const rows = parse(text('csvall/readings.csv'), { columns: true }) as Record<string, string>[]
    assert.deepEqual(
      rows.map(({ item_id, value, original, state, n_answers, licence, first_answer }) => [
        item_id,
        value,
        original,
        state,
        n_answers,
        licence,
        first_answer,
      ]),
      [
        ['c1', 'Haus', 'Hans', 'accepted', '4', 'CC-BY-4.0', '2026-01-02'],
        ['c3', 'Mann', 'Manu', 'accepted', '3', 'CC-BY-4.0', '2026-01-02'],
        ['c4', 'nahen', 'nahcn', 'provisional', '2', 'CC-BY-4.0', '2026-01-02'],
        ['d1', "'=1+1 Taler", '', 'accepted', '3', 'CC0-1.0', '2026-01-02'],
      ],
    )
    assert.equal(rows[3]?.['source'], "'=2 & <b>.jpg")
    const labels = parse(text('csvall/labels.csv'), { columns: true }) as Record<string, string>[]
    assert.equal(labels.length, 15)
    assert.deepEqual(Object.keys(labels[0] ?? {}), [
      'item_id',
      'given',
      'keyword',
      'weight',
      'verdict',
      'date',
    ])
    await exported('jsonl')
    const lines = text('jsonlgold/readings.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { value: string })
    assert.deepEqual(
      lines.map(({ value }) => value),
      ['Haus', 'Mann', '=1+1 Taler'],
    )
  })

  test('writes annotations on the canvas, in its own units', async () => {
    await exported('iiif')
    type Annotation = {
      target: { source: { id: string }; selector: { value: string }[] }
      body: { value: string }
    }
    const page = json<{ '@context': unknown[]; type: string; items: Annotation[] }>(
      `iiifgold/${'a1'.repeat(16)}.json`,
    )
    assert.equal(page['@context'].at(-1), 'http://iiif.io/api/presentation/3/context.json')
    const [first] = page.items
    assert.equal(first?.body.value, 'Haus')
    assert.equal(first.target.source.id, canvas.id)
    assert.equal(first.target.selector[0]?.value, 'xywh=2,4,60,20')
    assert.match(first.target.selector[1]?.value ?? '', /points="2,2 100,2 100,40"/)
    await exported('webannotation', 'all')
    const all = json<{ type: string; total: number; first: { items: unknown[] } }>(
      'webannotationall/annotations.jsonld',
    )
    assert.deepEqual([all.type, all.total, all.first.items.length], ['AnnotationCollection', 4, 4])
  })

  test('writes TEI with a zone for each line of text, and whoever read it', async () => {
    await exported('tei')
    const tei = text(`teigold/${'a1'.repeat(16)}.xml`)
    const zones: string[] = []
    const facs: string[] = []
    const fault = readPlaces(tei, {
      open: ({ name, attributes }) => {
        if (name === 'zone') zones.push(`#${attributes.get('id')}`)
        if (attributes.has('facs')) facs.push(attributes.get('facs') ?? '')
      },
      close: () => {},
    })
    assert.equal(fault, null)
    assert.deepEqual(zones, ['#z-c1', '#z-c2', '#z-c5'])
    assert.deepEqual(facs, zones)
    assert.match(tei, /resp="#volunteers" cert="high">Haus</)
    assert.match(tei, /ein alter Mann im Wald der nahcn Stadt/)
    assert.match(text(`teigold/${'b2'.repeat(16)}.xml`), /<title>=2 &amp; &lt;b&gt;\.jpg<\/title>/)
  })

  test('names every licence and credit in its descriptor, with counts', async () => {
    const report = await exported('csv')
    assert.deepEqual(report.licences, ['CC-BY-4.0', 'CC0-1.0'])
    type Package = {
      licenses: { name: string; path: string }[]
      sources: { title: string }[]
      resources: { name: string; path: string }[]
      incipit: { counts: { sources: number; readings: { accepted: number } } }
    }
    const told = json<Package>('csvgold/datapackage.json')
    assert.deepEqual(
      told.licenses.map(({ path }) => path),
      [
        'https://creativecommons.org/licenses/by/4.0/',
        'https://creativecommons.org/publicdomain/zero/1.0/',
      ],
    )
    assert.deepEqual(
      told.sources.map(({ title }) => title),
      ['An archive', 'Other'],
    )
    assert.deepEqual(
      told.resources.map(({ path }) => path),
      ['readings.csv', 'labels.csv', 'sources.csv'],
    )
    assert.deepEqual([told.incipit.counts.sources, told.incipit.counts.readings.accepted], [2, 3])
    assert.equal(text('csvgold/sources.csv').trim().split('\r\n').length, 3)
  })

  test('tells nothing of a visitor, in any format', async () => {
    const secrets = [...challenges, 'cluster-of-visitor', 'sitekey-of-the-test', 'challenge-of']
    let files = 0
    for (const format of exportFormats) {
      if (format === 'coco' || format === 'alto') continue
      await exported(format, 'all')
      for (const file of globSync('**/*', { cwd: out(`${format}all`), withFileTypes: true })) {
        if (!file.isFile()) continue
        files += 1
        const body = readFileSync(join(file.parentPath, file.name), 'utf8')
        for (const secret of secrets) assert.ok(!body.includes(secret), `${format}/${file.name}`)
        assert.doesNotMatch(body, /cluster|challenge_?id|site_?key/i)
      }
    }
    assert.ok(files > 14)
  })

  test('is refused with a sentence where there is nothing, no room or no such thing', async () => {
    const refusal = (...flags: string[]): Promise<string> =>
      terminal.refusal('labels', 'export', ...flags)
    const to = (name: string): string[] => ['--out', out(name)]
    assert.match(await refusal('--format', 'csv', ...to('x')), /--corpus/)
    assert.match(
      await refusal('--corpus', 'letters', '--format', 'pdf', ...to('x')),
      /--format must be one of/,
    )
    assert.match(await refusal('--corpus', 'letters', '--format', 'csv'), /--out/)
    assert.match(await refusal('--corpus', 'wills', '--format', 'csv', ...to('x')), /no corpus/)
    assert.match(
      await refusal('--corpus', 'letters', '--format', 'alto', ...to('x')),
      /nothing yet/,
    )
    assert.match(await refusal('--corpus', 'letters', '--format', 'coco', ...to('x')), /texts/)
    await exported('csv')
    assert.match(
      await refusal('--corpus', 'letters', '--format', 'csv', '--out', out('csvgold')),
      /not empty/,
    )
    assert.deepEqual(globSync('{.*,*}', { cwd: place }), ['csvgold'])
  })
})

test('labels export writes classes as COCO, the archive’s own and those that visitors agreed on', async () => {
  const { records } = terminal.store
  await records.addCorpus({ ...corpus, name: 'fruits', kind: 'classification' })
  const fruits = { ...source, id: 'f0'.repeat(16), corpus: 'fruits' }
  const picture = {
    corpus: 'fruits',
    sourceId: fruits.id,
    kind: 'classification',
    level: 'image',
  } as const
  const ids = ['e'.repeat(32), 'f'.repeat(32)] as const
  await records.addSource(fruits, [
    item(ids[0], { ...picture, label: 'pear' }),
    item(ids[1], { ...picture, status: 'unknown', label: null }),
  ])
  const unknown = await records.findItem(ids[1])
  assert.ok(unknown)
  const said = (keyword: string, given: string): Said => ({ keyword, given })
  await openVisitors(records).answerItem(unknown, [
    said('apple', 'yes'),
    said('apple', 'yes'),
    said('pear', 'no'),
    said('apple', 'yes'),
  ])
  await terminal.json('labels', 'settle')
  await terminal.json(
    'labels',
    'export',
    '--corpus',
    'fruits',
    '--format',
    'coco',
    '--out',
    out('coco'),
  )
  type Coco = {
    images: { id: number }[]
    categories: { id: number; name: string }[]
    annotations: { image_id: number; category_id: number; score?: number; state: string }[]
  }
  const { images, categories, annotations } = json<Coco>('coco/annotations.json')
  assert.deepEqual(
    annotations.map(({ category_id, state }) => [categories[category_id - 1]?.name, state]),
    [
      ['pear', 'known'],
      ['apple', 'accepted'],
    ],
  )
  assert.ok(
    annotations.every(
      ({ image_id }) => image_id === images[0]?.id && Number.isSafeInteger(image_id),
    ),
  )
  assert.deepEqual(json<unknown[]>('coco/results.json').length, 1)
})
