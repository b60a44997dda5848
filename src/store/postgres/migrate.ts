import { readdirSync, readFileSync } from 'node:fs'
import type { PoolClient } from 'pg'
import { migrationStatements, stepsInPostgres } from './migration-statements.ts'

/** Migrates the tables to this version; if several processes try, one does it. */
export async function migrate(client: PoolClient): Promise<void> {
  await client.query(migrationStatements.lock)
  const [order] = (await client.query<{ is_by_code: boolean }>(migrationStatements.checkOrder)).rows
  if (!order?.is_by_code)
    throw new Error(
      'The PostgreSQL database must be created with ENCODING UTF8 and LC_COLLATE C, so that texts are sorted by code point.',
    )
  await client.query(migrationStatements.addTable)
  const [row] = (await client.query<{ done: number }>(migrationStatements.find)).rows
  const done = row?.done ?? 0
  const steps = readSteps()
  if (done > steps.length)
    throw new Error(
      `The database was written by a newer version of Incipit (migration ${done}; this version has ${steps.length}).`,
    )
  for (const step of steps.slice(done)) await client.query(step)
  await client.query(migrationStatements.keep, [steps.length])
}

/** Every step, in the SQL of PostgreSQL. */
export function readSteps(): string[] {
  const folder = new URL('../sql/migrations/', import.meta.url)
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
  return files.map((name) => speakPostgres(readFileSync(new URL(name, folder), 'utf8')))
}

/** A step in which statements that only SQLite understands are replaced. */
function speakPostgres(step: string): string {
  return step
    .split(/;\n/)
    .map((statement) => {
      const own = stepsInPostgres.find(({ begins }) => statement.trim().startsWith(begins))
      return own ? own.statement : statement
    })
    .join(';\n')
}
