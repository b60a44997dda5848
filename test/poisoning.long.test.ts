import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Item } from '../src/model/item.ts'
import { corpus, item, source } from '../src/store/suites/examples.contract.ts'
import { answerItems, truthOf, type Attack } from './setup/attack.ts'
import { fakeTerminal, type FakeTerminal } from './setup/terminal.ts'

let terminal: FakeTerminal

function idsOf(what: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => `${what} ${String(n).padStart(3, '0')}`)
}

const unknown = idsOf('unknown', 200).map((id) => item(id, { status: 'unknown', label: null }))
const canaries = idsOf('canary', 60).map((id) => item(id, { label: truthOf(id) }))
const controls = idsOf('known', 20).map((id) => item(id, { label: truthOf(id) }))

const attack: Attack = {
  corpus,
  seed: 7,
  networks: 40,
  bots: 8,
  answersPerItem: 8,
  botsPass: 0.9,
}

beforeEach(async () => {
  terminal = fakeTerminal()
  await terminal.store.corpora.add(corpus)
  await terminal.store.sources.add('main', source, [...unknown, ...canaries, ...controls])
})
afterEach(() => terminal.close())

async function answer(items: readonly Item[], change: Partial<Attack> = {}): Promise<void> {
  const fromMs = terminal.now()
  const of = { items, controls, fromMs }
  const lastMs = await answerItems(terminal.store.answers, { ...attack, ...change }, of)
  terminal.moveClock(lastMs - fromMs + 1_000)
}

async function settle(...flags: string[]): Promise<void> {
  await terminal.run('labels', 'settle', '--corpus', 'letters', ...flags)
  terminal.moveClock(1_000)
}

/** The number of accepted unknown items, and how many of these are wrong. */
async function countAccepted(): Promise<{ accepted: number; wrong: number }> {
  const readings = await terminal.store.readings.findAll(
    'main',
    'letters',
    unknown.map(({ id }) => id),
  )
  const accepted = readings.filter(({ state }) => state === 'accepted')
  return {
    accepted: accepted.length,
    wrong: accepted.filter(({ itemId, text }) => text !== truthOf(itemId)).length,
  }
}

async function heldNetworks(): Promise<string[]> {
  const records = await terminal.store.fits.listRecords('main', 'letters', '', 1_000)
  return records.filter(({ isHeld }) => isHeld).map(({ networkHash }) => networkHash)
}

type Health = {
  verdict: string
  is_suspicious: boolean
  canaries: { labels: number; accepted: number; accepted_accuracy: number | null }
  attack_share: number
}

function health() {
  return terminal.json<Health>('labels', 'health', '--corpus', 'letters')
}

describe('a corpus that a fifth of the networks poisons', () => {
  test('accepts almost nothing wrong, holds only the bots, and reports it', async () => {
    await answer([...unknown, ...canaries])
    await settle('--again')
    const { accepted, wrong } = await countAccepted()
    assert.ok(accepted >= 0.9 * unknown.length, `${accepted} are accepted`)
    assert.ok(wrong <= 0.01 * accepted, `${wrong} of ${accepted} are wrong`)
    assert.deepEqual(await heldNetworks(), idsOfBots)
    const { verdict, is_suspicious: isSuspicious, attack_share: share } = await health()
    assert.match(verdict, /8 networks with \d+ labels are held/)
    assert.ok(isSuspicious && share > 0.1, `${share}`)
  })

  test('withdraws accepted answers of bots when canaries expose them, and reports it to the archive', async () => {
    // Few people have answered yet, so bots are in the majority.
    const early = unknown.slice(0, 40)
    await answer(early, { networks: 14, answersPerItem: 6 })
    await settle('--again')
    const before = await countAccepted()
    assert.ok(before.wrong >= 30, `${before.wrong} of ${early.length} are wrong at first`)
    await answer([...unknown.slice(40), ...canaries], { seed: 8 })
    const fromMs = terminal.now()
    await settle('--again')
    const after = await countAccepted()
    assert.deepEqual(await heldNetworks(), idsOfBots)
    assert.ok(after.wrong <= 0.01 * after.accepted, `${after.wrong} of ${after.accepted}`)
    const withdrawn = await terminal.store.readings.listWithdrawn('main', 'letters', {
      fromMs: fromMs,
      limit: 1_000,
    })
    assert.ok(withdrawn.length >= before.wrong, `${withdrawn.length} are withdrawn`)
    assert.ok(withdrawn.every(({ cause, wasText, text }) => cause === 'refit' && wasText !== text))
    const { verdict } = await health()
    assert.match(verdict, /withdrawn or changed: \d+ accepted readings/)
  })
})

const idsOfBots = Array.from({ length: attack.bots }, (_, n) => `bot ${n}`)

describe('a corpus that nobody poisons', () => {
  test('holds nobody and reports nothing suspicious', async () => {
    await answer([...unknown, ...canaries], { bots: 0 })
    await settle('--again')
    assert.deepEqual(await heldNetworks(), [])
    const { verdict, is_suspicious: isSuspicious, canaries: found } = await health()
    assert.match(verdict, /^Nothing suspicious/)
    assert.equal(isSuspicious, false)
    assert.ok(found.accepted > 50 && found.accepted_accuracy === 1, JSON.stringify(found))
  })
})

// Behaviour is observed to secure a form; weighing labels by it would be a second purpose.
test('the weight of a label cannot depend on how a visitor behaved', () => {
  const root = fileURLToPath(new URL('../src/labels/', import.meta.url))
  const files = globSync('**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'))
  assert.ok(files.length > 10)
  for (const file of files)
    assert.doesNotMatch(readFileSync(root + file, 'utf8'), /elapsed|score_reason|riskScore/i, file)
})
