/** Two openings of one fresh store, as two processes would have it, and a clock to move. */
export type TwoStores<Stores> = {
  one: Stores
  other: Stores
  moveClock(byMs: number): void
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
