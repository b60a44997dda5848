import type { Row } from '../sql/sql.ts'
import type { Tables } from './tables.contract.ts'

/** Two openings of one fresh store, as two processes would have it, and a clock to move. */
export type TwoStores<Stores> = {
  one: Stores
  other: Stores
  moveClock(byMs: number): void
  /** Everything that is kept, as the engine keeps it. */
  readTables(): Promise<Tables>
  /** Keeps a row as a process leaves it that is killed in between. */
  insertRow(table: string, row: Row): Promise<void>
  close(): Promise<void>
}

/** Provides a test with two openings of a fresh store, and always closes them. */
export function provideStores<Stores>(open: () => Promise<TwoStores<Stores>>) {
  return async (use: (stores: TwoStores<Stores>) => Promise<void>): Promise<void> => {
    const stores = await open()
    try {
      await use(stores)
    } finally {
      await stores.close()
    }
  }
}
