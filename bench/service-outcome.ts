import { parse } from 'csv-parse/sync'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { round } from './crowd-rows.ts'
import { pagesIn, truthOf, type Archive } from './service-archive.ts'
import type { Told } from './service-crowd.ts'
import type { Asked, Inside } from './service-inside.ts'
import { command, type FastClock } from './service-process.ts'
import * as scoring from './service-score.ts'
import { readTexts } from './service-texts.ts'
import type { World } from './service-visitors.ts'

/** A world that is over: what was asked and told, and where its service keeps it. */
export type Over = {
  world: World
  corpus: string
  told: Told
  asked: readonly Asked[]
  inside: Inside
  archive: Archive
  dataDir: string
  clock: FastClock
}

/** What came of a world. */
export type Outcome = ReturnType<typeof tellOutcome>

/** Settles, exports and tells how good it is; the plain rules read the very same log. */
export function tellOutcome(over: Over) {
  const { world, corpus, told, asked, archive } = over
  const run: Run = (...argv) => command(over.dataDir, over.clock, ...argv)
  const [settled = {}] = run('labels', 'settle', '--corpus', corpus) as States[]
  const wanted = wantedOf(asked, archive)
  const out = exportInto(over, run)
  const { answers_per_item, rules } = compare(wanted, out)
  const final = statesThatStay.reduce((sum, state) => sum + (settled[state] ?? 0), 0)
  return {
    world: world.name,
    items: {
      wanted: wanted.length,
      known: asked.filter(({ isKnown }) => isKnown).length,
    },
    challenges: {
      asked: told.asked,
      answered: told.verdicts.size,
      passed: [...told.verdicts.values()].filter((state) => state === 'validated').length,
      reported: told.reported,
      per_settled_item: round(told.asked / final),
    },
    killed: lossOf(over),
    readings: settled,
    withdrawn: {
      ever: (run('labels', 'changes', '--corpus', corpus) as unknown[]).length,
      standing: out.withdrawn,
    },
    health: healthOf(run('labels', 'health', '--corpus', corpus) as Health),
    answers_per_item,
    rules,
    files: filesOf(archive, out),
  }
}

type Run = (...argv: string[]) => unknown
type States = Readonly<Record<string, number>>
const statesThatStay = ['accepted', 'contested', 'unreadable', 'rejected']

function wantedOf(asked: readonly Asked[], { truth }: Archive): scoring.Wanted[] {
  return asked.flatMap(({ itemId, region, isKnown, label }) => {
    const text = truthOf(truth, region)
    return isKnown || text === null ? [] : [{ itemId, machine: label, truth: text }]
  })
}

/** The folders of what was exported, the log, and how many readings stand withdrawn. */
type Exported = Record<'page' | 'alto' | 'csv' | 'log', string> & { withdrawn: number }

function exportInto({ dataDir, corpus }: Over, run: Run): Exported {
  const place = `${dataDir}-out`
  mkdirSync(place)
  const pathOf = (format: string): string => join(place, format)
  const [, , table] = ['page', 'alto', 'csv'].map((format) => {
    const how = ['--format', format, '--out', pathOf(format)]
    return run('labels', 'export', '--corpus', corpus, ...how) as { withdrawn: number }
  })
  const log = join(place, 'log.jsonl')
  run('labels', 'log', '--corpus', corpus, '--format', 'jsonl', '--out', log)
  const [page, alto, csv] = [pathOf('page'), pathOf('alto'), pathOf('csv')]
  return { page, alto, csv, log, withdrawn: table?.withdrawn ?? 0 }
}

function compare(wanted: readonly scoring.Wanted[], { csv, log: path }: Exported) {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  const log = lines.map((line) => JSON.parse(line) as scoring.LogLine)
  const plain = Object.entries(scoring.plainRules).map(
    ([name, rule]) => [name, scoring.score(wanted, scoring.readByRule(rule, wanted, log))] as const,
  )
  return {
    answers_per_item: scoring.countAnswers(wanted, log),
    rules: {
      archive: scoring.score(wanted, new Map()),
      engine: scoring.score(wanted, readingsIn(csv)),
      ...Object.fromEntries(plain),
    } as Record<string, scoring.Score>,
  }
}

// A cell that a spreadsheet would take for a formula has an apostrophe before it.
function readingsIn(folder: string): Map<string, string> {
  const rows: Record<string, string>[] = parse(readFileSync(join(folder, 'readings.csv')), {
    columns: true,
    bom: true,
  })
  return new Map(
    rows
      .filter(({ state }) => state === 'accepted')
      .map(({ item_id = '', value = '' }) => [item_id, value.replace(/^'(?=[=+\-@])/, '')]),
  )
}

// All texts of the archive's files, those that it had proved itself included.
function filesOf({ folder, truth }: Archive, { page, alto }: Exported) {
  const textsIn = (from: string) =>
    pagesIn(from).flatMap((path) => readTexts(path, readFileSync(join(from, path), 'utf8')))
  const judge = (texts: ReturnType<typeof textsIn>) =>
    scoring.errorsOf(
      texts.flatMap(({ region, text }) => {
        const right = truth.get(region)
        return right === undefined ? [] : [{ text: text ?? '', truth: right }]
      }),
    )
  const home = [...textsIn(page), ...textsIn(alto)]
  return { texts: home.length, before: judge(textsIn(folder)), after: judge(home) }
}

// Nothing that a visitor was told may be missing after the kill, and nothing be kept by halves.
function lossOf({ told, inside }: Over) {
  const kept = inside.verdicts()
  const stateOf = (id: string): string => (kept.get(id) === 'pass' ? 'validated' : 'rejected')
  const lost = [...told.verdicts].filter(([id, state]) => !kept.has(id) || stateOf(id) !== state)
  return {
    told: told.verdicts.size,
    lost: lost.length,
    kept_but_untold: told.keptUntold,
    answers: kept.size,
    ...inside.kept(),
    refused: Object.fromEntries(told.refused),
  }
}

type Health = {
  canaries: Record<'labels' | 'accepted' | 'accepted_accuracy' | 'calibration_error', number>
  networks: { all: number; held: number }
  pool: Record<string, number>
}

function healthOf({ canaries, networks, pool }: Health) {
  return { canaries, networks, pool }
}
