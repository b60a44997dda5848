import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'
import type { StreamReport } from '../../research/aggregate/stream/report.ts'

let terminal: FakeTerminal
let place: string

beforeEach(() => {
  terminal = fakeTerminal()
  place = mkdtempSync(join(tmpdir(), 'incipit-stream-'))
})
afterEach(async () => {
  await terminal.close()
  rmSync(place, { recursive: true })
})

function write(name: string, lines: readonly string[]): string {
  const path = join(place, name)
  writeFileSync(path, lines.join('\n'))
  return path
}
function read(name: string): string {
  return readFileSync(join(place, name), 'utf8')
}
function report(path: string, ...flags: string[]): Promise<StreamReport> {
  return terminal.json('labels', 'aggregate', path, '--stream', ...flags)
}

const heading = 'worker,task,label,network,challenge'
const classes = ['--kind', 'categorical']
/** Settles by any two who agree. */
const soon = [...classes, '--confidence', '0.6']

describe('labels aggregate --stream', () => {
  test('asks nothing more about a settled task, and reports the state of each', async () => {
    const rows = ['w1,t1,a', 'w2,t1,a', 'w3,t1,b', 'w1,t2,b', 'w1,k1,a', 'w1,t2,a']
    const path = write('in.csv', ['worker,task,label', ...rows])
    const known = write('known.csv', ['task,label', 'k1,a'])
    const gold = write('gold.csv', ['task,label', 't1,a', 't2,a'])
    const out = join(place, 'out.csv')
    const result = await report(path, ...soon, '--known', known, '--gold', gold, '--out', out)
    assert.deepEqual(
      [
        result.rows,
        result.answers,
        result.known_answers,
        result.passed_over,
        result.answers_per_task,
      ],
      [6, 3, 1, 2, 1.5],
    )
    assert.deepEqual(
      [
        result.accepted.tasks,
        result.accepted.share,
        result.accepted.accuracy,
        result.score?.accuracy,
      ],
      [1, 0.5, 1, 0.5],
    )
    const [names, ...written]: string[][] = parse(read('out.csv'))
    assert.equal(names?.at(-1), 'state')
    assert.deepEqual(
      written.map(([task, label, , , answers, , state]) => [task, label, answers, state]),
      [
        ['k1', 'a', '1', 'known'],
        ['t1', 'a', '2', 'accepted'],
        ['t2', 'b', '1', 'open'],
      ],
    )
  })

  test('takes two who come from one network for one', async () => {
    const rows = ['w1,t1,a,n1,', 'w2,t1,a,n1,', 'w3,t1,a,,']
    const one = await report(write('one.csv', [heading, ...rows.slice(0, 2)]), ...soon)
    assert.deepEqual([one.answers, one.accepted.tasks], [1, 0])
    const two = await report(write('two.csv', [heading, ...rows]), ...soon)
    assert.deepEqual([two.answers, two.accepted.tasks], [2, 1])
  })

  test('does not count known rows of a challenge that would never have been shown', async () => {
    const known = write('known.csv', ['task,label', 'k1,a'])
    const settled = ['w1,t1,a,,1', 'w2,t1,a,,2']
    const late = ['w3,t1,b,,3', 'w3,k1,b,,3']
    const path = write('in.csv', [heading, ...settled, ...late, 'w4,k1,a,,4'])
    const result = await report(path, ...soon, '--known', known)
    assert.deepEqual([result.answers, result.known_answers, result.passed_over], [2, 1, 2])
  })

  test('counts a machine beside people, and never settles by it', async () => {
    const rows = ['m,t1,a', 'w1,t1,a', 'm,t2,a', 'w1,t2,a', 'w2,t2,a']
    const path = write('in.csv', ['worker,task,label', ...rows])
    const result = await report(path, ...soon, '--machine', 'm')
    assert.deepEqual([result.machine_answers, result.answers, result.accepted.tasks], [2, 3, 1])
  })

  test('gives the same bytes each time, of texts as of classes', async () => {
    const rows = Array.from({ length: 600 }, (_, n) => {
      const task = n % 60
      return `w${(n * 7) % 23},t${task},${(n * 31) % 11 < 3 ? 'Haus' : `hans${task}`}`
    })
    const path = write('in.csv', ['worker,task,label', ...rows])
    const outs = [1, 2].map(async (n) => {
      const out = join(place, `out-${n}.jsonl`)
      const result = await report(path, '--kind', 'text', '--out', out)
      assert.ok(result.answers > 60 && result.answers < rows.length)
      return readFileSync(out, 'utf8')
    })
    assert.equal(new Set(await Promise.all(outs)).size, 1)
  })

  test('is refused with a sentence if its flags make no sense', async () => {
    const path = write('in.csv', ['worker,task,label', 'w1,t1,a'])
    const cases: [flags: string[], fault: RegExp][] = [
      [['--networks', '2'], /--networks can only be used with --stream/],
      [['--stream', '--method', 'pool'], /--method cannot be used with --stream/],
      [
        ['--stream', '--confidence', '97'],
        /--confidence must be a number from 0.5 to 0.9999, not “97”/,
      ],
      [['--stream', '--answers', '1'], /--answers must be a whole number from 2 to 20/],
      [['--stream', '--answers-max', '101'], /--answers-max must be a whole number from 2 to 100/],
      [['--stream', '--machine', 'm'], /The file has no worker “m”/],
    ]
    for (const [flags, fault] of cases)
      assert.match(await terminal.refusal('labels', 'aggregate', path, ...classes, ...flags), fault)
  })
})
