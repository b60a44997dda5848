const heldMax = 512

/** The couples that were drawn and whose showing is not kept yet: nobody else is to draw them. */
export type InHand = {
  has(coupleId: string): boolean
  /** How many there are. */
  size(): number
  take(coupleId: string): void
  giveBack(coupleIds: readonly string[]): void
}

/** Opens an empty hand; of what is never given back it forgets the oldest. */
export const openInHand = (): InHand => {
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
