import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readSvgOutline } from './svg.ts'

describe('an outline in SVG', () => {
  const outline = (inside: string): unknown =>
    readSvgOutline(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`)
  const square = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
    { x: 0, y: 10 },
  ]
  test('is read from each shape and command', () => {
    assert.deepEqual(outline('<path d="M0,0 L10,0 L10,10 L0,10 Z"/>'), square)
    assert.deepEqual(outline('<g><path d="m0 0h10v10H0z"/></g>'), square)
    assert.deepEqual(outline('<path d="M0,0 10,0 10,10 0,10"/>'), square)
    assert.deepEqual(outline('<polygon points="0,0 10,0 10,10 0,10"/>'), square)
    assert.deepEqual(outline('<rect x="0" y="0" width="10" height="10"/>'), square)
    assert.deepEqual(
      outline(
        '<g transform="translate(-5,-5) scale(.5)"><rect x="10" y="10" width="20" height="20"/></g>',
      ),
      square,
    )
    assert.equal(
      (
        outline(
          '<path d="M0 0c0 10 10 10 10 0s10-10 10 0q5 5 10 0t10 0a1 1 0 0 1 5 5z"/>',
        ) as unknown[]
      ).length,
      26,
    )
    assert.equal((outline('<circle cx="5" cy="5" r="5"/>') as unknown[]).length, 24)
  })
  test('is none where it is broken, hostile or says nothing', () => {
    for (const inside of [
      '',
      '<path ...',
      '<path d="M0,0"/>',
      '<path d="M0,0 Lx"/>',
      '<rect/>',
      '<path d="M0 0 L1e999 5 L5 1e999"/>',
      '<script>x</script>',
    ])
      assert.equal(outline(inside), null, inside)
    assert.equal(
      readSvgOutline(`<!DOCTYPE x [<!ENTITY a "b">]><svg><rect width="5" height="5"/></svg>`),
      null,
    )
    assert.equal(readSvgOutline(`<svg>${'<g>'.repeat(100_000)}`), null)
    assert.equal(outline(`<path d="M0 0${' L1 2'.repeat(10_000)}"/>`), null)
  })
})
