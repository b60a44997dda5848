import assert from 'node:assert/strict'
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { rewriteAlto } from '../src/corpus/formats/write/alto.ts'
import { rewritePage } from '../src/corpus/formats/write/page.ts'
import type { RegionText } from '../src/corpus/formats/write/region-texts.ts'
import { lintXml } from './setup/xmllint.ts'

const schemas = fileURLToPath(new URL('../../shared/schemas/', import.meta.url))
assert.ok(existsSync(schemas), 'This suite reads ../shared/schemas beside the checkout.')

const stamp = { version: '9.8.7', nowMs: Date.UTC(2026, 0, 2) }
function read(region: string, change: Partial<RegionText> = {}): RegionText {
  return {
    region,
    level: 'word',
    place: { box: { x: 1, y: 2, width: 30, height: 4 }, widthPixels: 100, heightPixels: 100 },
    change: () => 'Haus & <Hof>',
    confidence: 0.875,
    doubt: null,
    alternatives: [{ text: 'Hofs & <Haus>', confidence: 0.1 }],
    readings: 1,
    ...change,
  }
}

const box = 'HPOS="1" VPOS="2" WIDTH="30" HEIGHT="4"'
function stepOf(name: string): string {
  return `<OCRProcessing ID="ocr"><${name}/></OCRProcessing>`
}

/** A small ALTO file of a version; its `description` may be missing, or have a processing step or none. */
function altoOf(version: string, description: string): string {
  const [major = '1'] = version.split('-')
  const namespace = major === '1' ? '' : ` xmlns="http://www.loc.gov/standards/alto/ns-v${major}#"`
  const location = major === '1' ? `xsi:noNamespaceSchemaLocation="alto-${version}.xsd"` : ''
  const schemaLocation =
    major === '1'
      ? ''
      : `xsi:schemaLocation="http://www.loc.gov/standards/alto/ns-v${major}# alto-${version}.xsd"`
  const strings = `<String ${box} CONTENT="Hans" WC="0.1" CC="1111"/><SP HPOS="31" VPOS="2" WIDTH="2"/><String ${box} CONTENT="Hof"/>`
  const line = `<TextLine ID="l" ${box}>${strings}</TextLine>`
  const page = `<Page ID="p" PHYSICAL_IMG_NR="1" WIDTH="100" HEIGHT="100">`
  const block = `<TextBlock ID="b" ${box}>${line}</TextBlock>`
  const space = `<PrintSpace HPOS="0" VPOS="0" WIDTH="100" HEIGHT="100">${block}</PrintSpace>`
  return `<alto${namespace} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ${location}${schemaLocation}>${description}<Styles><TextStyle ID="t" FONTSIZE="9"/><ParagraphStyle ID="q"/></Styles><Layout>${page}${space}</Page></Layout></alto>`
}

describe('an exported ALTO file of every version', () => {
  const versions = globSync('alto/*.xsd', { cwd: schemas }).map((path) => path.slice(10, -4))
  test('is tried', () => assert.ok(versions.length >= 14))
  const unit = '<MeasurementUnit>pixel</MeasurementUnit>'
  const descriptions = {
    'no description': '',
    'a description': `<Description>${unit}</Description>`,
    'a step': `<Description>${unit}${stepOf('ocrProcessingStep')}</Description>`,
  }
  for (const version of versions.toSorted())
    for (const [name, description] of Object.entries(descriptions)) {
      // Version 1.0 has no description; later versions require one.
      if (version === '1-0' ? description !== '' : description === '' && version > '3') continue
      test(`is valid in ${version} if it had ${name}`, () => {
        const schema = join(schemas, `alto/alto-${version}.xsd`)
        const before = altoOf(version, description)
        assert.equal(lintXml(before, schema), '')
        const texts = [
          read('l/word-1'),
          read('l/word-2', { doubt: 'Incipit: contested, 3 answers' }),
        ]
        const home = rewriteAlto(Buffer.from(before), texts, stamp)
        assert.ok(!('fault' in home))
        assert.deepEqual(home.missed, [])
        assert.equal(lintXml(home.bytes, schema), '', home.bytes.toString())
        // From 2.1 on a description must name the unit of measure, so the export adds none.
        const hasPlace = version !== '1-0' && (description !== '' || version < '2-1')
        assert.equal(home.bytes.toString().includes('Incipit'), hasPlace)
      })
    }
})

function coords(isOld: boolean): string {
  return isOld
    ? '<Coords><Point x="1" y="1"/><Point x="50" y="1"/><Point x="50" y="20"/></Coords>'
    : '<Coords points="1,1 50,1 50,20"/>'
}

function pageOf(version: string): string {
  const isOld = version < '2013'
  const area = coords(isOld)
  const text = (of: string): string =>
    `<TextEquiv>${isOld ? `<PlainText>${of}</PlainText>` : ''}<Unicode>${of}</Unicode></TextEquiv>`
  const word = (id: string, of: string): string => `<Word id="${id}">${area}${text(of)}</Word>`
  const lines = [
    `<TextLine id="l1">${area}${word('w1', 'Hans')}${word('w2', 'Hof')}${text('Hans Hof')}</TextLine>`,
    `<TextLine id="l2">${area}${isOld ? '' : '<TextStyle fontSize="9"/>'}</TextLine>`,
  ]
  const meta =
    '<Creator>c</Creator><Created>2020-01-01T00:00:00</Created><LastChange>2020-01-01T00:00:00</LastChange>'
  return `<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/${version}"><Metadata>${meta}</Metadata><Page imageFilename="1.png" imageWidth="100" imageHeight="100"><TextRegion id="r">${area}${lines.join('')}${text('x')}</TextRegion></Page></PcGts>`
}

describe('an exported PAGE file of every version', () => {
  const versions = globSync('page/*.xsd', { cwd: schemas }).map((path) => path.slice(17, -4))
  test('is tried', () => assert.ok(versions.length >= 8))
  for (const version of versions.toSorted())
    test(`is valid in ${version}`, () => {
      const schema = join(schemas, `page/pagecontent-${version}.xsd`)
      const before = pageOf(version)
      assert.equal(lintXml(before, schema), '')
      const texts = [read('w1'), read('l2', { doubt: 'Incipit: contested, 3 answers' })]
      const home = rewritePage(Buffer.from(before), texts, stamp)
      assert.ok(!('fault' in home))
      assert.deepEqual(home.missed, [])
      assert.equal(lintXml(home.bytes, schema), '', home.bytes.toString())
      assert.match(home.bytes.toString(), /Incipit/)
    })
})
