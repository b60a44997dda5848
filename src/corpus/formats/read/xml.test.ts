import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { readAlto } from './alto.ts'
import { detectFile } from '../../survey/detect.ts'
import { readMets } from './mets.ts'
import { readPage } from './page.ts'
import { importFormats } from './formats.ts'
import { readXml, xmlLimits } from './xml.ts'

function utf8(text: string): Buffer {
  return Buffer.from(text, 'utf8')
}

function namesIn(bytes: Uint8Array): string[] | { fault: string } {
  const names: string[] = []
  const fault = readXml(bytes, {
    open: (name, attributes) => {
      names.push([name, ...[...attributes].map(([key, value]) => `${key}=${value}`)].join(' '))
      return true
    },
    close: (name, text) => void names.push(`/${name} ${text.trim()}`),
  })
  return fault ?? names
}

describe('the XML reader', () => {
  test('leaves prefixes out of the names of elements and attributes', () => {
    assert.deepEqual(
      namesIn(utf8('<m:a xmlns:m="u" x:href="1"><m:b href="2" x:href="3"/></m:a>')),
      ['a m=u href=1', 'b href=2', '/b ', '/a '],
    )
  })

  test('gives text and CDATA with the element they stand straight in', () => {
    assert.deepEqual(namesIn(utf8('<a>1<b>2</b><![CDATA[3]]></a>')), ['a', 'b', '/b 2', '/a 13'])
  })

  const text = '<?xml version="1.0" encoding="UTF-16"?><a>é</a>'
  const bigEndian = Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
  const encoded: [string, Buffer][] = [
    ['UTF-8 with a byte order mark', utf8('\ufeff<a>é</a>')],
    ['UTF-16 in little endian', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 in big endian', bigEndian],
    ['plain ASCII', utf8('<?xml version="1.0" encoding="US-ASCII"?><a>&#233;</a>')],
  ]
  for (const [name, bytes] of encoded)
    test(`reads ${name}`, () => assert.deepEqual(namesIn(bytes), ['a', '/a é']))

  test('reads a letter that is cut in two by a chunk', () => {
    const padding = 'x'.repeat(64 * 1024 - 4)
    assert.deepEqual(namesIn(utf8(`<a>${padding}éé</a>`)), ['a', `/a ${padding}éé`])
  })

  test('stops where it is told to, however broken the rest', () => {
    let seen = 0
    const fault = readXml(utf8('<a><b/></wrong>'), {
      open: (name) => {
        seen += 1
        return name !== 'b'
      },
      close: () => assert.fail('it read on'),
    })
    assert.deepEqual([fault, seen], [null, 2])
  })
})

describe('a hostile XML file', () => {
  const attributes = Array.from({ length: 200_000 }, (_, n) => `a${n}=""`).join(' ')
  const cases: [string, Buffer, RegExp][] = [
    ['200 000 attributes', utf8(`<a ${attributes}/>`), /more than 64 attributes/],
    ['200 000 levels', utf8('<a>'.repeat(200_000)), /more than 64 deep/],
    ['a prologue without end', utf8(`<!-- ${'-x'.repeat(300_000)} --><a/>`), /no root element/],
    [
      'a document type without end',
      utf8(`<!DOCTYPE a [${' '.repeat(5_000_000)}`),
      /no root|DOCTYPE/,
    ],
    ['a text of 2 million characters', utf8(`<a>${'x'.repeat(2_000_000)}</a>`), /text is too long/],
    ['an attribute as long', utf8(`<a b="${'x'.repeat(2_000_000)}"/>`), /attribute is too long/],
    ['more than 64 MiB', Buffer.alloc(xmlLimits.sizeBytes + 1), /larger than 67108864 bytes/],
  ]
  for (const [name, bytes, reason] of cases)
    test(`with ${name} is refused in good time`, { timeout: 2_000 }, () => {
      const read = namesIn(bytes)
      assert.ok('fault' in read)
      assert.match(read.fault, reason)
    })

  test('with more elements than the limit is refused', () => {
    const limits = { ...xmlLimits, elements: 1_000 }
    const visit = { open: () => true, close: () => undefined }
    assert.equal(readXml(utf8(`<a>${'<b/>'.repeat(999)}</a>`), visit, limits), null)
    const fault = readXml(utf8(`<a>${'<b/>'.repeat(1_000)}</a>`), visit, limits)
    assert.match(fault?.fault ?? '', /more than 1000 elements/)
  })
})

describe('no bytes', () => {
  const pieces = fc.constantFrom(
    '<alto>',
    '<PcGts ',
    '<Page WIDTH="1" ',
    'HEIGHT="',
    '">',
    '</',
    '<TextLine>',
    '<String ',
    'CONTENT="',
    '<Coords points="1,2',
    '&lt;',
    '&x;',
    '<![CDATA[',
    ']]>',
    '<!--',
    '<?xml ',
    '<mets>',
    '<div>',
    'image,text\n',
    '{"image":',
    '\ufeff',
    '\0',
    'ﬀ́',
    '\ud800',
  )
  const soups = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc
      .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 40 })
      .map((parts) => utf8(parts.join(''))),
  )
  test('make a reader throw', () => {
    fc.assert(
      fc.property(soups, fc.constantFrom('a.xml', 'a.csv', 'a.txt', 'a'), (bytes, name) => {
        for (const read of [readAlto, readPage, readMets]) assert.ok(read(bytes))
        assert.ok(detectFile(name, bytes, importFormats))
      }),
      { numRuns: 500 },
    )
  })
})
