import type { Clock, Counters } from '../../src/model/stores.ts'

/** Counters in memory, for simulations of many hours. They pass the suite of all engines. */
export function countersInMemory(clock: Clock): Counters {
  const windows = new Map<string, { n: number; endsAtMs: number }>()
  const read = (key: string): number => {
    const window = windows.get(key)
    return window && window.endsAtMs > clock() ? window.n : 0
  }
  return {
    add: async (key, windowMs, by = 1) => {
      const window = windows.get(key)
      const isOpen = window !== undefined && window.endsAtMs > clock()
      const endsAtMs = isOpen ? window.endsAtMs : clock() + windowMs
      windows.set(key, { n: read(key) + by, endsAtMs })
      return read(key)
    },
    takeOff: async (key) => {
      const window = windows.get(key)
      if (window) window.n = Math.max(0, window.n - 1)
    },
    read: async (key) => read(key),
    sweep: async () => {
      const over = [...windows].filter(([, { endsAtMs }]) => endsAtMs <= clock())
      for (const [key] of over) windows.delete(key)
      return over.length
    },
  }
}
