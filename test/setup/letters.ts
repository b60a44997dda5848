import assert from 'node:assert/strict'
import type { Item } from '../../src/model/item.ts'
import type { Source } from '../../src/model/source.ts'
import { corpus, item, source } from '../../src/store/suites/examples.contract.ts'
import { openVisitors } from './answers.ts'
import { keepReadings, fakeReading } from './readings.ts'
import type { FakeTerminal } from './terminal.ts'

const pageXml = `<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page imageFilename="1.jpg"
 imageWidth="100" imageHeight="200"><TextRegion id="r"><Coords points="1,1 99,99"/>
<TextLine id="l1"><Coords points="1,1 50,1 50,20"/><TextEquiv conf="0.4"><Unicode>Hans</Unicode></TextEquiv></TextLine>
<TextLine id="l2"><Coords points="1,31 90,31 90,50"/><TextEquiv conf="0.4"><Unicode>ein alter  Manu im Wald der nahcn Stadt</Unicode></TextEquiv></TextLine>
<TextLine id="l3"><Coords points="1,61 90,61 90,80"/><TextEquiv><Unicode>known for good</Unicode></TextEquiv></TextLine>
</TextRegion></Page></PcGts>`

/** The canvas of the first source. */
export const canvas = {
  manifest: 'https://archive.example/manifest',
  id: 'https://archive.example/canvas/1',
  width: 200,
  height: 400,
  image: 'https://archive.example/1/full.jpg',
}

/** The ids of both sources: a page with a canvas and a document, and a picture of unknown texts. */
export const sourceIds = ['a1'.repeat(16), 'b2'.repeat(16)] as const

const box = { x: 1, y: 2, width: 30, height: 10 }

function doubtful(id: string, name: string, label: string): Item {
  return item(id, {
    region: { is: 'box', box },
    regionName: `pages/1.xml#${name}`,
    status: 'doubtful',
    label,
    confidence: 0.4,
  })
}

const inLine = { lineId: 'c2', level: 'word' } as const
const outline = [
  { x: 1, y: 1 },
  { x: 50, y: 1 },
  { x: 50, y: 20 },
]
const line = 'ein alter Manu im Wald der nahcn Stadt'
const pageItems = [
  { ...doubtful('c1', 'l1', 'Hans'), region: { is: 'outline' as const, box, outline } },
  { ...doubtful('c2', 'l2', line), stage: 'waiting' as const },
  { ...doubtful('c3', 'l2/word-2', 'Manu'), ...inLine, place: 2 },
  { ...doubtful('c4', 'l2/word-6', 'nahcn'), ...inLine, place: 6 },
  item('c5', { regionName: 'pages/1.xml#l3', label: 'known for good', level: 'line' }),
]
const unknownIds = ['d1', 'd2', 'd3', 'd4', 'd5']

/** Fills a store with a corpus of two sources, five items on each. */
export async function fillLetters({ store }: FakeTerminal): Promise<void> {
  const { corpora, documents, files } = store
  const [page, picture] = sourceIds
  const other = { origin: '=2 & <b>.jpg', licence: 'CC0-1.0', credit: 'Other' }
  const pages: [Source, Source] = [
    { ...source, id: page, iiif: canvas },
    { ...source, id: picture, ...other },
  ]
  await corpora.add(corpus)
  await store.sources.add(
    'main',
    pages[0],
    pageItems.map((of) => ({ ...of, sourceId: page })),
  )
  await store.sources.add(
    'main',
    pages[1],
    unknownIds.map((id) => item(id, { sourceId: picture, status: 'unknown', label: null })),
  )
  const fileId = await files.put(Buffer.from(pageXml))
  const document = { corpus: 'letters', path: 'pages/1.xml', format: 'PAGE', fileId } as const
  await documents.keep('main', { ...document, importedAtMs: 1 })
}

const dayMs = 86_400_000

/** Labels of some of the items, and a reading of each in every state; gives the ids of the challenges. */
export async function readLetters({ store, now, moveClock }: FakeTerminal): Promise<string[]> {
  const { answerItem } = openVisitors(store.answers, 'sitekey-of-the-test')
  const challenges: string[] = []
  for (const id of ['c1', 'c3', 'd1']) {
    const of = await store.items.find(id)
    assert.ok(of)
    challenges.push(...(await answerItem(of, [{ given: 'Haus' }, { given: '=1+1 Taler' }])))
  }
  const counted = { answers: 4, networks: 3, agreement: 0.75, attack: 0.0123 }
  const alternatives = [{ text: 'Hauß', confidence: 0.0111 }]
  await keepReadings(store.readings, [
    fakeReading('c1', 'Haus', {
      ...counted,
      confidence: 0.98765,
      rawConfidence: 0.999,
      alternatives,
    }),
    fakeReading('c3', 'Mann'),
    fakeReading('c4', 'nahen', { state: 'provisional', answers: 2, networks: 2, confidence: 0.9 }),
    fakeReading('d1', '=1+1 Taler'),
    fakeReading('d2', 'Kreutzer', { state: 'contested', confidence: 0.5 }),
    fakeReading('d3', '', { state: 'unreadable' }),
    fakeReading('d4', 'not wanted', { state: 'rejected' }),
    fakeReading('d5', 'in a day', { lastAnswerAtMs: now() + 2 * dayMs }),
  ])
  moveClock(2 * dayMs)
  return challenges
}
