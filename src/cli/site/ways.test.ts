import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { changeSite } from '../../../test/setup/hcaptcha-client.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'

type Facts = { sitekey: string; default_way: string; neither: boolean; passes: object[] }

let terminal: FakeTerminal
beforeEach(() => {
  terminal = fakeTerminal()
})
afterEach(() => terminal.close())

const dayMs = 86_400_000

describe('the ways of a site', () => {
  test('are set when it is added, changed, or brought along in a file', async () => {
    const first = await terminal.json<Facts>('site', 'add', 'Room', '--default-way', 'neither')
    assert.deepEqual([first.default_way, first.neither], ['neither', true])
    const { sitekey } = first
    const how = ['--default-way', 'ear', '--neither', 'false']
    const changed = await terminal.json<Facts>('site', 'set', sitekey, ...how)
    assert.deepEqual([changed.default_way, changed.neither], ['ear', false])
    const refusal = await terminal.refusal('site', 'add', 'Room', '--default-way', 'nose')
    assert.match(refusal, /--default-way must be one of eye, ear, neither, not “nose”/)
    const file = join(terminal.dataDir, 'sites.csv')
    writeFileSync(file, 'name,default_way,neither\nDoor,ear,false\n')
    const [brought] = await terminal.json<Facts[]>('site', 'import', file)
    assert.deepEqual([brought?.default_way, brought?.neither], ['ear', false])
  })

  // Visitors of such a site were asked by eye, and nobody was told.
  test('cannot be by neither at first where that is switched off, in whichever order', async () => {
    const off = ['--neither', 'false']
    const first = ['--default-way', 'neither']
    const why =
      /cannot be asked by neither at first .* Set --default-way eye or ear, or --neither true\./
    assert.match(await terminal.refusal('site', 'add', 'Room', ...first, ...off), why)
    const { sitekey } = await terminal.json<Facts>('site', 'add', 'Room', ...first)
    assert.match(await terminal.refusal('site', 'set', sitekey, ...off), why)
    await terminal.json('site', 'set', sitekey, ...off, '--default-way', 'ear')
    assert.match(await terminal.refusal('site', 'set', sitekey, ...first), why)
    const file = join(terminal.dataDir, 'sites.csv')
    writeFileSync(file, 'name,default_way,neither\nDoor,neither,false\nGate,neither,\n')
    assert.match(await terminal.refusal('site', 'import', file), /line 2: Visitors cannot be asked/)
    await terminal.json('site', 'set', sitekey, ...first, '--neither', 'true')
  })

  // From before it was refused: its owner can still change its name, and mend it.
  test('that a site of before has at odds hinder no other change', async () => {
    const { sitekey } = await terminal.json<Facts>('site', 'add', 'Room')
    const site = await terminal.store.sites.find(sitekey)
    assert.ok(site)
    await changeSite(terminal.store, site, { defaultWay: 'neither', hasNeither: false })
    await terminal.json('site', 'set', sitekey, '--name', 'Hall')
    await terminal.json('site', 'set', sitekey, '--neither', 'true')
  })

  test('are shown with how many passed by each in thirty days, their share, and what it took', async () => {
    const { sitekey } = await terminal.json<Facts>('site', 'add', 'Room')
    const today = Math.floor(terminal.now() / dayMs)
    const { wayCounts } = terminal.store
    const none = { puzzles: 0, seconds: 0 }
    await wayCounts.add(today - 30, [{ sitekey, way: 'ear', passes: 50, ...none }])
    await wayCounts.add(today - 29, [{ sitekey, way: 'eye', passes: 9, puzzles: 0, seconds: 90 }])
    const work = { sitekey, way: 'neither', passes: 1, puzzles: 96, seconds: 14 } as const
    await wayCounts.add(today, [work])
    const { passes } = await terminal.json<Facts>('site', 'show', sitekey)
    assert.deepEqual(passes, [
      { way: 'eye', passes: 9, share: 0.9, seconds_each: 10 },
      {
        way: 'neither',
        passes: 1,
        share: 0.1,
        seconds_each: 14,
        puzzles_each: 96,
        memory_mib: 16,
      },
    ])
    const { out } = await terminal.run('site', 'show', sitekey)
    assert.match(out, /1 by neither \(10\.0 %; each took 14 s, 96 puzzles of 16 MiB\)/)
  })
})
