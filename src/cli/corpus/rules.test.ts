import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { corpus } from '../../store/suites/examples.contract.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'

let terminal: FakeTerminal

beforeEach(async () => {
  terminal = fakeTerminal()
  await terminal.store.corpora.add(corpus)
})
afterEach(() => terminal.close())

type Shown = Record<string, unknown> & { changed: string[] }
function rules(...flags: string[]): Promise<Shown> {
  return terminal.json<Shown>('corpus', 'rules', 'letters', ...flags)
}

describe('corpus rules', () => {
  test('shows the rules of a corpus, and changes nothing by that', async () => {
    assert.deepEqual(await rules(), {
      corpus: 'letters',
      confidence: 0.97,
      networks: 2,
      answers: 2,
      answers_max: 8,
      quarantine_hours: 24,
      match_case: 'fold',
      match_diacritics: 'fold',
      match_ligatures: 'fold',
      match_long_s: 'fold',
      edits: 2,
      abbreviations: {},
      changed: [],
    })
    assert.deepEqual(await terminal.store.secrets.listWholeAudit(9), [])
  })

  test('changes the given rules and leaves the rest, and the audit records it', async () => {
    const change = ['--confidence', '0.99', '--match-case', 'keep', '--abbreviation', '&=und']
    const { changed } = await rules(...change)
    assert.deepEqual(changed, ['confidence', 'match_case', 'abbreviations'])
    const found = await terminal.store.corpora.find('letters')
    assert.deepEqual(found?.stopRules, { ...corpus.stopRules, confidenceMin: 0.99 })
    const abbreviations = { '&': 'und' }
    assert.deepEqual(found.textPolicy, { ...corpus.textPolicy, case: 'keep', abbreviations })
    const [line, ...others] = await terminal.store.secrets.listWholeAudit(9)
    assert.deepEqual(
      [line?.action, line?.subject, line?.detail, others.length],
      [
        'corpus.rules',
        'letters',
        'confidence from 0.97 to 0.99, match_case from fold to keep, abbreviations from none to &=und',
        0,
      ],
    )
    assert.deepEqual((await rules(...change)).changed, [])
  })

  test('adds abbreviations one by one and takes them out', async () => {
    await rules('--abbreviation', '&=und', '--abbreviation', 'dß=dass')
    const { abbreviations } = await rules('--abbreviation', '&=', '--abbreviation', '==ist gleich')
    assert.deepEqual(abbreviations, { '=': 'ist gleich', dß: 'dass' })
  })

  test('says that readings will be settled again, and marks the fit stale', async () => {
    const times = { untilMs: 1, labels: 1, fittedAtMs: 1, recalls: 0 }
    const fit = { corpus: 'letters', engine: 'e', ...times, isStale: false, parameters: '{}' }
    await terminal.store.fits.keep(fit, [])
    const { out } = await terminal.run('corpus', 'rules', 'letters', '--edits', '0')
    assert.match(out, /settle all readings again; `incipit labels settle --corpus letters`/)
    assert.equal((await terminal.store.fits.find('main', 'letters'))?.isStale, true)
  })

  const refusals: readonly (readonly [flags: string[], sentence: RegExp])[] = [
    [['--confidence', '1'], /--confidence must be a number from 0\.5 to 0\.9999/],
    [['--confidence', '0.4'], /--confidence must be/],
    [['--confidence', '97 %'], /--confidence must be/],
    [['--networks', '0'], /--networks must be a whole number from 1 to 20/],
    [['--answers', '1'], /--answers must be a whole number from 2 to 20/],
    [['--answers-max', '101'], /--answers-max must be/],
    [['--answers', '9'], /--answers-max must not be less/],
    [['--networks', '9'], /--answers-max must not be less/],
    [['--quarantine-hours', '8761'], /--quarantine-hours must be/],
    [['--match-case', 'maybe'], /--match-case must be fold or keep/],
    [['--edits', '3'], /--edits must be a whole number from 0 to 2/],
    [['--abbreviation', 'und'], /--abbreviation must be a word/],
    [['--abbreviation', 'a b=c'], /--abbreviation must be a word/],
    [['--abbreviation', `a=${'b'.repeat(61)}`], /at most 60 characters/],
    [
      Array.from({ length: 101 }, (_, n) => ['--abbreviation', `a${n}=b`]).flat(),
      /at most 100 abbreviations/,
    ],
  ]
  test('refuses invalid rules, and changes nothing', async () => {
    for (const [flags, sentence] of refusals)
      assert.match(await terminal.refusal('corpus', 'rules', 'letters', ...flags), sentence)
    assert.match(await terminal.refusal('corpus', 'rules', 'wills'), /no corpus “wills”/)
    assert.deepEqual(await terminal.store.corpora.find('letters'), corpus)
  })
})
