import { step, type Row, type Sql } from '../sql/sql.ts'

/** All rows of all tables, by the name of the table. */
export type Tables = Readonly<Record<string, readonly Row[]>>

/** Keeps a row as a process leaves it that is killed in between. */
export async function insertRow(sql: Sql, table: string, row: Row): Promise<void> {
  const columns = Object.keys(row)
  const values = columns.map(() => '?').join(', ')
  const insert = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values})`
  await sql.write([step(insert, ...Object.values(row))])
}

/** Reads all tables that a statement names, each in one order. */
export async function readTables(sql: Sql, listTables: string): Promise<Tables> {
  const tables: Record<string, readonly Row[]> = {}
  for (const { name } of await sql.read(step(listTables))) {
    const rows = await sql.read(step(`SELECT * FROM ${String(name)}`))
    const order = (row: Row): string => JSON.stringify(row)
    tables[String(name)] = rows.toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
  }
  return tables
}
