import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { TestContext } from 'node:test'
import type { SettleContext } from '../../src/labels/settle-session.ts'
import type { Answer, Label } from '../../src/model/answer.ts'
import type { Item } from '../../src/model/item.ts'
import type { NetworkRecord, KeptFit } from '../../src/model/fit.ts'
import {
  readingStates,
  type Reading,
  type ReadItem,
  type Readings,
} from '../../src/model/reading.ts'
import type { Store } from '../../src/model/store.ts'
import { openStore } from '../../src/store/sqlite/open-store.ts'
import { corpus, item, source } from '../../src/store/suites/examples.contract.ts'
import { mistype, openDice } from './answers.ts'
import { kinds } from '../../src/kinds/kinds.ts'
import { makeDataDir } from './data-dir.ts'

/** A store in which readings are settled, and a clock to move. */
export type SettlingFixture = {
  store: Store
  context: SettleContext
  dataDir: string
  moveClock(byMs: number): void
}

/** A visitor's answers in one challenge. */
export type Entry = { answer: Answer; labels: readonly Label[] }

/** Makes a store with a corpus of some unknown items and ten known ones. */
export async function openSettling(t: TestContext, unknown: number): Promise<SettlingFixture> {
  const dataDir = makeDataDir()
  let now = Date.UTC(2026, 0, 3)
  const clock = (): number => now
  const store = openStore({ dataDir, clock, random: randomBytes })
  t.after(async () => {
    await store.close()
    rmSync(dataDir, { recursive: true })
  })
  await store.corpora.add(corpus)
  await store.sources.add('main', source, [
    ...Array.from({ length: unknown }, (_, n) => unreadItem(n)),
    ...Array.from({ length: knownCount }, (_, n) => item(`known-${n}`)),
  ])
  const context = { ...store, clock, random: randomBytes, kinds }
  return { store, context, dataDir, moveClock: (byMs) => (now += byMs) }
}

const knownCount = 10
const secondMs = 1_000
const networks = 30

function unreadItem(n: number): Item {
  return item(`item-${n}`, { status: 'unknown', label: null })
}

/** Answers of visitors who read most words rightly; the same for the same seed. */
export function makeLog(challenges: number, unknown: number, seed = 1): Entry[] {
  const dice = openDice(seed)
  const draw = (below: number): number => Math.floor(dice() * below)
  return Array.from({ length: challenges }, (_, n): Entry => {
    const isRight = dice() < 0.9
    const place = draw(unknown)
    const word = `Reichsthaler${place}`
    const common = {
      challengeId: `challenge ${String(draw(1_000_000)).padStart(6, '0')} ${n}`,
      corpus: corpus.name,
      keyword: null,
      verdict: isRight ? ('pass' as const) : ('fail' as const),
      networkHash: `network ${draw(networks)}`,
      elapsedMs: 4_000,
    }
    const givenAtMs = Date.UTC(2026, 0, 2) + n * secondMs
    const known = [{ itemId: `known-${draw(knownCount)}`, given: 'x', isRight }]
    const given = dice() < (isRight ? 0.9 : 0.3) ? word : mistype(word, dice)
    const label = { ...common, itemId: `item-${place}`, given, givenAtMs }
    const facts = { contract: 'ocapi', sitekey: 'site', kind: corpus.kind, known } as const
    return {
      answer: { ...common, ...facts, answeredAtMs: givenAtMs },
      labels: [{ ...label, weight: isRight ? 1 : 0, knownAsked: 1 }],
    }
  })
}

/** The same entries from a time on, one each second. */
export function givenFrom(entries: readonly Entry[], fromMs: number): Entry[] {
  return entries.map(({ answer, labels }, n) => {
    const givenAtMs = fromMs + n * secondMs
    const challengeId = `${answer.challengeId} at ${givenAtMs}`
    return {
      answer: { ...answer, challengeId, answeredAtMs: givenAtMs },
      labels: labels.map((label) => ({ ...label, challengeId, givenAtMs })),
    }
  })
}

/** Stores entries in the log. */
export async function keepLog({ answers }: Store, entries: readonly Entry[]): Promise<void> {
  await Promise.all(entries.map(({ answer, labels }) => answers.keep(answer, labels)))
}

/** Everything derived from the log: the fit, its records, and the readings. */
export type Made = { fit: KeptFit | null; records: NetworkRecord[]; readings: (Reading | null)[] }

/** Reads everything derived from the test corpus's log. */
export async function readMade({ fits, readings }: Store): Promise<Made> {
  const listed: ReadItem[] = []
  for (const state of readingStates)
    listed.push(
      ...(await readings.list('main', corpus.name, { state: state, after: '', limit: 10_000 })),
    )
  return {
    fit: await fits.find('main', corpus.name),
    records: await fits.listRecords('main', corpus.name, '', 10_000),
    readings: listed.map(({ reading }) => reading),
  }
}

/** The readings store of a process that is killed before its n-th commit. */
export function killedAt(readings: Readings, commit: number): Readings {
  let commits = 0
  const keep: Readings['keep'] = (changes, settled) => {
    commits += 1
    return commits < commit ? readings.keep(changes, settled) : Promise.reject(new Error('killed'))
  }
  return { ...readings, keep }
}
