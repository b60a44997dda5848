import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readBlock, writeBlock } from './block-text.ts'
import type { HeardAnswer } from './heard.ts'
import type { Lesson } from './lesson.ts'
import { lessonRoom, openLessons } from './lessons.ts'
import { periodRules } from './periods.ts'

function answerOf(network: number, key: string, change: Partial<HeardAnswer> = {}): HeardAnswer {
  return {
    network,
    givenAtMs: 7 * periodRules.windowMs,
    isPassed: true,
    key,
    form: '',
    isYes: true,
    bin: 3,
    isRecalled: false,
    isOfBurst: false,
    isLabel: true,
    ...change,
  }
}

const unknown: Lesson = {
  answers: [
    answerOf(4_000_000_000, 'ä \ud800'),
    answerOf(1, 'b', { isPassed: false, isYes: false }),
  ],
  truth: null,
  machine: { key: 'c', form: '', bin: 11 },
  inTime: null,
}
const canary: Lesson = {
  answers: [answerOf(2, 'x', { isRecalled: true, isLabel: false, givenAtMs: 0 })],
  truth: 'y',
  machine: null,
  inTime: [
    { challengeId: 'one', heard: answerOf(2, 'x', { givenAtMs: 5 }) },
    { challengeId: 'two', heard: null },
  ],
}

describe('lessons kept small', () => {
  test('come back as they were, in their order, over more of them than one block holds', () => {
    const lessons = openLessons(lessonRoom)
    const many = Array.from({ length: 60_000 }, (_, n) => (n % 2 === 0 ? unknown : canary))
    for (const lesson of many) assert.equal(lessons.add(lesson).isFull, false)
    assert.deepEqual([...lessons], many)
    assert.deepEqual([...lessons], many)
  })

  test('have the hour of an answer instead of its time, and no form', () => {
    const lessons = openLessons(lessonRoom)
    const given = answerOf(0, 'a', { givenAtMs: 3.5 * periodRules.windowMs, form: 'A' })
    lessons.add({ ...unknown, answers: [given] })
    const [lesson] = lessons
    assert.deepEqual(lesson?.answers, [answerOf(0, 'a', { givenAtMs: 3 * periodRules.windowMs })])
  })

  test('end where the room ends, so that the rest can be read again from there', () => {
    const lessons = openLessons({ ...lessonRoom, answersMax: 3 })
    assert.deepEqual(
      [unknown, unknown, canary, canary].map((lesson) => lessons.add(lesson).isFull),
      [false, true, true, true],
    )
    assert.deepEqual([...lessons], [unknown])
  })

  test('are the same from blocks that were written as text', () => {
    const lessons = openLessons({ ...lessonRoom, blockAnswers: 7 })
    const again = openLessons(lessonRoom)
    const many = Array.from({ length: 20 }, (_, n) => (n % 3 === 0 ? canary : unknown))
    const closed = many.map((lesson) => lessons.add(lesson).closed)
    for (const block of [...closed, lessons.end()])
      if (block) again.restore(readBlock(writeBlock({ block, networks: [], known: [] })).block)
    assert.ok(closed.filter((block) => block !== null).length > 3)
    assert.deepEqual([...again], many)
  })

  test('leave out items of which nothing was said', () => {
    const lessons = openLessons({ ...lessonRoom, answersMax: 3 })
    assert.equal(lessons.add({ ...unknown, answers: [] }).isFull, false)
    assert.deepEqual([...lessons], [])
  })
})
