import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readPage } from '../read/page.ts'
import { rewritePage } from './page.ts'
import type { RegionText } from './region-texts.ts'
import { edit, regionsOf, stamp, written } from '../../../../test/setup/rewriting.ts'

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

  test('keeps the old texts as alternatives from 2016 on', () => {
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

  test('has other readings after the old texts, each text once', () => {
    const old = '<TextEquiv conf="0.2"><Unicode>Hans</Unicode></TextEquiv>'
    const home = pageHome('2019', line(old), { alternatives })
    const texts = [
      '<TextEquiv index="0" conf="0.900"><Unicode>Haus</Unicode></TextEquiv>',
      '<TextEquiv conf="0.2" index="1"><Unicode>Hans</Unicode></TextEquiv>',
      also(2, 'Hauß', '0.200'),
    ]
    assert.ok(home.includes(line(texts.join(''))), home)
  })
  test('that is the same as before comes first', () => {
    const old = '<TextEquiv><Unicode>Haus</Unicode></TextEquiv>'
    const home = pageHome('2019', line(old), { alternatives })
    const first = '<TextEquiv index="0" conf="0.900"><Unicode>Haus</Unicode></TextEquiv>'
    const texts = [first, also(1, 'Hauß', '0.200'), also(2, 'Hans', '0.050')]
    assert.ok(home.includes(line(texts.join(''))), home)
  })
  test('has other readings if the line had no text, and not before 2016', () => {
    const first = '<TextEquiv index="0" conf="0.900"><Unicode>Haus</Unicode></TextEquiv>'
    const texts = [first, also(1, 'Hauß', '0.200'), also(2, 'Hans', '0.050')]
    const home = pageHome('2019', line(''), { alternatives })
    assert.ok(home.includes(line(texts.join(''))), home)
    assert.doesNotMatch(pageHome('2013', line(''), { alternatives }), /also read/)
  })
  test('is the only one in 2013, and the comments name Incipit', () => {
    const home = pageHome('2013', line('<TextEquiv><Unicode>Hans</Unicode></TextEquiv>'))
    assert.ok(
      home.includes(line('<TextEquiv conf="0.900"><Unicode>Haus</Unicode></TextEquiv>')),
      home,
    )
    assert.match(home, /<Comments>1 texts read by volunteers through Incipit 9.8.7<\/Comments>/)
  })
  test('is where the schema requires it in a line that had none', () => {
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
