import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { openVisitors } from '../../../test/setup/answers.ts'
import { jobsContext } from '../../../test/setup/jobs.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'
import { runDueJobs } from '../../jobs/runner.ts'
import type { JobLog } from '../../jobs/run-job.ts'
import { settleJob } from '../../jobs/settle.ts'
import { corpus, item, source } from '../../store/suites/examples.contract.ts'

let terminal: FakeTerminal
const folders: string[] = []

const ofCorpus = ['--corpus', 'letters'] as const
const known = Array.from({ length: 10 }, (_, n) => item(`k${n}`, { label: `Wort ${n}` }))
const unread = item('u', { status: 'unknown', label: null })

beforeEach(async () => {
  terminal = fakeTerminal()
  const { corpora, sources, answers } = terminal.store
  await corpora.add(corpus)
  await sources.add('main', source, [...known, unread])
  const { answerItem } = openVisitors(answers)
  for (let round = 0; round < 5; round += 1)
    for (const one of known) await answerItem(one, [{ given: one.label ?? '' }])
  await answerItem(unread, [{ given: 'gelogen' }, { given: 'gelogen' }, { given: 'gelogen' }])
  for (const one of known) await answerItem(one, [{ given: 'gelogen' }])
  terminal.moveClock(86_400_000 + 120_000)
})
afterEach(async () => {
  await terminal.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

type Acceptance = { is_stopped: boolean; hold?: string; alarm?: string }

async function acceptance(): Promise<Acceptance> {
  const health = await terminal.json<{ acceptance: Acceptance }>('labels', 'health', ...ofCorpus)
  return health.acceptance
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-'))
  folders.push(folder)
  return folder
}

async function exportTo(name: string) {
  const out = join(makeFolder(), name)
  const flags = ['--format', 'csv', '--which', 'all', '--out', out] as const
  const ended = await terminal.run('labels', 'export', ...ofCorpus, ...flags)
  assert.equal(ended.code, 0, ended.err)
  const read = JSON.parse(readFileSync(join(out, 'datapackage.json'), 'utf8')) as {
    incipit: { acceptance: string; holds: { alarm: string; until: string | null }[] }
  }
  return { ended, incipit: read.incipit }
}

// Canaries were read right in none of a hundred cases, every lie was accepted, and health said that there was
// nothing suspicious.
describe('an attack that stops acceptance', () => {
  test('is told by settling, health, the list of corpora, the recalls and the audit', async () => {
    const settled = await terminal.run('labels', 'settle', ...ofCorpus)
    assert.match(settled.out, /acceptance is stopped by the hold \w+: visitors who passed misread/)
    assert.match(settled.out, / 0 accepted/)
    const { out } = await terminal.run('labels', 'health', ...ofCorpus)
    assert.match(out, /^Acceptance in “letters” is stopped since 2026-01-02T00:02:00/)
    assert.match(out, /known items that they took for unknown ones/)
    assert.match(out, /--lift \w+` lifts the hold/)
    // Beside “misread 10 of 60 known items” stood only that no canary was read.
    assert.match(out, /canaries .* right; \d+ more are recalled or held, and left out\n/)
    assert.match(out, /in the last 7 days: acceptance was stopped once/)
    assert.equal((await acceptance()).alarm, 'canaries')
    assert.match((await terminal.run('corpus', 'list')).out, /acceptance is stopped from 2026/)
    const list = await terminal.run('labels', 'recall', ...ofCorpus, '--list')
    assert.match(list.out, /held by the service, labels from \S+ on: visitors/)
    assert.match(
      (await terminal.run('audit')).out,
      /corpus\.hold  letters  \w+: visitors who passed/,
    )
  })

  // With `--log-level warn` an operator was told of a wave of reports, but never that acceptance had stopped.
  test('is a warning in the log, with the command that lifts the hold', async () => {
    const lines: Parameters<JobLog>[0][] = []
    const log: JobLog = (line) => void lines.push(line)
    const runner = jobsContext(terminal.store, { clock: terminal.now, log })
    await runDueJobs({ ...runner, kinds: { settle: settleJob } }, new AbortController().signal)
    const warnings = lines.filter(({ level }) => level === 'warn')
    const { text, corpus: name, hold, reason, lift }: Record<string, unknown> = warnings[0] ?? {}
    assert.deepEqual([warnings.length, text, name], [1, 'acceptance is stopped', 'letters'])
    assert.match(String(reason), /^visitors who passed misread/)
    assert.equal(hold, (await acceptance()).hold)
    terminal.moveClock(1_000)
    assert.equal((await terminal.run(...String(lift).split(' ').slice(1))).code, 0)
    assert.deepEqual(await acceptance(), { is_stopped: false })
  })

  test('is told in the export, and so is its end', async () => {
    await terminal.run('labels', 'settle', ...ofCorpus)
    const first = await exportTo('stopped')
    assert.match(first.ended.out, /acceptance is stopped; `incipit labels health/)
    assert.equal(first.incipit.acceptance, 'stopped')
    assert.deepEqual(
      first.incipit.holds.map(({ alarm, until }) => [alarm, until]),
      [['canaries', null]],
    )
    terminal.moveClock(25 * 3_600_000)
    await terminal.run('labels', 'settle', ...ofCorpus)
    const { ended, incipit } = await exportTo('going-on')
    assert.doesNotMatch(ended.out, /acceptance is stopped/)
    assert.deepEqual([incipit.acceptance, incipit.holds.length], ['goes on', 1])
  })

  test('is over when a person lifts the hold, and its labels count', async () => {
    await terminal.run('labels', 'settle', ...ofCorpus)
    assert.equal(await terminal.store.readings.find('main', 'u'), null)
    const { hold = '' } = await acceptance()
    terminal.moveClock(1_000)
    const lifted = await terminal.run('labels', 'recall', ...ofCorpus, '--lift', hold)
    assert.match(lifted.out, /The recall \w+ is lifted/)
    assert.equal((await terminal.store.readings.find('main', 'u'))?.answers, 3)
    assert.deepEqual(await acceptance(), { is_stopped: false })
    assert.match((await terminal.run('audit')).out, /corpus\.lift-recall/)
    terminal.moveClock(60_000)
    await terminal.run('labels', 'settle', ...ofCorpus)
    assert.deepEqual(await acceptance(), { is_stopped: false })
  })
})
