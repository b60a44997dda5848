import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'
import { corpus, item, source } from '../../store/suites/examples.contract.ts'

let terminal: FakeTerminal
let folder: string
beforeEach(() => {
  terminal = fakeTerminal()
  folder = mkdtempSync(join(tmpdir(), 'incipit-empty-'))
})
afterEach(async () => {
  await terminal.close()
  rmSync(folder, { recursive: true })
})

const ofAll = ['settle', 'settle --again', 'rebuild', 'rebuild --check'] as const
const ofOne = [
  'labels health --corpus letters',
  'labels list --corpus letters',
  'labels changes --corpus letters',
  'labels recall --corpus letters --list',
  'labels log --corpus letters --out FOLDER/log.csv',
  'corpus rules letters',
] as const
const refused = [
  ['labels show b c', /There is no corpus “b”; `incipit corpus list` lists/],
  ['labels show d', /There is no item “d”/],
  ['labels review b --accept', /No visitor has read “b” yet/],
  ['labels review b', /Give exactly one of --accept, --reject and --reopen/],
  ['labels recall --corpus letters --item b --reason bots', /“letters” has no labels yet/],
] as const

function wordsOf(line: string): string[] {
  return line.replace('FOLDER', folder).split(' ')
}

async function addUnread(): Promise<void> {
  const { corpora, sources } = terminal.store
  await corpora.add(corpus)
  await sources.add('main', source, [item('a'), item('b', { status: 'unknown', label: null })])
}

describe('commands on readings', () => {
  for (const line of ofAll)
    test(`labels ${line} says that there is no corpus, or nothing to do`, async () => {
      assert.match(
        (await terminal.run('labels', ...wordsOf(line))).out,
        /^There are no corpora yet/,
      )
      assert.deepEqual(await terminal.json('labels', ...wordsOf(line)), [])
      await addUnread()
      const listed = await terminal.json<{ corpus: string }[]>('labels', ...wordsOf(line))
      assert.deepEqual(
        listed.map((of) => of.corpus),
        ['letters'],
      )
    })

  for (const line of ofOne)
    test(`${line} names a corpus that does not exist, and reports on one that nobody has read`, async () => {
      assert.match(
        await terminal.refusal(...wordsOf(line)),
        /^There is no corpus “letters”; `incipit corpus list` lists all corpora\.$/,
      )
      await addUnread()
      assert.ok(await terminal.json(...wordsOf(line)))
    })

  for (const [line, sentence] of refused)
    test(`${line} is refused with a sentence if nobody has read anything`, async () => {
      await addUnread()
      assert.match(await terminal.refusal(...wordsOf(line)), sentence)
      const { code, out } = await terminal.run(...wordsOf(line), '--json')
      assert.deepEqual([code, typeof (JSON.parse(out) as { error: unknown }).error], [1, 'string'])
    })
})
