import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'
import { corpus, item, source } from '../../store/suites/examples.contract.ts'
import { folderBounds, tableBounds } from './growth-bounds.ts'

type Table = { table: string; rows: number; bytes: number; bound: string }
type Folder = { name: string; files: number; bytes: number; newest: string | null; bound: string }

describe('incipit doctor', () => {
  let terminal: FakeTerminal
  beforeEach(async () => {
    terminal = fakeTerminal()
    for (const name of ['letters', 'wills']) await terminal.store.corpora.add({ ...corpus, name })
  })
  afterEach(() => terminal.close())

  test('shows each table with its rows and bytes, the largest first, and each folder', async () => {
    writeFileSync(join(terminal.dataDir, 'left-over.tar'), 'x'.repeat(2_000))
    const { tables, folders } = await terminal.json<{ tables: Table[]; folders: Folder[] }>(
      'doctor',
    )
    const corpora = tables.find(({ table }) => table === 'corpora')
    assert.equal(corpora?.rows, 2)
    assert.ok(corpora.bytes >= 4096)
    assert.ok(tables.every(({ bytes }, n) => n === 0 || bytes <= (tables[n - 1]?.bytes ?? 0)))
    const store = folders.find(({ name }) => name === 'incipit.sqlite')
    assert.equal(store?.files, 1)
    assert.ok(store.newest)
    const other = folders.find(({ name }) => name === 'left-over.tar')
    assert.deepEqual([other?.bytes, other?.bound], [2_000, 'not a part of Incipit'])
  })

  // What a flood of answers left in the file was in no row, so that the tables seemed to lack half of it.
  test('says how much of the store is free', async () => {
    const { store } = terminal
    const free = async () => (await terminal.json<{ free_bytes: number }>('doctor')).free_bytes
    const items = Array.from({ length: 500 }, (_, n) => item(`item ${n}`))
    await store.sources.add('main', source, items)
    const before = await free()
    await terminal.json('corpus', 'remove', 'letters', '--yes')
    assert.ok((await free()) >= before + 500 * 50)
    assert.match((await terminal.run('doctor')).out, /\n\(free\) +\d[\d.]* kB  what was deleted/)
  })

  // Sites from before there was anything to hear had no way by ear, and nobody was told.
  test('says which sites ask nothing by ear', async () => {
    const { sitekey } = await terminal.json<{ sitekey: string }>('site', 'add', 'Room')
    await terminal.json('site', 'add', 'Score', '--mode', 'invisible')
    const without = async () =>
      (await terminal.json<{ sites_without_ear: string[] }>('doctor')).sites_without_ear
    assert.deepEqual(await without(), [sitekey])
    const { out } = await terminal.run('doctor')
    assert.ok(
      out.includes(
        `ask nothing by ear, so that visitors who cannot see have no challenge:\n  ${sitekey}\n`,
      ),
    )
    await terminal.json('corpus', 'speak', 'voices', '--language', 'en', '--recordings', '20')
    assert.deepEqual(await without(), [])
    assert.doesNotMatch((await terminal.run('doctor')).out, /by ear/)
  })

  // A site whose challenges were used up gave 429 to all, and nothing told the operator.
  test('says how much of the challenges of the instance and of a site is used', async () => {
    const { store } = terminal
    const { sitekey } = await terminal.json<{ sitekey: string }>('site', 'add', 'Room')
    const draw = { units: 15_000, unitsMax: 30_000, refillMs: 10 }
    await store.allowances.draw([{ ...draw, name: `issue site ${sitekey}` }])
    const { limits } = await terminal.json<{
      limits: { sitekey: string | null; used_share: number }[]
    }>('doctor')
    assert.deepEqual(
      limits.map((of) => of.sitekey),
      [sitekey, null],
    )
    assert.ok(Math.abs((limits[0]?.used_share ?? 0) - 0.5) < 0.1)
    assert.match((await terminal.run('doctor')).out, new RegExp(`site ${sitekey} +(49|50) % +1`))
    assert.match((await terminal.run('doctor')).out, /the instance +0 % +0 s/)
    assert.match(
      (await terminal.run('doctor', '--limits-percent', '0')).out,
      /No limits hold \(--limits-percent 0\)/,
    )
  })

  // Sites were looked for by the name of their organisation, which is its id for the first one only.
  test('counts the challenges of sites of every organisation', async () => {
    await terminal.json('organisation', 'add', 'archive')
    const flags = ['--organisation', 'archive']
    const { sitekey } = await terminal.json<{ sitekey: string }>('site', 'add', 'Room', ...flags)
    const draw = { units: 15_000, unitsMax: 30_000, refillMs: 10 }
    await terminal.store.allowances.draw([{ ...draw, name: `issue site ${sitekey}` }])
    const { limits } = await terminal.json<{ limits: { sitekey: string | null }[] }>('doctor')
    assert.equal(limits[0]?.sitekey, sitekey)
  })

  // A slip in --data made a new store there, which then looked like an instance without data.
  test('is refused where there is no data folder', async () => {
    const typo = join(terminal.dataDir, 'typo')
    assert.match(
      await terminal.refusal('doctor', '--data', typo),
      /no data folder of Incipit in “.*typo”/,
    )
    assert.equal(terminal.rested.length, 0)
  })

  test('says it in aligned columns, without the empty tables', async () => {
    const { out } = await terminal.run('doctor')
    const lines = out.split('\n')
    const at = lines[0]?.indexOf('bound') ?? 0
    const row = lines.find((line) => line.startsWith('corpora '))
    assert.ok(at > 0)
    assert.equal(row?.slice(at), tableBounds['corpora'])
    assert.match(out, /\n\d+ more tables are empty\.\n/)
    assert.doesNotMatch(out, /\nlabels /)
  })

  // Whoever adds a table or a folder says what bounds it.
  test('knows what bounds each table and each folder, and names none that is not there', async () => {
    const tables = (await terminal.store.measureTables()).map(({ table }) => table)
    assert.deepEqual(tables.toSorted(), Object.keys(tableBounds).toSorted())
    const folders = (await terminal.store.measureFolders()).map(({ name }) => name)
    assert.deepEqual(
      folders.filter((name) => !(name in folderBounds)),
      [],
    )
  })
})
