import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { htmlLimits, readHtml } from './html.ts'

function seen(
  html: string,
  until = Number.POSITIVE_INFINITY,
): { events: string; fault: string | null } {
  const events: string[] = []
  const fault = readHtml(html, {
    open: (name) => events.push(`<${name}>`) < until,
    close: (name) => void events.push(`</${name}>`),
    text: (text) => void events.push(text),
  })
  return { events: events.join(''), fault: fault?.fault ?? null }
}

describe('the reading of HTML', () => {
  const facts: [string, string, string][] = [
    ['closes what is left open', '<p><b>a', '<p><b>a</b></p>'],
    ['closes what lies in what is closed', '<p><b>a</p>b', '<p><b>a</b></p>b'],
    ['lets an end without a beginning go', 'a</b>c', 'ac'],
    ['takes no end for an element that has no content', '<br>a<img>b', '<br></br>a<img></img>b'],
    ['lets an element close itself', '<div/>a', '<div></div>a'],
    ['reads entities, and leaves what is none', '&auml;&#x17f;&foo;', 'äſ&foo;'],
    ['takes a script for no markup', '<script><b></script>', '<script><b></script>'],
    ['leaves comments and instructions out', '<?xml version="1.0"?><!-- <b> -->a', 'a'],
    ['takes signs that begin a comment for signs', 'a<!--,<b>c</b>', 'a<!--,<b>c</b>'],
    ['takes signs that begin an instruction for signs', '<i><?»</i>', '<i><?»</i>'],
    ['takes for a sign what begins no element', 'a<Kc/Z<i>b</i></<e', 'a<Kc/Z<i>b</i></<e'],
    // The first letter of an element's name alone was taken for the element.
    ['takes for a sign what is cut short', 's<5<a</<e<b', 's<5<a</<e<b'],
    ['ends a paragraph with the next one', '<p>a<p>b', '<p>a</p><p>b</p>'],
  ]
  for (const [name, html, events] of facts)
    test(name, () => assert.deepEqual(seen(html), { events, fault: null }))

  test('stops where nothing more is wanted', () =>
    assert.equal(seen('<a><b><i>', 2).events, '<a><b>'))

  // A parser that builds a tree took minutes for a million nested elements: it searches upwards each time.
  test('gives up where elements are nested too deep, and soon', () => {
    const { fault } = seen('<div>'.repeat(1_000_000))
    assert.equal(fault, `elements are nested more than ${htmlLimits.depth} deep`)
  })

  test('gives up where too many marks begin nothing', () => {
    const { fault } = seen('<?'.repeat(htmlLimits.strayMarks + 1))
    assert.equal(fault, `more than ${htmlLimits.strayMarks} marks begin nothing`)
  })

  test('reads a mark as the same wherever it stands', () => {
    const pieces = [
      '<b>x</b>',
      '<?»',
      '</<e',
      '&auml;',
      '<!-- <b> -->',
      '<p class="a b">y</p>',
      'a<',
    ]
    const long = Array.from({ length: 20_000 }, (_, n) => pieces[n % pieces.length]).join('')
    const once = seen(pieces.join('')).events
    const times = Math.floor(20_000 / pieces.length)
    assert.ok(seen(long).events.startsWith(once.repeat(times)))
  })

  test('never throws and closes all that it opens, whatever it is given', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<b/>',
      '<!--',
      '-->',
      '<?',
      '<',
      '&',
      '"',
      '<a b=',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        let open = 0
        readHtml(pieces.join(''), {
          open: () => (open += 1) > 0,
          close: () => void (open -= 1),
          text: () => undefined,
        })
        assert.equal(open, 0)
      }),
    )
  })
})
