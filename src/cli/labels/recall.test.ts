import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { corpus, item, source } from '../../store/suites/examples.contract.ts'
import { openVisitors } from '../../../test/setup/answers.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'

let terminal: FakeTerminal

/** Two words that four networks read alike; two of the networks read both. */
const readings = {
  a: ['Haus', 'Haus', 'Haus', 'Haus'],
  b: ['Wald', 'Wald', 'Wald', 'Wald'],
}
const networks = ['n1', 'n2', 'n3', 'n4']

beforeEach(async () => {
  terminal = fakeTerminal()
  const { corpora, sources } = terminal.store
  await corpora.add(corpus)
  const unknown = (id: string) => item(id, { status: 'unknown', label: null })
  await sources.add('main', source, [item('k'), ...Object.keys(readings).map(unknown)])
  const { answerItem } = openVisitors(terminal.store.answers)
  for (const [id, texts] of Object.entries(readings))
    await answerItem(
      unknown(id),
      texts.map((given, n) => ({ given, networkHash: networks[n] ?? '' })),
    )
  terminal.moveClock(3 * 86_400_000)
  await terminal.json('labels', 'settle', '--corpus', 'letters')
  terminal.moveClock(1_000)
})
afterEach(() => terminal.close())

function recall(...flags: string[]) {
  return terminal.json<{ id: string; recalls?: number; withdrawn: number; accepted: number }>(
    'labels',
    'recall',
    '--corpus',
    'letters',
    ...flags,
  )
}
const because = ['--reason', 'a flood of bots'] as const
async function stateOf(id: string) {
  return (await terminal.store.readings.find('main', id))?.state ?? null
}

describe('labels recall', () => {
  test('of a period withdraws the readings that relied on it, and lifting it restores them', async () => {
    assert.equal(await stateOf('a'), 'accepted')
    const time = ['--from', '2026-01-02', '--to', '2026-01-03T00:00Z'] as const
    const { id, withdrawn, accepted } = await recall(...time, ...because)
    assert.deepEqual([withdrawn, accepted], [2, 0])
    assert.notEqual(await stateOf('a'), 'accepted')
    terminal.moveClock(1_000)
    assert.equal((await recall('--lift', id)).accepted, 2)
    assert.match(
      await terminal.refusal('labels', 'recall', '--corpus', 'letters', '--lift', id),
      /has no recall/,
    )
  })

  test('of an item takes back all labels of the networks that gave its reading, and names none of them', async () => {
    const { recalls, withdrawn } = await recall('--item', 'a', ...because)
    assert.deepEqual([recalls, withdrawn], [4, 2])
    const { out } = await terminal.run('labels', 'recall', '--corpus', 'letters', '--list')
    assert.match(out, /4 networks: a flood of bots/)
    const audit = await terminal.run('audit')
    assert.match(audit.out, /corpus\.recall/)
    for (const networkHash of networks)
      assert.ok(!out.includes(networkHash) && !audit.out.includes(networkHash))
  })

  // The commands that a message named lacked --corpus, so that they were refused as they were printed.
  test('names commands that work as they are printed', async () => {
    const flags = ['--corpus', 'letters', '--item', 'a', ...because]
    const { out } = await terminal.run('labels', 'recall', ...flags)
    const unknown = ['--corpus', 'letters', '--lift', 'nosuch']
    const refusal = await terminal.refusal('labels', 'recall', ...unknown)
    for (const text of [out, refusal]) {
      const [, command = ''] = /`incipit ([^`]+)`/.exec(text) ?? []
      assert.equal((await terminal.run(...command.split(' '))).code, 0, text)
    }
  })

  // A recall up to a future day silently discarded everything that visitors said until then.
  test('ends now at the latest, and says so', async () => {
    const flags = ['--corpus', 'letters', '--from', '2026-01-02', '--to', '2027-01-01', ...because]
    const { out } = await terminal.run('labels', 'recall', ...flags)
    assert.match(out, /to 2026-01-04T00:00:01.000Z\. --to is in the future/)
    const [kept] = await terminal.store.recalls.list('main', 'letters')
    assert.equal(kept?.toMs, terminal.now())
    const late = ['--from', '2026-02-01', '--to', '2026-03-01', ...because]
    assert.match(
      await terminal.refusal('labels', 'recall', '--corpus', 'letters', ...late),
      /--from must not be in the future/,
    )
  })

  test('is refused if there are no labels', async () => {
    await terminal.store.corpora.add({ ...corpus, name: 'wills' })
    for (const flags of [
      ['--item', 'a'],
      ['--from', '2026-01-01', '--to', '2026-01-02'],
    ])
      assert.match(
        await terminal.refusal('labels', 'recall', '--corpus', 'wills', ...flags, ...because),
        /“wills” has no labels yet/,
      )
  })

  // After a recall of four networks, a lift and another recall, health reported eight recalls in force, and
  // counted each reading as often as it had changed.
  test('stands once in health however many networks it names, and a reading counts once', async () => {
    const health = () =>
      terminal.json<{
        recalls: number
        lately: { withdrawn: number }
        labels: { all: number; held: number; recalled: number }
        attack_share: number | null
      }>('labels', 'health', '--corpus', 'letters')
    const { id } = await recall('--item', 'a', ...because)
    const { recalls, lately, labels, attack_share: attack } = await health()
    assert.deepEqual([recalls, lately.withdrawn, attack], [1, 2, null])
    assert.deepEqual(labels, { all: 8, held: 8, recalled: 8 })
    terminal.moveClock(1_000)
    await recall('--lift', id)
    assert.deepEqual((await health()).lately.withdrawn, 0)
    terminal.moveClock(1_000)
    await recall('--item', 'a', ...because)
    const again = await health()
    assert.deepEqual([again.recalls, again.lately.withdrawn], [1, 2])
    const { out } = await terminal.run('labels', 'health', '--corpus', 'letters')
    assert.match(out, /1 recall stands, with 8 of these labels/)
    assert.match(out, /attack {5}not measured yet \(0 of 50 canary labels\)/)
  })

  test('is refused for an item without a reading, and for flags that contradict each other', async () => {
    const refusals = [
      [['--item', 'k', ...because], /with a reading/],
      [[], /Give one of/],
      [['--list', '--item', 'a'], /Give one of/],
      [['--item', 'a'], /Give a reason of 1 to/],
      [['--from', '2026-02-30', '--to', '2026-03-05', ...because], /must be times/],
      [['--from', '2026-03-05', '--to', '2026-03-04', ...because], /before/],
      [['--from', '2026-03-05', ...because], /Give both --from and --to/],
    ] as const
    for (const [flags, shape] of refusals)
      assert.match(
        await terminal.refusal('labels', 'recall', '--corpus', 'letters', ...flags),
        shape,
      )
    assert.match(await terminal.refusal('labels', 'recall', '--corpus', 'x', '--list'), /no corpus/)
    assert.match(await terminal.refusal('labels', 'recall', '--list'), /Name the corpus/)
  })
})
