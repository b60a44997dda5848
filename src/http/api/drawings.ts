import type { FairQueue } from '../../model/limit.ts'

/** About 10 kB each. */
const keptMax = 1_000

/** What is drawn or converted for a request, once for each name. */
export type Drawings = {
  /** What has that name; if it was not drawn yet, when it is the holder's turn. Null if too much is waiting. */
  get(name: string, holder: string, draw: () => Promise<Uint8Array>): Promise<Uint8Array> | null
}

/**
 * Opens the drawings of one process. Requests for the same picture share one drawing, and it is kept for a while,
 * so that asking for it again costs nothing.
 */
export function openDrawings(queue: FairQueue): Drawings {
  const kept = new Map<string, Promise<Uint8Array>>()

  function keep(name: string, drawing: Promise<Uint8Array>): void {
    const [oldest] = kept.keys()
    if (kept.size >= keptMax && oldest !== undefined) kept.delete(oldest)
    kept.set(name, drawing)
    drawing.catch(() => kept.delete(name))
  }

  return {
    get: (name, holder, draw) => {
      const known = kept.get(name)
      if (known) return known
      const turn = queue.enter(holder)
      if (!turn) return null
      const drawing = turn.then((leave) => draw().finally(leave))
      keep(name, drawing)
      return drawing
    },
  }
}
