import { join } from 'node:path'
import { openDatabase } from '../../src/store/sql/open-database.ts'
import { openStore } from '../../src/store/sqlite/open-store.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'

/** What was asked of a store: statements run, and writes, each of which waits for a commit. */
export type StoreCounts = { statements: number; writes: number }

/** Gives what opens an embedded store that counts. */
export function countingStore(counts: StoreCounts): typeof openStore {
  return (context) => {
    const sql = openSqlite(join(context.dataDir, 'incipit.sqlite'))
    const counted: typeof sql = {
      ...sql,
      read: (step) => {
        counts.statements += 1
        return sql.read(step)
      },
      write: async (steps) => {
        counts.writes += 1
        const rows = await sql.write(steps)
        counts.statements += rows.length
        return rows
      },
    }
    const store = openStore(context)
    const close = async (): Promise<void> => {
      await sql.close()
      await store.close()
    }
    return { ...store, ...openDatabase(counted, context.clock, context.random), close }
  }
}
