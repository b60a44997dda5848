import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { detectFile } from '../../survey/detect.ts'
import { decodeText, decodeWestern } from './encoding.ts'
import { importFormats } from './formats.ts'

const good = fileURLToPath(new URL('../../../../test/fixtures/good/', import.meta.url))

function readerOf(name: string) {
  const reader = importFormats.find((format) => format.name === name)?.read
  assert.ok(reader)
  return reader
}

function read(bytes: Buffer): unknown {
  const detected = detectFile('page.xml', bytes, importFormats)
  assert.ok(detected.is === 'truth')
  return { detected, truth: readerOf(detected.format)(bytes) }
}

// A file written in another encoding must lose its encoding declaration.
function undeclared(xml: string): string {
  return xml.replace(/^\ufeff?(<\?xml[^>]*\?>)?\s*/, '')
}

function bigEndian(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16()
}

function withPrefix(xml: string): string {
  return xml.replace(/<(\/?)(?=[A-Za-z])(?!\w+:)/g, '<$1x:')
}

const ways: Readonly<Record<string, (xml: string) => Buffer>> = {
  'in UTF-8 with its mark': (xml) => Buffer.from(`\ufeff${xml}`),
  'in UTF-16, the lower byte first': (xml) => Buffer.from(`\ufeff${xml}`, 'utf16le'),
  'in UTF-16, the higher byte first': (xml) => bigEndian(`\ufeff${xml}`),
  'with another prefix': (xml) => Buffer.from(withPrefix(xml)),
}

describe('a truth file', () => {
  const files = globSync(`${good}{alto,page}*.xml`)
  test('is there to be written anew', () => assert.equal(files.length, 8))
  for (const file of files)
    for (const [name, write] of Object.entries(ways))
      test(`says the same ${name}: ${basename(file)}`, () => {
        const xml = undeclared(readFileSync(file, 'utf8'))
        assert.deepEqual(read(write(xml)), read(Buffer.from(xml)))
      })
})

describe('a text', () => {
  test('is decoded as it was written, in each encoding that has a mark', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const ascii = text.replaceAll('\ufeff', '').replaceAll('\0', '')
        const files = [
          Buffer.from(`\ufeff${ascii}`),
          Buffer.from(`\ufeff${ascii}`, 'utf16le'),
          bigEndian(`\ufeff${ascii}`),
        ]
        for (const bytes of files) assert.deepEqual(decodeText(bytes), { text: ascii })
      }),
    )
  })

  test('of Windows has its dashes and quotation marks, and no sign that is none', () => {
    assert.deepEqual(decodeWestern(Buffer.from('93c4a78496', 'hex')), { text: '“Ä§„–' })
    for (const byte of ['81', '8d', '8f', '90', '9d', '00'])
      assert.ok('fault' in decodeWestern(Buffer.from(`41${byte}`, 'hex')))
  })
})
