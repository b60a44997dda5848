import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fakeTerminal, type FakeTerminal } from '../../test/setup/terminal.ts'
import { corpus, item, source } from '../store/suites/examples.contract.ts'
import { loadCommands } from './commands.ts'

/** Commands that act for the service, on a file, or on organisations themselves. */
const others = new Set([
  'serve',
  'doctor',
  'demo',
  'labels aggregate',
  'organisation add',
  'organisation list',
  'organisation rename',
  'organisation remove',
])

const ofCorpus: readonly (readonly string[])[] = [
  ['corpus', 'show', 'letters'],
  ['corpus', 'score', 'letters', '--ocr', 'tesseract'],
  ['corpus', 'rules', 'letters', '--answers', '5'],
  ['corpus', 'classes', 'letters'],
  ['corpus', 'check', 'letters'],
  ['corpus', 'pause', 'letters'],
  ['corpus', 'resume', 'letters'],
  ['corpus', 'embargo', 'letters', '--none'],
  ['corpus', 'take-down', 'letters'],
  ['corpus', 'remove', 'letters', '--yes'],
  ['corpus', 'reports', 'letters'],
  ['labels', 'settle', '--corpus', 'letters'],
  ['labels', 'rebuild', '--corpus', 'letters'],
  ['labels', 'log', '--corpus', 'letters', '--out', 'log.csv'],
  ['labels', 'export', '--corpus', 'letters', '--format', 'csv', '--out', 'out'],
  ['labels', 'list', '--corpus', 'letters'],
  ['labels', 'changes', '--corpus', 'letters', '--since', '2020-01-01'],
  ['labels', 'health', '--corpus', 'letters'],
  ['labels', 'recall', '--corpus', 'letters', '--list'],
]

const ofItem: readonly (readonly string[])[] = [
  ['labels', 'show', 'u'],
  ['labels', 'review', 'u', '--reject'],
  ['corpus', 'review', 'u', '--keep'],
]

describe('--organisation', () => {
  let terminal: FakeTerminal
  beforeEach(async () => {
    terminal = fakeTerminal()
    const { corpora, sources } = terminal.store
    await corpora.add(corpus)
    await sources.add('main', source, [item('u', { status: 'unknown', stage: 'reported' })])
    await terminal.run('organisation', 'add', 'Library')
  })
  afterEach(() => terminal.close())

  // “There are no corpora yet” was said of an organisation without any, although others had some.
  test('is named in a list that has nothing of it', async () => {
    for (const noun of ['corpus', 'site', 'secret']) {
      const { out } = await terminal.run(noun, 'list', '--organisation', 'Library')
      assert.match(out, /^“Library” has no (corpora|sites|secrets); without --organisation/)
    }
    assert.match((await terminal.run('site', 'list')).out, /^There are no sites yet; /)
  })

  test('is a flag of every command on what belongs to an organisation', async () => {
    for (const [name, { flags }] of Object.entries(await loadCommands()))
      assert.equal('organisation' in flags, !others.has(name), name)
  })

  test('hides the corpora and items of all others', async () => {
    const library = ['--organisation', 'Library']
    for (const command of ofCorpus)
      assert.match(await terminal.refusal(...command, ...library), /no corpus “letters”/)
    for (const command of ofItem)
      assert.match(await terminal.refusal(...command, ...library), /“u”/, command.join(' '))
    assert.deepEqual(await terminal.store.corpora.find('letters'), corpus)
    assert.equal((await terminal.store.items.find('u'))?.stage, 'reported')
  })

  test('shows its own', async () => {
    const main = ['--organisation', 'main']
    assert.match((await terminal.run('labels', 'show', 'u', ...main)).out, /letters/)
    await terminal.json('corpus', 'pause', 'letters', ...main)
    assert.equal((await terminal.store.corpora.find('letters'))?.state, 'paused')
  })
})
