import { parse } from 'csv-parse/sync'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { round } from './crowd-rows.ts'
import { pagesIn, truthOf, type Archive } from './service-archive.ts'
import type { VisitLog } from './service-crowd.ts'
import type { Asked, Inside } from './service-inside.ts'
import { command, type FastClock } from './service-process.ts'
import * as scoring from './service-score.ts'
import { readTexts } from './service-texts.ts'
import type { World } from './service-visitors.ts'

/** The finished run of a world: what was asked, what visitors received, and where the service's data are. */
export type FinishedRun = {
  world: World
  corpus: string
  visits: VisitLog
  asked: readonly Asked[]
  inside: Inside
  archive: Archive
  dataDir: string
  clock: FastClock
}

/** The measured outcome of a world. */
export type Outcome = ReturnType<typeof measureOutcome>

/** Settles, exports and measures the quality; the plain rules read the same log. */
export function measureOutcome(finished: FinishedRun) {
  const { world, corpus, visits, asked, archive } = finished
  const run: Run = (...argv) => command(finished.dataDir, finished.clock, ...argv)
  const [settled = {}] = run('labels', 'settle', '--corpus', corpus) as States[]
  const wanted = wantedOf(asked, archive)
  const out = exportInto(finished, run)
  const { answers_per_item, rules } = compare(wanted, out)
  const final = statesThatStay.reduce((sum, state) => sum + (settled[state] ?? 0), 0)
  return {
    world: world.name,
    items: {
      wanted: wanted.length,
      known: asked.filter(({ isKnown }) => isKnown).length,
    },
    challenges: {
      asked: visits.asked,
      answered: visits.verdicts.size,
      passed: [...visits.verdicts.values()].filter((state) => state === 'validated').length,
      reported: visits.reported,
      per_settled_item: round(visits.asked / final),
    },
    killed: lossOf(finished),
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

/** The exported folders, the log, and how many readings are withdrawn. */
type Exported = Record<'page' | 'alto' | 'csv' | 'log', string> & { withdrawn: number }

function exportInto({ dataDir, corpus }: FinishedRun, run: Run): Exported {
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

// The export puts an apostrophe before a cell that a spreadsheet would take for a formula.
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

// All texts of the archive's files, including those that the archive had proved itself.
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

// After the kill no verdict that a visitor received may be missing, and no answer may be stored in part.
function lossOf({ visits, inside }: FinishedRun) {
  const kept = inside.verdicts()
  const stateOf = (id: string): string => (kept.get(id) === 'pass' ? 'validated' : 'rejected')
  const lost = [...visits.verdicts].filter(([id, state]) => !kept.has(id) || stateOf(id) !== state)
  return {
    received: visits.verdicts.size,
    lost: lost.length,
    kept_unconfirmed: visits.keptUnconfirmed,
    answers: kept.size,
    ...inside.kept(),
    refused: Object.fromEntries(visits.refused),
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
