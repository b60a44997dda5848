import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import type { Ink } from '../../model/ink.ts'
import { cutByText, cutByBlanks } from './cut-line.ts'
import { signIn, usualHandwriting } from './handwriting-model.ts'
import { learnFrom, matchLine, linedWordsOf } from './match-line.ts'

const letterHeight = 20

/** Ink of words: each letter 12 columns, 3 between letters, and `blank` columns after each word. */
function inkOf(words: readonly string[], blanks: number | readonly number[] = 20): Ink {
  const core: number[] = []
  for (const [place, word] of words.entries()) {
    for (const letter of word) {
      const width = /[il.,]/.test(letter) ? 5 : 12
      core.push(...Array<number>(width).fill(8), ...Array<number>(3).fill(0))
    }
    const blank = typeof blanks === 'number' ? blanks : (blanks[place] ?? 0)
    if (place < words.length - 1) core.push(...Array<number>(Math.max(0, blank - 3)).fill(0))
  }
  return inkFrom(core)
}

function inkFrom(core: readonly number[]): Ink {
  return {
    core,
    above: core.map(() => 0),
    below: core.map(() => 0),
    letterHeight,
    outline: (from, to) => {
      const columns = core.flatMap((ink, at) => (ink > 0 && at >= from && at < to ? [at] : []))
      const [x, last] = [columns[0], columns.at(-1)]
      if (x === undefined || last === undefined) return null
      return { box: { x, y: 0, width: last + 1 - x, height: letterHeight }, polygon: null }
    },
  }
}

function wordsOf(ink: Ink, text: string) {
  return cutByText({ ink, text }, usualHandwriting).map((word) => [word.place, word.text])
}

describe('a line whose text is known', () => {
  const text = 'Selbstverschuldet ist diese Unmündigkeit'

  test('is cut into its words', () => {
    const cut = cutByText({ ink: inkOf(linedWordsOf(text)), text }, usualHandwriting)
    assert.deepEqual(
      cut.map((word) => word.text),
      linedWordsOf(text),
    )
    assert.deepEqual(cut[1]?.box.x, 17 * 15 - 2 * 7 + 20 - 3)
  })

  test('is cut by the widths of its words where blanks deceive', () => {
    const ink = inkOf(['Selbst', 'verschuldet', 'ist', 'diese', 'Unmündigkeit'], [9, 20, 20, 20])
    assert.deepEqual(
      wordsOf(ink, text).map(([, word]) => word),
      linedWordsOf(text),
    )
  })

  test('gives the words around two that run together, and not those', () => {
    const words = linedWordsOf('einen langen Brief habe ich heute geschrieben')
    const ink = inkOf(['einen', 'langen', 'Brief', 'habeich', 'heute', 'geschrieben'])
    const found = wordsOf(ink, words.join(' '))
    assert.ok(!found.some(([place]) => place === 3 || place === 4))
    assert.ok(found.some(([place, word]) => place === 0 && word === 'einen'))
    assert.ok(found.some(([place, word]) => place === 6 && word === 'geschrieben'))
  })

  test('is not cut where its ink cannot be that text', () => {
    const run = (columns: number, ink: number): number[] => Array<number>(columns).fill(ink)
    const ink = inkFrom([
      ...run(20, 8),
      ...run(20, 0),
      ...run(300, 8),
      ...run(20, 0),
      ...run(20, 8),
    ])
    assert.deepEqual(wordsOf(ink, 'several words of quite another shape altogether'), [])
    assert.deepEqual(wordsOf(inkFrom([]), text), [])
    assert.deepEqual(wordsOf(inkFrom(Array<number>(400).fill(5)), text), [])
  })

  test('counts dots that stand for a gap among its words, and cuts around them', () => {
    const ink = inkOf(['notre', 'maison', 'Antoine', 'Chereau'], [20, 200, 20])
    assert.deepEqual(wordsOf(ink, 'notre maison ..... Antoine Chereau'), [
      [0, 'notre'],
      [1, 'maison'],
      [3, 'Antoine'],
      [4, 'Chereau'],
    ])
  })

  test('of one word, or of more than can be told apart, is not cut', () => {
    assert.deepEqual(
      wordsOf(inkOf(['donaudampfschiffahrtsgesellschaft']), 'donaudampfschiffahrtsgesellschaft'),
      [],
    )
    const many = Array<string>(61).fill('wort')
    assert.deepEqual(wordsOf(inkOf(many), many.join(' ')), [])
  })
})

describe('a hand', () => {
  /** Ink as `inkOf` makes it, with ascenders on tall letters. */
  const written = (words: readonly string[]): Ink => {
    const ink = inkOf(words)
    const above = words.flatMap((word, place) => [
      ...word.split('').flatMap((letter) => {
        const width = /[il.,]/.test(letter) ? 5 : 12
        const height = /[bdhkl]/.test(letter) ? 8 : 0
        return [...Array<number>(width).fill(height), ...Array<number>(3).fill(0)]
      }),
      ...Array<number>(place < words.length - 1 ? 17 : 0).fill(0),
    ])
    return { ...ink, above }
  }
  const texts = ['der lange brief den er schrieb', 'das haus am bach und der wald dahinter']
  const lines = texts.map((text) => ({ text, ink: written(linedWordsOf(text)) }))

  test('is learnt from its lines: how wide it writes, and what rises', () => {
    const handwriting = learnFrom(lines)
    assert.ok(signIn(handwriting, 'd').rises > 0.85 && signIn(handwriting, 'e').rises < 0.25)
    assert.ok(signIn(handwriting, 'r').width > signIn(usualHandwriting, 'r').width)
    assert.deepEqual(signIn(handwriting, 'q'), signIn(usualHandwriting, 'q'))
    assert.deepEqual(learnFrom([]).rises, usualHandwriting.rises)
  })

  test('tells words of equal width by what rises', () => {
    const [first] = lines
    assert.ok(first)
    const own = cutByText(first, learnFrom(lines))
    assert.deepEqual(
      own.map(({ text }) => text),
      linedWordsOf(first.text),
    )
    const other = { ...first, text: 'ene bnrgd sadkb ham zl mahnend' }
    const sureness = (line: typeof first) =>
      matchLine(line, usualHandwriting)?.matches.reduce(
        (sum, { confidence }) => sum + confidence,
        0,
      ) ?? 0
    assert.ok(sureness(other) < sureness(first))
  })
})

// A notary's `Le même` was once asked as `même`: its width was right, but it contained a blank
// wider than the one beside it.
test('a word is left out where a blank within it is wider than the one beside it', () => {
  const words = (blank: number) => {
    const ink = inkOf(['dunkle', 'Lem', 'eme', 'homme', 'heureux'], [30, blank, 16, 30])
    return wordsOf(ink, 'dunkle Lememe homme heureux').map(([, word]) => word)
  }
  assert.deepEqual(words(14), ['dunkle', 'Lememe', 'homme', 'heureux'])
  assert.ok(!words(18).includes('Lememe'))
})

// Only the M of the notary's `M^re` was shown, because the raised letters are outside the word found.
test('a word with raised letters is counted and not asked, and so is one with dots before it', () => {
  const ink = inkOf(['Notre', 'Mre', 'Turgot', 'Paris'], [20, 20, 20])
  const places = (text: string) =>
    cutByText({ ink, text }, usualHandwriting).map(({ place }) => place)
  assert.deepEqual(places('Notre Mre Turgot Paris'), [0, 1, 2, 3])
  assert.ok(!places('Notre M^re Turgot Paris').includes(1))
  const apart = inkOf(['Notre', 'maison', 'Turgot', 'Paris'], [200, 20, 20])
  assert.deepEqual(
    cutByText({ ink: apart, text: 'Notre ....maison Turgot Paris' }, usualHandwriting).map(
      ({ place }) => place,
    ),
    [0, 2, 3],
  )
})

describe('a line that nobody has read', () => {
  test('is cut where its blanks are plainly of two widths', () => {
    const cut = cutByBlanks(inkOf(['several', 'words', 'written', 'far', 'apart']))
    assert.deepEqual(
      cut.map(({ place, text, box }) => [place, text, box.width]),
      [
        [0, null, 7 * 15 - 3 - 7],
        [1, null, 5 * 15 - 3],
        [2, null, 7 * 15 - 3 - 7],
        [3, null, 3 * 15 - 3],
        [4, null, 5 * 15 - 3],
      ],
    )
  })

  test('keeps its numbers where a word beside a blank of neither width is left out', () => {
    const cut = cutByBlanks(inkOf(['several', 'words', 'written', 'far', 'apart'], [20, 7, 20, 20]))
    assert.deepEqual(
      cut.map(({ place }) => place),
      [0, ...cut.slice(1).map(({ place }) => place)],
    )
    assert.ok(cut.length < 5)
  })

  test('is not cut where its blanks are alike, or missing', () => {
    assert.deepEqual(cutByBlanks(inkOf(['alles', 'eng', 'geschrieben'], 3)), [])
    assert.deepEqual(cutByBlanks(inkFrom(Array<number>(300).fill(4))), [])
    assert.deepEqual(cutByBlanks(inkFrom([])), [])
  })
})

test('whatever its ink and text, the words of a line come in order and do not overlap', () => {
  const core = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 400 })
  fc.assert(
    fc.property(core, fc.lorem({ maxCount: 12 }), (columns, text) => {
      for (const cut of [
        cutByText({ ink: inkFrom(columns), text }, usualHandwriting),
        cutByBlanks(inkFrom(columns)),
      ])
        for (const [at, word] of cut.entries()) {
          const next = cut[at + 1]
          if (next) assert.ok(next.place > word.place && next.box.x >= word.box.x + word.box.width)
        }
    }),
    { numRuns: 200 },
  )
})
