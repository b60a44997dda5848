import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Evidence } from '../model/reading.ts'
import { corpus, item } from '../store/suites/examples.contract.ts'
import { refit } from '../../test/setup/evidence.ts'
import { openDice } from '../../test/setup/answers.ts'

const hourMs = 3_600_000
const hours = { settled: 99, fresh: 200 }

// What few have read yet is doubtful for that reason alone. An hour with two thousand first answers was held
// as poisoned, and two thirds of all labels seemed to come from an attack.
test('an hour of many first answers is not a poisoned one', () => {
  const dice = openDice(3)
  const evidenceOf = (id: string, answers: number, hourOf: () => number): Evidence => ({
    item: item(id, { status: 'unknown', label: null }),
    poolStatus: 'unknown',
    knownAnswers: [],
    unreadableNetworks: 0,
    decision: null,
    labels: Array.from({ length: answers }, (_, n) => ({
      itemId: id,
      challengeId: `${id} ${n}`,
      corpus: corpus.name,
      given: dice() < 0.9 ? `right ${id}` : `own ${dice()}`,
      keyword: null,
      weight: 1,
      knownAsked: 1,
      verdict: 'pass',
      networkHash: `${n} ${Math.floor(dice() * 50)}`,
      elapsedMs: 1,
      givenAtMs: hourOf() * hourMs,
    })),
  })
  const anyHour = (): number => Math.floor(dice() * hours.settled)
  const page = [
    ...Array.from({ length: 1_000 }, (_, n) => evidenceOf(`a${n}`, 6, anyHour)),
    ...Array.from({ length: 2_000 }, (_, n) => evidenceOf(`b${n}`, 1, () => hours.fresh)),
  ]
  const fit = refit(page)
  assert.deepEqual(fit.parameters.periods, [])
  assert.ok(fit.parameters.attack < 0.05, String(fit.parameters.attack))
})
