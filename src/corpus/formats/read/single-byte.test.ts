import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { lintXml } from '../../../../test/setup/xmllint.ts'
import { spawnSync } from 'node:child_process'
import { readAlto } from './alto.ts'
import { decodeText } from './encoding.ts'
import { rewriteAlto } from '../write/alto.ts'
import { readFileText } from '../write/splice.ts'

const declared = [
  'ISO-8859-1',
  'iso-8859-2',
  'ISO-8859-15',
  'windows-1250',
  'windows-1251',
  'Windows-1252',
]
const hasXmllint = spawnSync('xmllint', ['--version']).status === 0

function altoIn(encoding: string, word: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(
      `<?xml version="1.0" encoding="${encoding}"?>\n<alto><Layout><Page WIDTH="900" HEIGHT="900"><PrintSpace><TextBlock><TextLine ID="l" HPOS="0" VPOS="0" WIDTH="90" HEIGHT="9"><String ID="s" HPOS="0" VPOS="0" WIDTH="90" HEIGHT="9" CONTENT="`,
    ),
    word,
    Buffer.from('"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>'),
  ])
}

function textIn(bytes: Uint8Array): string | null | undefined {
  const truth = readAlto(bytes)
  assert.ok(!('fault' in truth), JSON.stringify(truth))
  return truth.pages[0]?.regions[0]?.text
}

// Files from before 2010 are often declared as Windows-1252, and whole volumes of them were refused.
describe('XML of one byte for each sign', () => {
  const words: Readonly<Record<string, string>> = {
    'ISO-8859-1': 'Stra\xdfe',
    'ISO-8859-15': 'Stra\xdfe',
    'windows-1252': 'Stra\xdfe',
    latin1: 'Stra\xdfe',
    'iso-8859-2': 'Stra\xdfe',
  }
  for (const [encoding, word] of Object.entries(words))
    test(`is read as it declares itself: ${encoding}`, () =>
      assert.equal(textIn(altoIn(encoding, Buffer.from(word, 'latin1'))), 'Straße'))

  test('is read with the signs of its own encoding', () => {
    assert.equal(textIn(altoIn('windows-1251', Buffer.from('cceef1eae2e0', 'hex'))), 'Москва')
    assert.equal(textIn(altoIn('iso-8859-2', Buffer.from('a36f6469e6', 'hex'))), 'Łodić')
    assert.equal(textIn(altoIn('iso-8859-15', Buffer.from('bd757672', 'hex'))), 'œuvr')
  })

  test('goes home byte for byte, whatever its bytes are', () => {
    const bodies = fc.uint8Array({ min: 0x20, max: 0xff, maxLength: 40 })
    fc.assert(
      fc.property(fc.constantFrom(...declared), bodies, (encoding, body) => {
        const bytes = altoIn(encoding, Buffer.from(body))
        const file = readFileText(bytes)
        assert.ok('text' in file)
        assert.deepEqual(file.toBytes(file.text), bytes)
        assert.deepEqual(decodeText(bytes), { text: file.text })
      }),
    )
  })

  for (const encoding of declared)
    test(`goes home with readings beyond its signs, still true to its name: ${encoding}`, () => {
      const bytes = altoIn(encoding, Buffer.from('Wort'))
      const reading = '“Œuvre” ſpät Łódź Москва 𝔄'
      const options = {
        region: 'l',
        level: 'line' as const,
        place: {
          box: { x: 0, y: 0, width: 90, height: 9 },
          widthPixels: 900,
          heightPixels: 900,
        },
        change: () => reading,
        confidence: 0.9,
        doubt: null,
        alternatives: [],
        readings: 1,
      }
      const home = rewriteAlto(bytes, [options], { version: '1', nowMs: 0 })
      assert.ok(!('fault' in home))
      assert.equal(textIn(home.bytes), reading)
      assert.equal(home.bytes.indexOf(Buffer.from(`encoding="${encoding}"`)) > 0, true)
      if (hasXmllint) assert.equal(lintXml(home.bytes, null), '')
    })
})
