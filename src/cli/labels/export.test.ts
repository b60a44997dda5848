import assert from 'node:assert/strict'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { canvas, fillLetters, readLetters, sourceIds } from '../../../test/setup/letters.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'
import { readPlaces } from '../../corpus/formats/write/places.ts'
import { exportFormatNames } from '../../corpus/formats/write/formats.ts'

let terminal: FakeTerminal
let place: string
let challenges: string[]

beforeEach(async () => {
  terminal = fakeTerminal()
  place = mkdtempSync(join(tmpdir(), 'incipit-labels-'))
  await fillLetters(terminal)
  challenges = await readLetters(terminal)
})
afterEach(async () => {
  await terminal.close()
  rmSync(place, { recursive: true })
})

function out(name: string): string {
  return join(place, name)
}
function exported(format: string, which = 'gold') {
  return terminal.json<{
    readings: Record<string, number>
    heldBack: number
    withdrawn: number
    doubts: number
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
}
function text(path: string): string {
  return readFileSync(join(place, path), 'utf8')
}
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
function json<T>(path: string): T {
  return JSON.parse(text(path)) as T
}

describe('labels export', () => {
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
      rows.map(({ item_id, value, original, state, n_answers, licence, gold_from }) =>
        [item_id, value, original, state, n_answers, licence, gold_from].join(' | '),
      ),
      [
        'c1 | Haus | Hans | accepted | 4 | CC-BY-4.0 | 2026-01-03',
        'c3 | Mann | Manu | accepted | 3 | CC-BY-4.0 | 2026-01-03',
        'c4 | nahen | nahcn | provisional | 2 | CC-BY-4.0 | ',
        "d1 | '=1+1 Taler |  | accepted | 3 | CC0-1.0 | 2026-01-03",
        'd2 | Kreutzer |  | contested | 3 | CC0-1.0 | ',
        'd3 |  |  | unreadable | 3 | CC0-1.0 | ',
        'd4 |  |  | rejected | 3 | CC0-1.0 | ',
        'd5 | in a day |  | accepted | 3 | CC0-1.0 | 2026-01-04',
      ],
    )
    assert.equal(rows[3]?.['source'], "'=2 & <b>.jpg")
    const labels = parse(text('csvall/labels.csv'), { columns: true }) as Record<string, string>[]
    assert.equal(labels.length, 6)
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

  test('gives the confidence of each reading, and what else was read', async () => {
    await exported('csv')
    const [first] = parse(text('csvgold/readings.csv'), { columns: true }) as Record<
      string,
      string
    >[]
    const columns = ['confidence', 'raw_confidence', 'agreement', 'attack', 'n_networks', 'engine']
    assert.deepEqual(
      columns.map((column) => first?.[column]),
      ['0.9877', '0.999', '0.75', '0.0123', '3', 'engine-of-the-test'],
    )
    const other = { value: 'Hauß', confidence: 0.0111 }
    assert.deepEqual(JSON.parse(first?.['alternatives'] ?? ''), [other])
    await exported('iiif')
    const { items } = json<{ items: Record<string, unknown>[] }>(`iiifgold/${sourceIds[0]}.json`)
    const { confidence, rawConfidence, networks, alternatives } = items[0] ?? {}
    assert.deepEqual([confidence, rawConfidence, networks], [0.9877, 0.999, 3])
    assert.deepEqual(alternatives, [other])
    await exported('page')
    assert.match(
      text('pagegold/pages/1.xml'),
      /<TextEquiv index="2" conf="0\.011" comments="Incipit: also read"><Unicode>Hauß</,
    )
  })

  test('writes annotations on the canvas, in its own units', async () => {
    await exported('iiif')
    type Annotation = {
      target: { source: { id: string }; selector: { value: string }[] }
      body: { value: string }
    }
    const page = json<{ '@context': unknown[]; type: string; items: Annotation[] }>(
      `iiifgold/${sourceIds[0]}.json`,
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
    assert.deepEqual([all.type, all.total, all.first.items.length], ['AnnotationCollection', 6, 6])
  })

  test('writes TEI with a zone for each line of text, and whoever read it', async () => {
    await exported('tei')
    const tei = text(`teigold/${sourceIds[0]}.xml`)
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
    assert.match(text(`teigold/${sourceIds[1]}.xml`), /<title>=2 &amp; &lt;b&gt;\.jpg<\/title>/)
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
    const descriptor = json<Package>('csvgold/datapackage.json')
    assert.deepEqual(
      descriptor.licenses.map(({ path }) => path),
      [
        'https://creativecommons.org/licenses/by/4.0/',
        'https://creativecommons.org/publicdomain/zero/1.0/',
      ],
    )
    assert.deepEqual(
      descriptor.sources.map(({ title }) => title),
      ['An archive', 'Other'],
    )
    assert.deepEqual(
      descriptor.resources.map(({ path }) => path),
      ['readings.csv', 'labels.csv', 'sources.csv'],
    )
    assert.deepEqual(
      [descriptor.incipit.counts.sources, descriptor.incipit.counts.readings.accepted],
      [2, 3],
    )
    assert.equal(text('csvgold/sources.csv').trim().split('\r\n').length, 3)
  })

  test('reveals nothing about a visitor, in any format', async () => {
    const secrets = [...challenges, 'networkHash-of-visitor', 'sitekey-of-the-test', 'challenge-of']
    let files = 0
    for (const format of exportFormatNames) {
      // They need another corpus than one of crops with texts.
      if (['coco', 'alto', 'vtt', 'srt'].includes(format)) continue
      await exported(format, 'all')
      for (const file of globSync('**/*', { cwd: out(`${format}all`), withFileTypes: true })) {
        if (!file.isFile()) continue
        files += 1
        const body = readFileSync(join(file.parentPath, file.name), 'utf8')
        for (const secret of secrets) assert.ok(!body.includes(secret), `${format}/${file.name}`)
        assert.doesNotMatch(body, /networkHash|challenge_?id|site_?key/i)
      }
    }
    assert.ok(files > 14)
  })

  test('is refused with a sentence if there is nothing to export, no free folder or no such corpus', async () => {
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
      /has no ALTO file/,
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
