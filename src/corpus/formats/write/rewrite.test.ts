import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { cleanText } from '../../../text/clean-text.ts'
import { readAlto } from '../read/alto.ts'
import { readPage } from '../read/page.ts'
import type { Truth, TruthRegion } from '../read/truth.ts'
import { rewriteAlto } from './alto.ts'
import { findAltoParts } from './alto-slots.ts'
import { rewritePage } from './page.ts'
import { findPageParts, textOfPart } from './page-slots.ts'
import type { RegionText } from './region-texts.ts'
import { readFileText } from './splice.ts'
import type { Rewritten } from './stamp.ts'

const good = fileURLToPath(new URL('../../../../test/fixtures/good/', import.meta.url))
const stamp = { version: '9.8.7', nowMs: Date.UTC(2026, 0, 2) }

const ways = {
  ALTO: { read: readAlto, rewrite: rewriteAlto },
  PAGE: { read: readPage, rewrite: rewritePage },
} as const

const files = globSync('*.xml', { cwd: good }).flatMap((name) => {
  const bytes = readFileSync(join(good, name))
  return (['ALTO', 'PAGE'] as const).flatMap((format) => {
    const truth = ways[format].read(bytes)
    return 'fault' in truth ? [] : [{ name, bytes, truth, ...ways[format] }]
  })
})

function regionsOf(truth: Truth): { region: TruthRegion; page: Truth['pages'][number] }[] {
  return truth.pages.flatMap((page) => page.regions.map((region) => ({ region, page })))
}

function edit(
  { region, page }: ReturnType<typeof regionsOf>[number],
  text: string,
  change: Partial<RegionText> = {},
): RegionText {
  return {
    region: region.region,
    level: region.level,
    place: {
      box: region.box,
      widthPixels: page.widthUnits ?? 1,
      heightPixels: page.heightUnits ?? 1,
    },
    change: () => text,
    confidence: 0.9,
    doubt: null,
    alternatives: [],
    readings: 1,
    ...change,
  }
}

function written(one: Rewritten | { fault: string }): Rewritten {
  assert.ok(!('fault' in one))
  return one
}

function placesOf(truth: Truth) {
  return regionsOf(truth).map(({ region: { level, region, box } }) => ({ level, region, box }))
}

describe('a file that goes home', () => {
  test('is one of many kinds', () => assert.ok(files.length >= 8))

  for (const { name, bytes, truth, read, rewrite } of files) {
    const regions = regionsOf(truth)

    test(`${name} stays byte for byte where nothing was read`, () => {
      const same = written(rewrite(bytes, [], stamp))
      assert.deepEqual(same.bytes, bytes)
      assert.deepEqual([same.readings, same.missed], [0, []])
    })

    test(`${name} takes each reading alone, and no other text changes`, () => {
      for (const [place, one] of regions.entries()) {
        const { bytes: home, missed } = written(rewrite(bytes, [edit(one, 'Ærger<&>')], stamp))
        assert.deepEqual(missed, [], one.region.region)
        const again = read(home)
        assert.ok(!('fault' in again))
        assert.deepEqual(placesOf(again), placesOf(truth))
        const wanted = regions.map(({ region: { text } }, n) => (n === place ? 'Ærger<&>' : text))
        assert.deepEqual(
          regionsOf(again).map(({ region }) => region.text),
          wanted,
        )
      }
    })

    test(`${name} names Incipit once, keeps its encoding and takes all readings at once`, () => {
      const texts = regions.map((one, n) => edit(one, `Wort${n}`))
      const { bytes: home, readings } = written(rewrite(bytes, texts, stamp))
      assert.equal(readings, regions.length)
      assert.deepEqual(home.subarray(0, 2), bytes.subarray(0, 2))
      const again = read(home)
      assert.ok(!('fault' in again))
      assert.deepEqual(
        regionsOf(again).map(({ region }) => region.text),
        regions.map((_, n) => `Wort${n}`),
      )
      const file = readFileText(home)
      assert.ok('text' in file)
      const { length: named } = [...file.text.matchAll(/Incipit/g)]
      assert.ok(named <= 1, `named ${named} times`)
    })

    test(`${name} takes the readings of another file of its picture by their places`, () => {
      const [first] = regions
      assert.ok(first)
      const there = edit(first, 'Wort', { region: null })
      assert.ok(there.place)
      const { box } = there.place
      const place = { ...there.place, box: { ...box, y: box.y + 5 * box.height } }
      const far = { ...there, place }
      const home = written(rewrite(bytes, [far, there], stamp))
      assert.deepEqual([home.readings, home.missed], [1, []])
    })

    test(`${name} tells of a region that it does not have`, () => {
      const [first] = regions
      assert.ok(first)
      const lost = edit(first, 'x', { region: 'nowhere' })
      assert.deepEqual(written(rewrite(bytes, [lost], stamp)).missed, ['nowhere'])
    })

    test(`${name} is written under the names that it was imported under`, () => {
      const file = readFileText(bytes)
      assert.ok('text' in file)
      const slots = truth.format === 'ALTO' ? altoTexts(file.text) : pageTexts(file.text)
      const has = (region: string, text: string | null): boolean =>
        slots.some((slot) => slot.region === region && slot.text === text)
      for (const { region } of regions) assert.ok(has(region.region, region.text), region.region)
    })
  }
})

function altoTexts(text: string) {
  const parts = findAltoParts(text)
  assert.ok('slots' in parts)
  return parts.slots.map(({ region, string }) => ({
    region,
    text: cleanText(string?.attributes.get('CONTENT') ?? ''),
  }))
}

function pageTexts(text: string) {
  const parts = findPageParts(text)
  assert.ok('slots' in parts)
  return parts.slots.map(({ region, part }) => ({ region, text: cleanText(textOfPart(part)) }))
}

function lineAlto(line: string): Buffer {
  return Buffer.from(`<?xml version="1.0"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-2.xsd">
<Description><MeasurementUnit>pixel</MeasurementUnit></Description><Layout><Page ID="p" PHYSICAL_IMG_NR="1"
 WIDTH="100" HEIGHT="100"><PrintSpace><TextBlock ID="b">${line}</TextBlock></PrintSpace></Page></Layout></alto>`)
}

function altoHome(line: string, region: string, change: Partial<RegionText> = {}): string {
  const bytes = lineAlto(line)
  const truth = readAlto(bytes)
  assert.ok(!('fault' in truth))
  const [first] = regionsOf(truth)
  assert.ok(first)
  const { bytes: home } = written(
    rewriteAlto(bytes, [edit(first, 'Haus', { region, ...change })], stamp),
  )
  return /<TextLine.*<\/TextLine>|<TextLine[^>]*\/>/s.exec(home.toString())?.[0] ?? ''
}

describe('a String of ALTO', () => {
  const box = 'HPOS="1" VPOS="2" WIDTH="30" HEIGHT="4"'
  test('keeps its old text as an alternative, behind its outline and before its glyphs', () => {
    const shape = '<Shape><Polygon POINTS="1 2 3 4"/></Shape>'
    const old = `<TextLine ID="l" ${box}><String ID="s" ${box} CONTENT="Hans" WC="0.1" CC="1111">${shape}<Glyph CONTENT="H" ${box}/></String></TextLine>`
    assert.equal(
      altoHome(old, 'l'),
      `<TextLine ID="l" ${box}><String ID="s" ${box} CONTENT="Haus" WC="0.900" CS="true" PROCESSINGREFS="incipit-1">${shape}<ALTERNATIVE>Hans</ALTERNATIVE><Glyph CONTENT="H" ${box}/></String></TextLine>`,
    )
  })
  test('that says the same already gets its confidence alone', () => {
    const old = `<TextLine ID="l" ${box}><String ${box} CONTENT='Haus' /></TextLine>`
    assert.equal(
      altoHome(old, 'l', { doubt: 'Incipit: provisional' }),
      `<TextLine ID="l" ${box}><String ${box} CONTENT='Haus' WC="0.900" PROCESSINGREFS="incipit-1" /></TextLine>`,
    )
  })
  // A line that now read "Librorum, […]" kept the machine's WC="0.9888" and got CS="true".
  test('of which some words alone were read is neither sure nor corrected', () => {
    const old = `<TextLine ID="l" ${box}><String ${box} CONTENT="Hans im Glück" WC="0.9888"/></TextLine>`
    assert.doesNotMatch(altoHome(old, 'l', { confidence: null }), /WC=|CS=/)
    assert.doesNotMatch(altoHome(`<TextLine ID="l" ${box}/>`, 'l', { confidence: null }), /WC=|CS=/)
  })
  test('is made where nobody had read the line', () => {
    const made = `<String CONTENT="Haus" ${box} WC="0.900" CS="true" PROCESSINGREFS="incipit-1"/>`
    assert.equal(
      altoHome(`<TextLine ID="l" ${box}/>`, 'l'),
      `<TextLine ID="l" ${box}>${made}</TextLine>`,
    )
  })
  test('leaves the hyphen to the sign that the line has for it', () => {
    const old = `<TextLine ID="l" ${box}><String ${box} CONTENT="Hans"/><HYP CONTENT="-"/></TextLine>`
    assert.match(altoHome(old, 'l', { change: () => 'Haus-' }), /CONTENT="Haus" /)
  })
})

function pageOf(year: string, line: string): Buffer {
  return Buffer.from(`<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/${year}-07-15"><Metadata>
<Creator>c</Creator><Created>2020-01-01T00:00:00</Created><LastChange>2020-01-01T00:00:00</LastChange></Metadata>
<Page imageFilename="a.png" imageWidth="100" imageHeight="100"><TextRegion id="r"><Coords points="1,1 9,9"/>${line}
</TextRegion></Page></PcGts>`)
}

function pageHome(year: string, line: string, change: Partial<RegionText> = {}): string {
  const bytes = pageOf(year, line)
  const truth = readPage(bytes)
  assert.ok(!('fault' in truth))
  const [first] = regionsOf(truth)
  assert.ok(first)
  return written(rewritePage(bytes, [edit(first, 'Haus', change)], stamp)).bytes.toString()
}

describe('a text of PAGE', () => {
  const coords = '<Coords points="1,1 50,1 50,20 1,20"/>'
  const line = (inner: string): string => `<TextLine id="l">${coords}${inner}</TextLine>`

  test('keeps the old ones as the next best from 2016 on', () => {
    const old =
      '<TextEquiv conf="0.2"><Unicode>Hans</Unicode></TextEquiv><TextEquiv index="1"><Unicode>Hanf</Unicode></TextEquiv>'
    const home = pageHome('2019', line(old))
    assert.ok(
      home.includes(
        line(
          '<TextEquiv index="0" conf="0.900"><Unicode>Haus</Unicode></TextEquiv><TextEquiv conf="0.2" index="1"><Unicode>Hans</Unicode></TextEquiv><TextEquiv index="2"><Unicode>Hanf</Unicode></TextEquiv>',
        ),
      ),
      home,
    )
    assert.match(home, /<LastChange>2026-01-02T00:00:00Z<\/LastChange><MetadataItem name="Incipit"/)
  })
  const alternatives = [
    { text: 'Hauß', confidence: 0.2 },
    { text: 'Hans', confidence: 0.05 },
  ]
  const also = (index: number, text: string, conf: string): string =>
    `<TextEquiv index="${index}" conf="${conf}" comments="Incipit: also read"><Unicode>${text}</Unicode></TextEquiv>`

  test('has what else was read behind the old ones, each text once', () => {
    const old = '<TextEquiv conf="0.2"><Unicode>Hans</Unicode></TextEquiv>'
    const home = pageHome('2019', line(old), { alternatives })
    const texts = [
      '<TextEquiv index="0" conf="0.900"><Unicode>Haus</Unicode></TextEquiv>',
      '<TextEquiv conf="0.2" index="1"><Unicode>Hans</Unicode></TextEquiv>',
      also(2, 'Hauß', '0.200'),
    ]
    assert.ok(home.includes(line(texts.join(''))), home)
  })
  test('that says the same already is still the first of what was read', () => {
    const old = '<TextEquiv><Unicode>Haus</Unicode></TextEquiv>'
    const home = pageHome('2019', line(old), { alternatives })
    const first = '<TextEquiv index="0" conf="0.900"><Unicode>Haus</Unicode></TextEquiv>'
    const texts = [first, also(1, 'Hauß', '0.200'), also(2, 'Hans', '0.050')]
    assert.ok(home.includes(line(texts.join(''))), home)
  })
  test('has what else was read where the line had none, and not before 2016', () => {
    const first = '<TextEquiv index="0" conf="0.900"><Unicode>Haus</Unicode></TextEquiv>'
    const texts = [first, also(1, 'Hauß', '0.200'), also(2, 'Hans', '0.050')]
    const home = pageHome('2019', line(''), { alternatives })
    assert.ok(home.includes(line(texts.join(''))), home)
    assert.doesNotMatch(pageHome('2013', line(''), { alternatives }), /also read/)
  })
  test('is one alone in 2013, and Incipit is named in the comments', () => {
    const home = pageHome('2013', line('<TextEquiv><Unicode>Hans</Unicode></TextEquiv>'))
    assert.ok(
      home.includes(line('<TextEquiv conf="0.900"><Unicode>Haus</Unicode></TextEquiv>')),
      home,
    )
    assert.match(home, /<Comments>1 texts read by volunteers through Incipit 9.8.7<\/Comments>/)
  })
  test('stands where the schema wants it in a line that had none', () => {
    const home = pageHome('2019', line('<TextStyle fontSize="9"/>'))
    assert.ok(
      home.includes(
        line(
          '<TextEquiv conf="0.900"><Unicode>Haus</Unicode></TextEquiv><TextStyle fontSize="9"/>',
        ),
      ),
      home,
    )
  })
  test('of a word is the same in its line and its region', () => {
    const text = (of: string): string => `<TextEquiv><Unicode>${of}</Unicode></TextEquiv>`
    const word = (id: string, of: string): string => `<Word id="${id}">${coords}${text(of)}</Word>`
    const words =
      line(word('w1', 'Hans') + word('w2', 'hoch,') + text('Hans  hoch,')) + text('Hans hoch,')
    const home = pageHome('2013', words)
    assert.ok(home.includes('<Unicode>Haus  hoch,</Unicode></TextEquiv></TextLine>'), home)
    assert.ok(
      home.includes('</TextLine><TextEquiv><Unicode>Haus  hoch,</Unicode></TextEquiv>'),
      home,
    )
  })
})
