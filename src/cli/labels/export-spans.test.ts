import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { keepReadings, fakeReading } from '../../../test/setup/readings.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'
import { corpus, item, source } from '../../store/suites/examples.contract.ts'

const sourceId = 'ab'.repeat(16)
const [spanId, wholeId] = ['c'.repeat(32), 'd'.repeat(32)] as const

type Report = { readings: { accepted: number }; missed: { what: string; why: string }[] }
type Annotation = { target: object }

describe('readings of a recording', () => {
  let terminal: FakeTerminal
  let place: string
  before(async () => {
    terminal = fakeTerminal()
    place = mkdtempSync(join(tmpdir(), 'incipit-spans-'))
    const { corpora, sources, readings } = terminal.store
    await corpora.add(corpus)
    const heard = { sourceId, status: 'doubtful', level: 'line' } as const
    await sources.add(
      'main',
      { ...source, id: sourceId, origin: 'tape 1.ogg', extent: { durationMs: 60_000 } },
      [
        item(spanId, { ...heard, region: { is: 'span', fromMs: 1_500, toMs: 3_000 } }),
        item(wholeId, { ...heard, region: { is: 'whole' } }),
      ],
    )
    await keepReadings(readings, [fakeReading(spanId, 'hello'), fakeReading(wholeId, 'all of it')])
    terminal.moveClock(2 * 86_400_000)
  })
  after(async () => {
    await terminal.close()
    rmSync(place, { recursive: true })
  })
  const exportAs = (format: string): Promise<Report> => {
    const flags = ['--corpus', corpus.name, '--format', format, '--out', join(place, format)]
    return terminal.json<Report>('labels', 'export', ...flags)
  }
  const text = (path: string): string => readFileSync(join(place, path), 'utf8')

  test('are in tables with their time, and their source has no size', async () => {
    assert.equal((await exportAs('csv')).readings.accepted, 2)
    const rows = parse(text('csv/readings.csv'), { columns: true }) as Record<string, string>[]
    assert.deepEqual(
      rows.map(({ region, xywh }) => [region, xywh]),
      [
        [`region of ${spanId}`, 't=1.5,3'],
        [`region of ${wholeId}`, ''],
      ],
    )
    const [row] = parse(text('csv/sources.csv'), { columns: true }) as Record<string, string>[]
    assert.deepEqual([row?.['origin'], row?.['width'], row?.['height']], ['tape 1.ogg', '', ''])
  })

  test('are annotations of a part of its time, or of all of it', async () => {
    await exportAs('webannotation')
    const { first } = JSON.parse(text('webannotation/annotations.jsonld')) as {
      first: { items: Annotation[] }
    }
    const sound = { id: 'tape%201.ogg', type: 'Sound' }
    const selector = {
      type: 'FragmentSelector',
      conformsTo: 'http://www.w3.org/TR/media-frags/',
      value: 't=1.5,3',
    }
    assert.deepEqual(
      first.items.map(({ target }) => target),
      [{ type: 'SpecificResource', source: sound, selector }, sound],
    )
  })

  test('are utterances of a TEI file, each with its time', async () => {
    const { readings, missed } = await exportAs('tei')
    assert.deepEqual([readings.accepted, missed], [2, []])
    const file = readdirSync(join(place, 'tei')).find((name) => name.endsWith('.xml')) ?? ''
    const uttered = [...text(`tei/${file}`).matchAll(/<u start="#(t\d+)" end="#(t\d+)"/g)]
    assert.deepEqual(
      uttered.map(([, from, to]) => [from, to]),
      [
        ['t0', 't60000'],
        ['t1500', 't3000'],
      ],
    )
  })
})
