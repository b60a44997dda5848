import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildNetwork } from './network.ts'

function numbered(line: string): number[] {
  return line.split('').map((sign) => (sign.codePointAt(0) ?? 0) - 64)
}

/** The words of each slot, one letter each; - stands for none. */
function slotsOf(...lines: string[]): string[] {
  return buildNetwork(lines.map(numbered), [...lines.keys()]).map(({ words }) =>
    words.map((word) => (word === 0 ? '-' : String.fromCodePoint(word + 64))).join(''),
  )
}

describe('a network of lines', () => {
  const cases: readonly [string, string[], string[]][] = [
    ['of one line has a slot a word', ['ABC'], ['A', 'B', 'C']],
    ['of none has no slots', [], []],
    ['has both words where one was changed', ['ABC', 'AXC'], ['A', 'BX', 'C']],
    ['has no word where one was left out', ['ABC', 'AC'], ['A', 'B-', 'C']],
    ['has a new slot where a word was put in', ['AC', 'ABC'], ['A', '-B', 'C']],
    ['takes an empty line as all words left out', ['AB', ''], ['A-', 'B-']],
    ['finds a word again that an earlier line had', ['ABC', 'AXC', 'AX'], ['A', 'BX', 'C-']],
  ]
  for (const [name, lines, slots] of cases)
    test(name, () => assert.deepEqual(slotsOf(...lines), slots))

  test('has every line once in every slot', () => {
    const lines = ['ABCDE', 'BCDEF', 'AXE', '', 'EDCBA'].map(numbered)
    for (const { voters } of buildNetwork(lines, [2, 0, 1, 3, 4])) {
      const voting = voters.flat().map(({ line }) => line)
      assert.deepEqual(
        voting.toSorted((a, b) => a - b),
        [0, 1, 2, 3, 4],
      )
    }
  })
})
