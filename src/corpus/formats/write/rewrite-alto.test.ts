import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readAlto } from '../read/alto.ts'
import { rewriteAlto } from './alto.ts'
import type { RegionText } from './region-texts.ts'
import { edit, regionsOf, stamp, written } from '../../../../test/setup/rewriting.ts'

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
  test('with the same text gets only its confidence', () => {
    const old = `<TextLine ID="l" ${box}><String ${box} CONTENT='Haus' /></TextLine>`
    assert.equal(
      altoHome(old, 'l', { doubt: 'Incipit: provisional' }),
      `<TextLine ID="l" ${box}><String ${box} CONTENT='Haus' WC="0.900" PROCESSINGREFS="incipit-1" /></TextLine>`,
    )
  })
  // A line that now read "Librorum, […]" kept the machine's WC="0.9888" and got CS="true".
  test('of which only some words were read is neither certain nor corrected', () => {
    const old = `<TextLine ID="l" ${box}><String ${box} CONTENT="Hans im Glück" WC="0.9888"/></TextLine>`
    assert.doesNotMatch(altoHome(old, 'l', { confidence: null }), /WC=|CS=/)
    assert.doesNotMatch(altoHome(`<TextLine ID="l" ${box}/>`, 'l', { confidence: null }), /WC=|CS=/)
  })
  test('is added to a line without text', () => {
    const made = `<String CONTENT="Haus" ${box} WC="0.900" CS="true" PROCESSINGREFS="incipit-1"/>`
    assert.equal(
      altoHome(`<TextLine ID="l" ${box}/>`, 'l'),
      `<TextLine ID="l" ${box}>${made}</TextLine>`,
    )
  })
  test('leaves the hyphen to the line’s own element for it', () => {
    const old = `<TextLine ID="l" ${box}><String ${box} CONTENT="Hans"/><HYP CONTENT="-"/></TextLine>`
    assert.match(altoHome(old, 'l', { change: () => 'Haus-' }), /CONTENT="Haus" /)
  })
})
