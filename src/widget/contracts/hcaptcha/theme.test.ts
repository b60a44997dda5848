import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { colorNames } from '../../../wire/frame.ts'
import { contrastOf } from './contrast.ts'
import { dark, light } from '../../page/theme.ts'
import { chooseColors } from './theme.ts'

const color = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((n) => `#${n.toString(16).padStart(6, '0')}`)

// The text of one published theme had the colour of its fields: nobody saw what was typed.
test('whatever colours a page wants, all text has a contrast of 4.5 and every control one of 3', () => {
  const wanted = fc.array(fc.option(color), { minLength: 7, maxLength: 7 })
  fc.assert(
    fc.property(wanted, fc.constantFrom(light, dark), (colors, palette) => {
      const chosen = chooseColors(colors, palette)
      const of = (name: (typeof colorNames)[number]): string =>
        chosen[colorNames.indexOf(name)] ?? ''
      for (const [text, ground] of [
        ['ink', 'ground'],
        ['ink', 'paper'],
        ['quiet', 'ground'],
        ['right', 'ground'],
        ['wrong', 'ground'],
        ['on-accent', 'accent'],
      ] as const)
        assert.ok(
          contrastOf(of(text), of(ground)) >= 4.5,
          `${text} on ${ground}: ${chosen.join(' ')}`,
        )
      for (const [shape, ground] of [
        ['edge', 'ground'],
        ['edge', 'paper'],
        ['accent', 'ground'],
      ] as const)
        assert.ok(
          contrastOf(of(shape), of(ground)) >= 3,
          `${shape} on ${ground}: ${chosen.join(' ')}`,
        )
    }),
    { numRuns: 2000 },
  )
})

test('colours that can be read are taken as they are', () => {
  const wanted = ['#333333', '#fafafa', '#222222', '#e0e0e0', '#555555', '#bdbdbd', '#26c6da']
  assert.deepEqual(chooseColors(wanted, dark).slice(0, 7), wanted)
})

test('contrast is that of WCAG', () => {
  assert.equal(contrastOf('#000000', '#ffffff'), 21)
  assert.equal(contrastOf('#777777', '#ffffff').toFixed(2), '4.48')
  assert.equal(contrastOf('#ffffff', '#ffffff'), 1)
})
