import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isSaidAlike, parseTranscript, textOf, type Step } from './transcript.ts'

const text = `A box: pressed, and passed
Reviewed by reading, of Orca 1 and Firefox 2.

› space
  Checking...
  Validate push button grayed.

› (the verdict comes)
  That is right.
`

describe('a transcript', () => {
  test('is kept as it was read', () => {
    assert.equal(textOf(parseTranscript(text)), text)
    const unread = text.replace('Reviewed by reading', 'Not reviewed yet')
    assert.equal(parseTranscript(unread).isReviewed, false)
    assert.equal(textOf(parseTranscript(unread)), unread)
  })

  test('is not met by what is said twice, not at all, otherwise or at another step', () => {
    const { steps } = parseTranscript(text)
    const [first, second] = steps.map(({ said }) => said) as [string[], string[]]
    const withSaid = (...said: string[][]): Step[] =>
      steps.map(({ deed }, index) => ({ deed, said: said[index] ?? [] }))
    const [checking = '', grayed = ''] = first
    assert.ok(isSaidAlike(withSaid([grayed, checking], second), steps))
    assert.ok(!isSaidAlike(withSaid([...first, checking], second), steps))
    assert.ok(!isSaidAlike(withSaid(first, []), steps))
    assert.ok(!isSaidAlike(withSaid(first, ['That was wrong.']), steps))
    assert.ok(!isSaidAlike(withSaid([checking], [grayed, ...second]), steps))
    assert.ok(!isSaidAlike(steps.slice(1), steps))
  })
})
