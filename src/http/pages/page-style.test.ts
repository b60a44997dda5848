import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { pageStyle } from './page-style.ts'

const palette = readFileSync(new URL('../../widget/core/palette.css', import.meta.url), 'utf8')

/** The colours of a style, light and then dark, by their names. */
function colorsOf(style: string): string[] {
  return style.match(/--[\w-]+: ?#[\da-f]+/g)?.map((color) => color.replace(' ', '')) ?? []
}

test('the pages have the widget’s own colours, light and dark', () => {
  assert.deepEqual(colorsOf(pageStyle), colorsOf(palette))
  assert.ok(colorsOf(palette).length > 10)
})
