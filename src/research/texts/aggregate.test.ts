import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { aggregateTexts, textMethods, type TextMethod } from './aggregate.ts'
import { textLimits, type TextAnswers, type TextTask } from './answers.ts'

function keyOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .trim()
}

function taskOf(texts: readonly string[], known: string | null = null): TextTask {
  return {
    answers: texts.map((text, worker) => ({ worker, text })),
    known,
  }
}

function aggregate(tasks: readonly TextTask[], method: TextMethod | 'auto', workerCount = 12) {
  return aggregateTexts({ workerCount, tasks }, { method, keyOf })
}

function textOf(texts: readonly string[], method: TextMethod | 'auto'): string | undefined {
  return aggregate([taskOf(texts)], method).aggregates[0]?.text
}

describe('texts that workers gave', () => {
  const cases: readonly [string, readonly string[], TextMethod | 'auto', string][] = [
    ['are words where most are of one', ['Monat', 'Monat', 'ein Monat'], 'auto', 'Monat'],
    ['are lines where most are of more', ['am 3 Mai', 'im 3 Mai', 'am 3 Mae'], 'auto', 'am 3 Mai'],
    ['come in the form that most have written', ['elan', 'Elan!', 'Elan!'], 'words', 'Elan!'],
    ['come in the longer form of equals', ['elan', 'elan,'], 'words', 'elan,'],
    ['keep a word of signs alone', ['a — b', 'a — b', 'a b'], 'lines', 'a — b'],
    ['keep the capital of their own place', ['The the', 'The the', 'the The'], 'lines', 'The the'],
    ['make a line that nobody wrote', ['a b c x', 'a b y d', 'a z c d'], 'lines', 'a b c d'],
    ['are voted on whole', ['b', 'a', 'a'], 'plurality', 'a'],
    ['give the one nearest to all', ['abcd', 'abcx', 'abyx'], 'medoid', 'abcx'],
    ['give a tie to the larger word', ['a b', 'a c'], 'rover', 'a c'],
  ]
  for (const [name, texts, method, wanted] of cases)
    test(`${name}: ${method}`, () => assert.equal(textOf(texts, method), wanted))

  for (const method of textMethods)
    test(`that say nothing come to nothing, and known ones to what is known: ${method}`, () => {
      const { aggregates } = aggregate(
        [taskOf([]), taskOf(['', ' ']), taskOf(['x'], 'Mai')],
        method,
      )
      assert.deepEqual(aggregates[0], null)
      assert.deepEqual(aggregates[1], null)
      assert.deepEqual(aggregates[2], { text: 'Mai', confidence: 1, raw: 1, alternatives: [] })
    })

  test('have alternatives, the likeliest first', () => {
    for (const method of ['words', 'lines'] as const) {
      const texts = ['Monat', 'Monat', 'Monat', 'Monet', 'Monet', 'x']
      const found = aggregate([taskOf(texts)], method).aggregates[0]
      assert.equal(found?.text, 'Monat')
      assert.equal(found.alternatives[0]?.text, 'Monet')
      assert.ok(found.confidence >= (found.alternatives[0]?.probability ?? 1))
    }
  })
  test('claim no more for one answer than is believed of its worker', () => {
    const tasks = ['Monat', 'am Monat', 'x y z'].map((text) => taskOf([text]))
    for (const method of ['words', 'lines'] as const)
      for (const one of aggregate(tasks, method).aggregates) assert.ok(one && one.raw < 0.8 + 1e-6)
  })
  test('weigh more if they come from those who read known items right', () => {
    const known = Array.from({ length: 10 }, (_, n) => ({
      answers: [0, 1, 2, 3].map((worker) => ({
        worker,
        text: worker < 2 ? `wort${n}` : `${worker}unsinn${n}`,
      })),
      known: `wort${n}`,
    }))
    const answers = ['Zettel', 'Zettel', 'Garten', 'Garten']
    assert.equal(aggregate([...known, taskOf(answers)], 'words').aggregates.at(-1)?.text, 'Zettel')
  })
  test('are as sure as known items show that they may be', () => {
    const tasks = Array.from({ length: 60 }, (_, n) => {
      const misread = n % 3 === 0 ? `wart${n}` : `wort${n}`
      return taskOf([misread, misread, misread, misread], n < 40 ? `wort${n}` : null)
    })
    const { aggregates, temperature } = aggregate(tasks, 'words')
    assert.ok(temperature < 1)
    const last = aggregates.at(-1)
    assert.ok(last && last.confidence < last.raw && last.confidence < 0.8)
  })
  test('beyond the limits are left out', () => {
    const long = 'x'.repeat(textLimits.signsMax + 1)
    assert.equal(textOf([long, long, 'Mai'], 'words'), 'Mai')
    assert.equal(textOf([long, long, 'am Mai'], 'lines'), 'am Mai')
    const many = Array.from({ length: textLimits.answersMax + 5 }, () => 'a b')
    assert.equal(aggregate([taskOf(many)], 'lines', many.length).aggregates[0]?.text, 'a b')
  })
})

describe('whatever is answered', () => {
  const text = fc.oneof(
    fc.constantFrom('Monat', 'Monet', 'am Monat', 'a b c', 'a c', 'B c', '—', '', ' '),
    fc.string({ unit: 'binary', maxLength: 12 }),
  )
  const task = fc.record({
    answers: fc.array(fc.record({ worker: fc.nat({ max: 5 }), text }), { maxLength: 8 }),
    known: fc.option(fc.constantFrom('Monat', 'a b c'), { freq: 5 }),
  })
  const tasks = fc.array(task, { maxLength: 6 })
  const method = fc.constantFrom(...textMethods)

  test('the result is the same to the last bit for every order of answers', () => {
    fc.assert(
      fc.property(tasks, method, (some, how) => {
        const turned = some.map(({ answers, known }) => ({ known, answers: answers.toReversed() }))
        const options = { method: how, keyOf }
        const one = aggregateTexts({ workerCount: 6, tasks: some }, options)
        assert.deepEqual(aggregateTexts({ workerCount: 6, tasks: turned }, options), one)
      }),
    )
  })
  test('confidence and alternatives are probabilities', () => {
    fc.assert(
      fc.property(tasks, method, (some, how) => {
        const answers: TextAnswers = { workerCount: 6, tasks: some }
        for (const one of aggregateTexts(answers, { method: how, keyOf }).aggregates) {
          if (!one) continue
          for (const p of [one.confidence, one.raw, ...one.alternatives.map((o) => o.probability)])
            assert.ok(p >= 0 && p <= 1, String(p))
        }
      }),
    )
  })
})
