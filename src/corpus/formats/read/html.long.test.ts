import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { htmlLimits, readHtml } from './html.ts'

function faultOf(html: string): string | undefined {
  return readHtml(html, { open: () => true, close: () => undefined, text: () => undefined })?.fault
}

describe('the reading of HTML', () => {
  test('gives up where there are too many elements', () => {
    const fault = faultOf('<br>'.repeat(htmlLimits.elements + 1))
    assert.equal(fault, `there are more than ${htmlLimits.elements} elements`)
  })

  // Each character of a text or tag cost dozens of bytes until it ended, so 20 MB of one took 0.9 GB.
  test('gives up where a tag, a comment or a word does not end', () => {
    const many = Array.from({ length: htmlLimits.tokenChars / 4 }, (_, n) => `${n}=""`).join(' ')
    const long = 'x'.repeat(htmlLimits.tokenChars + 100_000)
    const wanted = `one mark or text is longer than ${htmlLimits.tokenChars} characters`
    for (const html of [`<i ${many}>`, `<i title="${long}">`, `<!--${long}-->`, long])
      assert.equal(faultOf(html), wanted)
  })
})
