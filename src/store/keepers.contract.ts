/** Two openings of one fresh keeper, as two processes would have it, and a clock to move. */
export type TwoKeepers<Keeper> = {
  one: Keeper
  other: Keeper
  moveClock(byMs: number): void
  close(): Promise<void>
}

/** Lends two openings of a fresh keeper to a test, and closes them whatever comes of it. */
export const lendKeepers =
  <Keeper>(open: () => Promise<TwoKeepers<Keeper>>) =>
  async (use: (keepers: TwoKeepers<Keeper>) => Promise<void>): Promise<void> => {
    const keepers = await open()
    try {
      await use(keepers)
    } finally {
      await keepers.close()
    }
  }
