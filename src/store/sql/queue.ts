import { drawUnit } from '../../model/chance.ts'
import type { Arc } from '../../model/exposure.ts'
import type { ClassCount, Queue } from '../../model/queue.ts'
import type { Random } from '../../model/stores.ts'
import { step, type Row, type Sql } from './sql.ts'
import { queueStatements } from './queue-statements.ts'

const classesMax = 1_000
/** How many items are looked at for all counts of a corpus, and the fewest for each class. */
const countedMax = 20_000
const countedLeast = 200

/** The queue of unknown items kept in an SQL engine; `random` gives items that move up a new place. */
export function openQueue(sql: Sql, random: Random): Queue {
  return {
    countClasses: (organisation, corpus, arc = { from: 0, to: 1 }) =>
      countClasses(sql, { organisation, corpus, arc }),
    queuedGuesses: (organisation, corpus) =>
      listNames(sql, queueStatements.nextLabel, [corpus, organisation, 'unknown', 'queued']),
    moveUp: async (corpus, guess, classes) => {
      const next = await (guess === null
        ? sql.read(step(queueStatements.nextQueued, corpus, classes.length))
        : sql.read(step(queueStatements.nextQueuedOfGuess, corpus, guess, classes.length)))
      const steps = next.map((row, at) =>
        step(queueStatements.moveUp, classes[at] ?? null, drawUnit(random), row['id'] ?? null),
      )
      return countRows(await sql.write(steps))
    },
    holdBackNew: async (corpus, count) =>
      countRows(await sql.write([step(queueStatements.holdBackNew, corpus, count)])),
    holdBack: async (corpus, from, count) =>
      countRows(await sql.write([step(queueStatements.holdBack, corpus, from, count)])),
  }
}

function countRows(rows: readonly Row[][]): number {
  return rows.flat().length
}

type Part = readonly [corpus: string, organisation: string, role: string, stage: string]

async function countClasses(
  sql: Sql,
  { organisation, corpus, arc }: { organisation: string; corpus: string; arc: Arc },
): Promise<ClassCount[]> {
  const parts = {
    open: [corpus, organisation, 'known', 'open'],
    retired: [corpus, organisation, 'known', 'retired'],
    unknown: [corpus, organisation, 'unknown', 'open'],
  } as const
  const names = [
    ...new Set([
      ...(await listNames(sql, queueStatements.nextLabel, parts.open)),
      ...(await listNames(sql, queueStatements.nextLabel, parts.retired)),
      ...(await listNames(sql, queueStatements.nextAssignedClass, parts.unknown)),
    ]),
  ].toSorted()
  const most = Math.max(countedLeast, Math.floor(countedMax / Math.max(1, names.length)))
  const counts: ClassCount[] = []
  for (const name of names) {
    const known = { arc, name, most, sql: queueStatements.countOfLabel }
    const open = await countPart(sql, parts.open, known)
    const retired = await countPart(sql, parts.retired, known)
    const assignedClass = { arc, name, most, sql: queueStatements.countOfAssignedClass }
    const unknown = await countPart(sql, parts.unknown, assignedClass)
    counts.push({ name, known: open + retired, unknown })
  }
  return counts
}

// One index lookup for each name: items are not counted.
async function listNames(sql: Sql, statement: string, part: Part): Promise<string[]> {
  const names: string[] = []
  while (names.length < classesMax) {
    const [row] = await sql.read(step(statement, ...part, names.at(-1) ?? ''))
    if (!row) break
    names.push(String(row['name']))
  }
  return names
}

// Places in the shuffled order are spread evenly over an arc: where the last of the first so many lies says how
// many there are, within a few in a hundred.
async function countPart(
  sql: Sql,
  part: Part,
  of: { arc: Arc; name: string; most: number; sql: string },
): Promise<number> {
  const { from, to } = of.arc
  const [row] = await sql.read(step(of.sql, ...part, of.name, from, to, of.most))
  const n = Number(row?.['n'] ?? 0)
  const passed = Number(row?.['last'] ?? from) - from
  return n < of.most || passed === 0 ? n : Math.round((n * (to - from)) / passed)
}
