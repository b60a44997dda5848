import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { corpus, item, source } from '../store/records.contract.ts'
import { openVisitors } from '../../test/lent-answers.ts'
import { lendTerminal, type LentTerminal } from '../../test/lent-terminal.ts'

let terminal: LentTerminal

/** Two words that four networks read alike; of these, two gave both. */
const said = {
  a: ['Haus', 'Haus', 'Haus', 'Haus'],
  b: ['Wald', 'Wald', 'Wald', 'Wald'],
}
const clusters = ['n1', 'n2', 'n3', 'n4']

beforeEach(async () => {
  terminal = lendTerminal()
  const { records } = terminal.store
  await records.addCorpus(corpus)
  const unknown = (id: string) => item(id, { status: 'unknown', label: null })
  await records.addSource(source, [item('k'), ...Object.keys(said).map(unknown)])
  const { answerItem } = openVisitors(records)
  for (const [id, texts] of Object.entries(said))
    await answerItem(
      unknown(id),
      texts.map((given, n) => ({ given, cluster: clusters[n] ?? '' })),
    )
  terminal.moveClock(3 * 86_400_000)
  await terminal.json('labels', 'settle', '--corpus', 'letters')
  terminal.moveClock(1_000)
})
afterEach(() => terminal.close())

const recall = (...flags: string[]) =>
  terminal.json<{ id: string; recalls?: number; withdrawn: number; accepted: number }>(
    'labels',
    'recall',
    '--corpus',
    'letters',
    ...flags,
  )
const because = ['--reason', 'a flood of bots'] as const
const stateOf = async (id: string) => (await terminal.store.readings.find(id))?.state ?? null

describe('labels recall', () => {
  test('of a time withdraws what leaned on it, and taking it back brings that again', async () => {
    assert.equal(await stateOf('a'), 'accepted')
    const time = ['--from', '2026-01-02', '--to', '2026-01-03T00:00Z'] as const
    const { id, withdrawn, accepted } = await recall(...time, ...because)
    assert.deepEqual([withdrawn, accepted], [2, 0])
    assert.notEqual(await stateOf('a'), 'accepted')
    terminal.moveClock(1_000)
    assert.equal((await recall('--lift', id)).accepted, 2)
    assert.match(
      await terminal.refusal('labels', 'recall', '--corpus', 'letters', '--lift', id),
      /No recall/,
    )
  })

  test('of an item takes back all labels of the networks that gave its reading, and names none of them', async () => {
    const { recalls, withdrawn } = await recall('--item', 'a', ...because)
    assert.deepEqual([recalls, withdrawn], [4, 2])
    const { out } = await terminal.run('labels', 'recall', '--corpus', 'letters', '--list')
    assert.match(out, /4 networks: a flood of bots/)
    const audit = await terminal.run('audit')
    assert.match(audit.out, /corpus\.recall/)
    for (const cluster of clusters)
      assert.ok(!out.includes(cluster) && !audit.out.includes(cluster))
  })

  test('tells of an item that has no reading, and of what is not one clear wish', async () => {
    const refusals = [
      [['--item', 'k', ...because], /has a reading/],
      [[], /Give one of/],
      [['--list', '--item', 'a'], /Give one of/],
      [['--item', 'a'], /Say why/],
      [['--from', '2026-02-30', '--to', '2026-03-05', ...because], /instants/],
      [['--from', '2026-03-05', '--to', '2026-03-04', ...because], /before/],
      [['--from', '2026-03-05', ...because], /Give --from and --to/],
    ] as const
    for (const [flags, shape] of refusals)
      assert.match(
        await terminal.refusal('labels', 'recall', '--corpus', 'letters', ...flags),
        shape,
      )
    assert.match(await terminal.refusal('labels', 'recall', '--corpus', 'x', '--list'), /no corpus/)
    assert.match(await terminal.refusal('labels', 'recall', '--list'), /Say which corpus/)
  })
})
