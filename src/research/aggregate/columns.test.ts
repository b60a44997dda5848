import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { readAnswerFile, readArrivalFile, type AnswerFile } from './columns.ts'
import { readRightLabels, takeShare } from './known.ts'

const place = mkdtempSync(join(tmpdir(), 'incipit-columns-'))
after(() => rmSync(place, { recursive: true }))

const asGiven = { takesEmptyLabels: false, formOf: (label: string): string => label }

function write(name: string, lines: readonly string[]): string {
  const path = join(place, name)
  writeFileSync(path, lines.join('\n'))
  return path
}

function answersOf({ count, worker, task, label }: AnswerFile): string[] {
  return Array.from({ length: count }, (_, row) =>
    [worker, task, label].map(({ numbers, names }) => names[numbers[row] ?? -1]).join(' '),
  )
}

describe('a file of answers', () => {
  test('is read in the order of its rows, whatever its form', async () => {
    const files = [
      write('a.csv', ['\ufeffWorker,network,label,TASK', 'w2,x,b,t1', 'w1,,"a",t2', '']),
      write('a.tsv', ['task\tworker\tlabel', 't1\tw2\tb', 't2\tw1\ta']),
      write('a.txt', ['task;worker;label', 't1;w2;b', 't2;w1;a']),
      write('a.tab', ['sep=;', 'label;task;worker', 'b;t1;w2', '', 'a;t2;w1\r']),
      write('a.jsonl', [
        '{"task":"t1","worker":"w2","label":"b"}',
        '{"task":"t2","worker":"w1","label":"a"}',
      ]),
    ]
    for (const path of files)
      assert.deepEqual(answersOf(await readAnswerFile(path, asGiven)), ['w2 t1 b', 'w1 t2 a'], path)
  })

  // The column of networks was called `cluster` before, and researchers have such files.
  test('may call its column of networks by the earlier name', async () => {
    const files = [
      write('n.csv', ['worker,task,label,network', 'w,t,a,n1', 'w,t,a,']),
      write('o.csv', ['worker,task,label,cluster', 'w,t,a,n1', 'w,t,a,']),
      write('n.jsonl', [
        '{"worker":"w","task":"t","label":"a","network":"n1"}',
        '{"worker":"w","task":"t","label":"a"}',
      ]),
      write('o.jsonl', [
        '{"worker":"w","task":"t","label":"a","cluster":"n1"}',
        '{"worker":"w","task":"t","label":"a"}',
      ]),
    ]
    for (const path of files) {
      const { networkHash } = await readArrivalFile(path, asGiven)
      assert.deepEqual(networkHash.names, ['network n1', 'worker w'], path)
    }
  })

  test('gives the same names the same numbers in any order, and labels of one form one number', async () => {
    const rows = Array.from(
      { length: 5_000 },
      (_, n) => `w${n % 7},t${n % 1_001},${n % 2 ? 'A' : 'a'}`,
    )
    const options = { ...asGiven, formOf: (label: string) => label.toLowerCase() }
    const there = await readAnswerFile(write('b.csv', ['worker,task,label', ...rows]), options)
    const back = write('c.csv', ['worker,task,label', ...rows.toReversed()])
    const again = await readAnswerFile(back, options)
    assert.deepEqual(again.task.names, there.task.names)
    assert.deepEqual(answersOf(again), answersOf(there).toReversed())
    assert.deepEqual(there.label.names, ['a'])
    assert.deepEqual(there.worker.names, ['w0', 'w1', 'w2', 'w3', 'w4', 'w5', 'w6'])
  })

  test('is refused with one sentence if it cannot be read', async () => {
    const heading = 'worker,task,label'
    const cases: [lines: string[], fault: RegExp][] = [
      [[''], /is empty/],
      [[heading], /has no answers/],
      [['worker,task', 'w,t'], /has no column “label”; its heading must have worker, task, label/],
      [['task,worker,task,label', 't,w,t,l'], /two columns “task”/],
      [[heading, 'w,t,l', 'w,,l'], /^Line 3 of .* has no task\.$/],
      [[heading, 'w,t,'], /^Line 2 of .* has no label\.$/],
      [[heading, 'w,t'], /^Line 2 of .* has 2 cells, but the heading has 3\.$/],
      [[heading, 'w,t,l,'], /^Line 2 of .* has 4 cells, but the heading has 3\.$/],
      [
        [heading, `w,${'t'.repeat(1_001)},l`],
        /^Line 2 of .* has a task of over 1000 characters\.$/,
      ],
      [[heading, 'w,t,"l'], /^Line 2 of .* has a quotation mark that is never closed\.$/],
      [[heading, 'w,t,"l"l'], /^Line 2 of .* has a text behind a closing quotation mark\.$/],
      [[heading, 'b'.repeat(100_001)], /^Line 2 of .* is over 100000 characters long/],
      [[heading, ','.repeat(100)], /^Line 2 of .* has over 100 cells\.$/],
    ]
    for (const [lines, message] of cases)
      await assert.rejects(readAnswerFile(write('d.csv', lines), asGiven), { message })
    await assert.rejects(
      readAnswerFile(join(place, 'none.csv'), asGiven),
      /none.csv does not exist\.$/,
    )
    await assert.rejects(readAnswerFile(place, asGiven), /is a folder, not a file/)
    writeFileSync(join(place, 'latin.csv'), Buffer.from('worker,task,label\nw,t,\xe9', 'latin1'))
    await assert.rejects(readAnswerFile(join(place, 'latin.csv'), asGiven), /is not in UTF-8/)
  })
})

describe('right labels', () => {
  test('may come twice, but not differ', async () => {
    const twice = write('e.csv', ['task,label', 't,a', 'u,b', 't,a'])
    assert.deepEqual(
      [...(await readRightLabels(twice, asGiven))],
      [
        ['t', 'a'],
        ['u', 'b'],
      ],
    )
    const differing = write('f.csv', ['task,label', 't,a', 't,b'])
    await assert.rejects(readRightLabels(differing, asGiven), {
      message: /^Line 3 of .* gives the task “t” a different label than an earlier line\.$/,
    })
  })

  test('are shared out by task and seed', () => {
    const labels = new Map(Array.from({ length: 10_000 }, (_, n) => [`t${n}`, 'a']))
    const taken = takeShare(labels, 0.2, 1)
    assert.ok(Math.abs(taken.size - 2_000) < 150)
    const backwards = takeShare(new Map([...labels].toReversed()), 0.2, 1)
    assert.deepEqual(new Set(backwards.keys()), new Set(taken.keys()))
    const both = [...takeShare(labels, 0.2, 2).keys()].filter((task) => taken.has(task))
    assert.ok(Math.abs(both.length - 400) < 100)
  })
})
