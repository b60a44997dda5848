import type { LimitedAction, Limits } from '../../src/model/limit.ts'

/** Holds what a service is asked, as a slow line would, until a test lets it go. */
export type Gate = {
  /** What the service asks before it does anything. */
  take: Limits['take']
  /** Holds what is asked from now on, or what is asked for one action. */
  hold: (action?: LimitedAction) => void
  /** Lets what is held go, and holds what is asked next. */
  letGo: () => void
  /** Lets everything go. */
  release: () => void
}

/** Makes a gate that stands open. */
export function makeGate(): Gate {
  let held = Promise.withResolvers<void>()
  let only: LimitedAction | undefined
  held.resolve()
  const release = (): void => {
    held.resolve()
  }
  const hold: Gate['hold'] = (action) => {
    held = Promise.withResolvers()
    only = action
  }
  return {
    take: async (action) => {
      if (only === undefined || only === action) await held.promise
      return null
    },
    hold,
    letGo: () => {
      release()
      hold(only)
    },
    release,
  }
}
