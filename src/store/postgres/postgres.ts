import { DatabaseError, Pool, TypeOverrides, type PoolClient, type QueryConfig } from 'pg'
import { setTimeout as wait } from 'node:timers/promises'
import { tableSizeOf, type Follow, type Row, type Sql, type Step } from '../sql/sql.ts'
import { migrate } from './migrate.ts'
import { postgresSizeStatements } from './size-statements.ts'

const connectionsMax = 8
const statementTimeoutMs = 60_000
/** How often a commit is tried when others conflict with it. */
const triesMax = 100
const pauseMsMax = 20
/** SQLSTATE: serialization_failure and deadlock_detected. Such a commit left nothing behind. */
const inTheWay = new Set(['40001', '40P01'])
/** The types of PostgreSQL that hold whole numbers and sums: bigint and numeric. */
const numberTypes = [20, 1700] as const

/**
 * Opens (and if needed creates or migrates) a PostgreSQL database at an address; several processes may have
 * it open. A write is a serializable transaction: the result is as if all were made one after another, and a
 * write that conflicts with others is tried again.
 */
export async function openPostgres(url: string): Promise<Sql> {
  const types = new TypeOverrides()
  for (const type of numberTypes) types.setTypeParser(type, Number)
  const pool = new Pool({
    connectionString: url,
    max: connectionsMax,
    statement_timeout: statementTimeoutMs,
    types,
  })
  // A connection that breaks while idle is replaced when the next caller needs one.
  pool.on('error', () => {})
  try {
    await inTransaction(pool, 'READ COMMITTED', migrate)
  } catch (cause) {
    await pool.end()
    throw cause
  }
  const spoken = openStatements()
  return {
    read: async (step) => (await pool.query<Row>(spoken(step))).rows,
    write: (steps) =>
      commitOver(pool, async (client) => {
        const rows: Row[][] = []
        await runSteps(async (step) => (await client.query<Row>(spoken(step))).rows, steps, rows)
        return rows
      }),
    measureTables: async () => {
      const { rows } = await pool.query<Row>(postgresSizeStatements.measureTables)
      return rows.map(tableSizeOf)
    },
    measureFree: async () => null,
    close: () => pool.end(),
  }
}

async function runSteps(
  run: (step: Step) => Promise<Row[]>,
  steps: readonly (Step | Follow)[],
  rows: Row[][],
): Promise<void> {
  for (const step of steps) {
    if (typeof step === 'function') {
      await runSteps(run, step(rows), rows)
      continue
    }
    const found = await run(step)
    rows.push(found)
    if (step.isGate && found.length === 0) break
  }
}

type Work<Result> = (client: PoolClient) => Promise<Result>

async function commitOver<Result>(pool: Pool, work: Work<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await inTransaction(pool, 'SERIALIZABLE', work)
    } catch (cause) {
      if (tries === triesMax || !isInTheWay(cause)) throw cause
      await wait(Math.random() * Math.min(tries, pauseMsMax))
    }
  }
}

function isInTheWay(cause: unknown): boolean {
  return cause instanceof DatabaseError && inTheWay.has(cause.code ?? '')
}

async function inTransaction<Result>(
  pool: Pool,
  isolation: 'READ COMMITTED' | 'SERIALIZABLE',
  work: Work<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let broken: unknown = null
  try {
    await client.query(`BEGIN ISOLATION LEVEL ${isolation}`)
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (cause) {
    await client.query('ROLLBACK').catch((failed: unknown) => (broken = failed))
    throw cause
  } finally {
    client.release(broken !== null)
  }
}

/** Gives each statement its numbered values and a name, so that a connection prepares it once. */
function openStatements(): (step: Step) => QueryConfig {
  const known = new Map<string, { name: string; text: string }>()
  return ({ sql, values }) => {
    const found = known.get(sql) ?? { name: `statement_${known.size}`, text: numberValues(sql) }
    known.set(sql, found)
    return { ...found, values: [...values] }
  }
}

/** `?` marks a value in the statements of the store; PostgreSQL counts them from `$1`. */
export function numberValues(sql: string): string {
  let count = 0
  return sql.replaceAll('?', () => `$${(count += 1)}`)
}
