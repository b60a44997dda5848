import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readClassNames } from './class-names.ts'

function read(text: string): ReturnType<typeof readClassNames> {
  return readClassNames(Buffer.from(text))
}

const plums = { class: 'plums, ripe', language: 'de', name: 'reife Pflaumen' }

describe('a table of names of classes', () => {
  const tables: readonly (readonly [what: string, text: string])[] = [
    ['by commas', 'class,language,name\n"plums, ripe",de,reife Pflaumen\n'],
    [
      'by semicolons, with other columns',
      'Name;Note;Class;Language\nreife Pflaumen;;plums, ripe;de',
    ],
    [
      'by tabs, with a mark and empty lines',
      '\ufeffclass\tlanguage\tname\r\n\r\nplums, ripe\tde\t reife Pflaumen \r\n\t\t\r\n',
    ],
  ]
  for (const [what, text] of tables)
    test(`is read ${what}`, () => {
      assert.deepEqual(read(text), { names: [plums] })
    })

  const faults: readonly (readonly [text: string, fault: RegExp])[] = [
    ['', /no column “class”, “language”, “name”/],
    ['class,name\na,b', /no column “language”/],
    ['class,language,name\n', /no names/],
    ['class,language,name\na,de,b\na,,b', /line 3 is not/],
    ['class,language,name\na,de,b,c', /line 2 is not/],
    ['class,language,name\na,de,"b\nc,de,d', /line 2 cannot be read/],
    [`class,language,name\n${'a,de,b\n'.repeat(20_001)}`, /more than 20000 names/],
  ]
  for (const [text, fault] of faults)
    test(`is refused whole where ${String(fault)}`, () => {
      const found = read(text)
      assert.match('fault' in found ? found.fault : '', fault)
    })

  test('is refused where its bytes are no text', () => {
    assert.ok('fault' in readClassNames(Uint8Array.of(0x63, 0xff, 0xfe, 0x2c)))
  })
})
