import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { readPlaces, type ElementPlace } from './places.ts'
import {
  applyEdits,
  editAttributes,
  escapeAttribute,
  escapeXml,
  insertInto,
  readFileText,
} from './splice.ts'

type Found = { place: ElementPlace; text: string }

function findAll(xml: string): Found[] {
  const found: Found[] = []
  assert.equal(
    readPlaces(xml, { open: () => {}, close: (place, text) => found.push({ place, text }) }),
    null,
  )
  return found
}

const texts = fc
  .string({ unit: 'grapheme', maxLength: 8 })
  .map((text) => text.replace(/[\p{Cc}\ufffe\uffff]/gu, ''))
const names = fc.constantFrom('a', 'b', 'p:c')
const blanks = fc.constantFrom(
  '',
  ' ',
  '\n',
  '\r\n  ',
  '<!-- <a> -->',
  '<?pi x?>',
  '<![CDATA[<b>]]>',
)

type Node = { name: string; value: string; text: string; blank: string; inner: Node[] }
function nodeOf(depth: number): fc.Arbitrary<Node> {
  return fc.record({
    name: names,
    value: texts,
    text: texts,
    blank: blanks,
    inner: depth === 0 ? fc.constant([]) : fc.array(nodeOf(depth - 1), { maxLength: 3 }),
  })
}

function write({ name, value, text, blank, inner }: Node): string {
  const open = `<${name} x="${escapeAttribute(value)}"`
  if (text === '' && blank === '' && inner.length === 0) return `${open} />`
  return `${open}>${blank}${escapeXml(text)}${inner.map(write).join('')}</${name}>`
}
const document = nodeOf(3).map(
  (root) => `<?xml version="1.0"?>\n<r xmlns:p="u">${write(root)}</r>\r\n`,
)

describe('the places of elements', () => {
  test('are where their tags begin and end, whatever stands between', () => {
    fc.assert(
      fc.property(document, (xml) => {
        for (const { place } of findAll(xml)) {
          const name = `${place.prefix}${place.name}`
          assert.ok(xml.startsWith(`<${name}`, place.start))
          assert.equal(xml[place.openEnd - 1], '>')
          assert.equal(xml[place.end - 1], '>')
          if (!place.isOneTag) assert.ok(xml.startsWith(`</${name}`, place.closeStart))
        }
      }),
    )
  })

  test('let an attribute be set, added and taken out, and a child be put in, with all else as it was', () => {
    fc.assert(
      fc.property(document, texts, fc.nat(), (xml, value, pick) => {
        const all = findAll(xml)
        const { place } = all[pick % all.length] ?? assert.fail()
        const changed = applyEdits(xml, [
          ...editAttributes(xml, place, { x: value, y: value, z: null }),
          insertInto(xml, place, { inner: '<new/>' }),
        ])
        const after = findAll(changed)
        assert.equal(after.length, all.length + 1)
        const same = after.find((one) => one.place.start === place.start)
        assert.equal(same?.place.attributes.get('y'), value)
        assert.equal(same.place.attributes.get('x'), value)
        const back = applyEdits(changed, editAttributes(changed, same.place, { y: null }))
        assert.equal(
          findAll(back)
            .find((one) => one.place.start === place.start)
            ?.place.attributes.get('y'),
          undefined,
        )
      }),
    )
  })
})

describe('the bytes of a file', () => {
  const utf16 = (text: string, big: boolean): Buffer => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
    return big ? bytes.swap16() : bytes
  }
  const kinds: Readonly<Record<string, (text: string) => Buffer>> = {
    'UTF-8': (text) => Buffer.from(text),
    'UTF-8 with a mark': (text) => Buffer.from(`\ufeff${text}`),
    'UTF-16, little end first': (text) => utf16(text, false),
    'UTF-16, big end first': (text) => utf16(text, true),
  }
  for (const [name, encode] of Object.entries(kinds))
    test(`come back in ${name}`, () => {
      const file = readFileText(encode('<a>Größe 𝔄</a>'))
      assert.ok('text' in file)
      assert.deepEqual(file.toBytes(file.text.replace('a>G', 'a>ſ')), encode('<a>ſröße 𝔄</a>'))
    })
  test('of a file that says it is ASCII stay so', () => {
    const head = '<?xml version="1.0" encoding="US-ASCII"?>'
    const file = readFileText(Buffer.from(`${head}<a/>`))
    assert.ok('text' in file)
    assert.equal(file.toBytes(`${head}<a>ſ𝔄</a>`).toString(), `${head}<a>&#383;&#120068;</a>`)
  })
  test('are refused where they are in no encoding that is read', () => {
    assert.ok('fault' in readFileText(Buffer.from([0x3c, 0xff, 0x3e])))
  })
})
