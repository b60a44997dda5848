import assert from 'node:assert/strict'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'
import { normalisations } from '../../research/aggregate/forms.ts'
import type { AggregateReport } from '../../research/aggregate/report.ts'
import { classMethods } from '../../research/classes/aggregate.ts'
import { textMethods } from '../../research/texts/aggregate.ts'
import type { CommandContext } from '../command.ts'
import { labelsAggregate } from './aggregate.ts'

let terminal: FakeTerminal
let place: string

beforeEach(() => {
  terminal = fakeTerminal()
  place = mkdtempSync(join(tmpdir(), 'incipit-aggregate-'))
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
function table(name: string, rows: readonly string[]): string {
  return write(name, ['worker,task,label', ...rows])
}
function rightTable(name: string, rows: readonly string[]): string {
  return write(name, ['task,label', ...rows])
}
function read(name: string): string {
  return readFileSync(join(place, name), 'utf8')
}

function report(path: string, ...flags: string[]): Promise<AggregateReport> {
  return terminal.json('labels', 'aggregate', path, ...flags)
}
const classes = ['--kind', 'categorical']
const majority = [...classes, '--method', 'majority']

const votes = [
  'w1,t1,a',
  'w2,t1,a',
  'w3,t1,b',
  'w1,t2,b',
  'w2,t2,a',
  'w1,t3,c',
  'w2,t3,c',
  'w3,t3,c',
]

describe('labels aggregate of classes', () => {
  test('writes each task with its label, what else it may be and how sure that is', async () => {
    const path = table('in.csv', votes)
    const result = await report(path, ...majority, '--out', join(place, 'out.csv'))
    assert.deepEqual(
      [result.answers, result.tasks, result.workers, result.labels, result.known, result.score],
      [8, 3, 3, 3, 0, null],
    )
    assert.deepEqual(parse(read('out.csv'), { from: 2 }), [
      ['t1', 'a', '0.666667', '0.666667', '3', '[{"label":"b","probability":0.333333}]'],
      ['t2', 'a', '0.5', '0.5', '2', '[{"label":"b","probability":0.5}]'],
      ['t3', 'c', '1', '1', '3', ''],
    ])
    await report(path, ...majority, '--out', join(place, 'out.jsonl'))
    assert.deepEqual(JSON.parse(read('out.jsonl').split('\n')[1] ?? ''), {
      task: 't2',
      label: 'a',
      confidence: 0.5,
      raw_confidence: 0.5,
      answers: 2,
      alternatives: [{ label: 'b', probability: 0.5 }],
    })
    assert.deepEqual(globSync('{.*,*}', { cwd: place }).length, 3)
  })

  test('scores by the gold; of n that tie each counts 1/n', async () => {
    const gold = rightTable('gold.csv', ['t1,a', 't2,b', 't3,d', 'unasked,a'])
    const { score } = await report(table('in.csv', votes), ...majority, '--gold', gold)
    assert.equal(score?.tasks, 3)
    assert.equal(score.accuracy, 0.5)
    assert.deepEqual(score.claimed, { threshold: 0.99, tasks: 1, share: 1 / 3, accuracy: 0 })
    assert.deepEqual(score.coverage, { precision: 0.99, share: 0 })
    // |0.667 - 1| + |0.5 - 0.5| + |1 - 0|, by three tasks.
    assert.ok(Math.abs(score.expected_calibration_error - 4 / 9) < 1e-9)
    assert.equal(score.texts, null)
  })

  test('does not score what was known, and keeps its label', async () => {
    const path = table('in.csv', votes)
    const gold = rightTable('gold.csv', ['t1,b', 't2,a', 't3,c'])
    const known = rightTable('known.csv', ['t1,e', 'unasked,a'])
    const out = join(place, 'out.csv')
    const result = await report(path, ...majority, '--gold', gold, '--known', known, '--out', out)
    assert.deepEqual([result.known, result.score?.tasks], [1, 2])
    assert.match(read('out.csv'), /^t1,e,1,1,3,/m)
    const all = ['--gold', gold, '--share-known', '0.999999']
    assert.equal((await report(path, ...majority, ...all)).score, null)
  })

  test('gives the same bytes for the same answers in any order', async () => {
    const rows = Array.from({ length: 900 }, (_, n) => {
      const task = n % 97
      const isWrong = (n * 31) % 11 < 3
      return `w${n % 13},t${task},${isWrong ? 'x' : `c${task % 3}`}`
    })
    const known = rightTable('known.csv', ['t3,c0', 't4,c1', 't5,c2', 't6,c0', 't7,c1', 't8,c2'])
    const outs = [rows, rows.toReversed(), rows.toSorted()].map(async (some, n) => {
      const out = join(place, `out-${n}.csv`)
      await report(table(`in-${n}.csv`, some), ...classes, '--known', known, '--out', out)
      return readFileSync(out, 'utf8')
    })
    assert.equal(new Set(await Promise.all(outs)).size, 1)
  })
})

const texts = ['--kind', 'text']

describe('labels aggregate of texts', () => {
  // Nine workers typed nothing and one read "Hans", and "Hans" got a confidence of 0.995 out of ten answers:
  // empty answers counted, and agreed with everything.
  test('does not take a text without a letter for an answer', async () => {
    const blank = Array.from({ length: 9 }, (_, n) => `w${n},t1,...`)
    const path = table('blank.csv', [...blank, 'w9,t1,Hans'])
    await report(path, '--kind', 'text', '--out', join(place, 'out.csv'))
    const [row] = parse(read('out.csv'), { from: 2 })
    assert.equal(row?.[1], 'Hans')
    assert.ok(Number(row?.[2]) < 0.95, row?.[2])
  })

  test('matches texts as the judge does, and scores words and characters', async () => {
    const path = table('in.csv', [
      'w1,t1,Haus am See',
      'w2,t1,haus am See',
      'w3,t1,haus am See',
      'w1,t2,  der   Wald ',
      'w2,t2,der Wald',
      'w3,t2,der Wall',
    ])
    const gold = rightTable('gold.csv', ['t1,haus am Tor', 't2,der Wald'])
    const out = join(place, 'out.csv')
    const flags = ['--method', 'plurality', '--gold', gold, '--out', out]
    const { score, labels } = await report(path, ...texts, ...flags)
    assert.deepEqual([labels, score?.accuracy], [4, 0.5])
    assert.equal(score?.texts?.word_error_rate.toFixed(4), '0.1667')
    assert.equal(score?.texts?.corpus_word_error_rate.toFixed(4), '0.2000')
    assert.equal(score?.texts?.character_error_rate.toFixed(4), '0.1579')
    const rows: string[][] = parse(read('out.csv'), { from: 2 })
    assert.deepEqual(
      rows.map(([task, label]) => [task, label]),
      [
        ['t1', 'haus am See'],
        ['t2', 'der Wald'],
      ],
    )
  })

  test('brings answers and gold into the form that was asked for', async () => {
    const path = table('in.csv', ['w1,t1,"He said:  Yes, I do."', 'w2,t1,"he said  yes i do"'])
    const gold = rightTable('gold.csv', ['t1,HE SAIDYES I DO'])
    const forms = { plain: 2, folded: 1, crowdspeech: 1 }
    for (const [form, labels] of Object.entries(forms)) {
      const result = await report(path, ...texts, '--gold', gold, '--normalise', form)
      assert.equal(result.labels, labels, form)
      assert.equal(result.score?.accuracy, form === 'crowdspeech' ? 1 : 0, form)
    }
  })
})

describe('labels aggregate', () => {
  // The flags are written out, since reading the lists would load the methods at every start.
  test('names every method and every form in its help', () => {
    const { method, normalise } = labelsAggregate.flags
    assert.equal(
      method?.meaning,
      `categorical: ${classMethods.join(', ')} [pool]; text: auto, ${textMethods.join(', ')} [auto]`,
    )
    assert.ok(normalise?.meaning.includes(`: ${normalisations.join(', ')} [`))
  })

  test('needs neither a data folder nor anything else of the program', async () => {
    const context = { version: '1', clock: () => 0 } as CommandContext
    const result = await labelsAggregate.run(context, [table('in.csv', votes)], {
      kind: 'categorical',
    })
    assert.ok('json' in result)
    assert.match(result.text, /^categorical, pool, seed 1, incipit 1\n {2}answers +8\n/)
  })

  test('is refused with a sentence if its flags make no sense', async () => {
    const path = table('in.csv', votes)
    const gold = rightTable('gold.csv', ['t1,a'])
    const there = write('there.csv', [])
    const broken = table('broken.csv', ['w,t,a', 'w,t'])
    const cases: [flags: string[], fault: RegExp][] = [
      [[path], /--kind must be one of categorical, text/],
      [[path, '--kind', 'text', '--method', 'majority'], /--method must be one of auto, /],
      [[path, ...classes, '--method', 'words'], /--method must be one of majority, /],
      [[path, ...classes, '--seed', '-'], /--seed must be a whole number/],
      [[path, ...classes, '--share-known', '0.2'], /--share-known needs --gold/],
      [[path, ...classes, '--gold', gold, '--share-known', '20'], /a share such as 0.2, not “20”/],
      [[path, ...texts, '--case', 'lower'], /--case must be one of fold, keep/],
      [[path, ...texts, '--normalise', 'none'], /--normalise must be one of plain/],
      [[path, ...classes, '--out', there], /there.csv already exists/],
      [[path, ...classes, '--out', join(place, 'no', 'out.csv')], /cannot be written/],
      [[broken, ...classes], /^Line 3 of .*broken.csv has 2 cells, but the heading has 3\.$/],
      [[path, ...classes, '--gold', path.replace('in', 'no')], /\.csv does not exist/],
    ]
    for (const [argv, fault] of cases)
      assert.match(await terminal.refusal('labels', 'aggregate', ...argv), fault)
    const many = Array.from({ length: 1_001 }, (_, n) => `w,t,word-${n}`)
    assert.match(
      await terminal.refusal('labels', 'aggregate', table('many.csv', many), ...classes),
      /over 1000 different labels\. For free text, use --kind text/,
    )
  })
})
