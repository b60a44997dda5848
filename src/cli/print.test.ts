import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cell, openPrinter } from './print.ts'

function print(isJson: boolean, text: string): string {
  let printed = ''
  const outlet = { out: (some: string) => (printed += some), err: () => undefined }
  openPrinter(outlet, isJson).done(text, { text })
  return printed
}

// File names from an archive reached the terminal raw, even as JSON, which does not escape all control
// characters.
test('nothing that is printed commands a terminal, and JSON still says the same', () => {
  const text = 'a\u001b[2J\u009b31m\u202eb\nc'
  assert.equal(print(false, text), 'a\ufffd[2J\ufffd31m\ufffdb\nc\n')
  const json = print(true, text)
  assert.match(json, /^[\x20-\x7e]+\n$/)
  assert.deepEqual(JSON.parse(json), { text })
})

// A name with a line break forged a whole line of the audit.
test('a part of a line does not end the line', () => {
  assert.equal(
    cell('a\nb\r\nc\u0085d\u2028e\u2029f\tg'),
    'a\ufffdb\ufffd\ufffdc\ufffdd\ufffde\ufffdf\ufffdg',
  )
})
