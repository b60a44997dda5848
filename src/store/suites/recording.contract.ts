import { globSync } from 'node:fs'
import type { Follow, Sql, Step } from '../sql/sql.ts'

/** An engine that also records which statements it runs. */
export function recordStatements(sql: Sql, run: Set<string>): Sql {
  const record = (step: Step): Step => {
    run.add(step.sql)
    return step
  }
  const recordAll = (step: Step | Follow): Step | Follow =>
    typeof step === 'function' ? (rows) => step(rows).map(record) : record(step)
  return {
    ...sql,
    read: (step) => {
      return sql.read(record(step))
    },
    write: (steps) => {
      return sql.write(steps.map(recordAll))
    },
  }
}

/** Every statement of the main store by its name, as the files of statements hold them. */
export async function readStatements(): Promise<Map<string, string>> {
  const folder = new URL('../sql/', import.meta.url)
  const all = new Map<string, string>()
  for (const file of globSync('*statements.ts', { cwd: folder })) {
    const exported = (await import(new URL(file, folder).href)) as Record<string, unknown>
    for (const [name, value] of Object.entries(exported)) {
      if (!name.endsWith('tatements')) continue
      for (const [key, sql] of Object.entries(value as Record<string, string>))
        all.set(`${name}.${key}`, sql)
    }
  }
  return all
}
