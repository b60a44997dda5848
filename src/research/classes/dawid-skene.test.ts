import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { packAnswers } from '../../labels/answers.ts'
import { dawidSkene } from './dawid-skene.ts'

/**
 * Table 1 of Dawid and Skene 1979: 45 patients, rated 1 to 4; the first of 5 anaesthetists rated three times.
 */
const ratings = [
  '1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223',
  '2322223 4444444 2223343 1111111 2223212 1211111 1112111 1111111 1111111',
  '2222221 2221322 2222222 2222221 2223222 2212222 1111111 1111111 2322222',
  '1111111 1111111 1121121 1111111 3333233 1111111 2222222 2223232 4334343',
  '2212232 2323233 3333432 1111111 1111111 1212111 2322222 1211111 2222222',
].flatMap((line) => line.split(' '))

const anaesthetists = [0, 0, 0, 1, 2, 3, 4]

function packRatings() {
  const rows = ratings.flatMap((row, patient) =>
    row
      .split('')
      .map((rating, place) => [anaesthetists[place] ?? 0, patient, Number(rating) - 1] as const),
  )
  const columns = {
    worker: Uint32Array.from(rows, ([worker]) => worker),
    task: Uint32Array.from(rows, ([, task]) => task),
    label: Uint16Array.from(rows, ([, , label]) => label),
    count: rows.length,
  }
  const sizes = { workerCount: 5, taskCount: ratings.length, classCount: 4 }
  return packAnswers(columns, sizes, new Int32Array(ratings.length).fill(-1))
}

describe('the example of Dawid and Skene, 1979', () => {
  const { posterior, classShares } = dawidSkene(packRatings(), { roundsMax: 200 })

  test('has the class shares of the paper to its two digits', () => {
    assert.deepEqual(
      [...classShares].map((share) => share.toFixed(2)),
      ['0.40', '0.42', '0.11', '0.07'],
    )
  })

  test('leaves three of the 45 patients in doubt', () => {
    const inDoubt = ratings.flatMap((_, patient) => {
      const top = Math.max(...posterior.subarray(patient * 4, patient * 4 + 4))
      return top < 0.99 ? [patient + 1] : []
    })
    assert.deepEqual(inDoubt, [7, 35, 38])
  })
})
