const heldMax = 512

/** Pairs that have been drawn and whose next turn is not kept yet. Nobody else draws them. */
export type Reservations = {
  has(pairId: string): boolean
  /** How many there are. */
  size(): number
  take(pairId: string): void
  giveBack(pairIds: readonly string[]): void
}

/** Opens an empty set of reservations. If some are never given back, it forgets the oldest. */
export function openReservations(): Reservations {
  const held = new Set<string>()
  return {
    has: (id) => held.has(id),
    size: () => held.size,
    take: (id) => {
      held.add(id)
      const [oldest] = held
      if (held.size > heldMax && oldest !== undefined) held.delete(oldest)
    },
    giveBack: (ids) => {
      for (const id of ids) held.delete(id)
    },
  }
}
