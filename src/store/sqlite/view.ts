import type Database from 'better-sqlite3'

/** How long reads may see the same view of the file. */
const viewMsMax = 20

/** What reads see of a file: `enter` before one, `leave` before a write. */
type View = { enter: () => void; leave: () => void }

/**
 * Lets the reads that follow each other without waiting for anything see the file as it is at the first of them, as
 * taking and giving back the lock for each costs more than a row. Nothing arrives meanwhile that could know of a
 * later commit. Whoever reads on and on is shown a new view now and then.
 */
export function openView(db: Database.Database): View {
  const begin = db.prepare('BEGIN')
  const end = db.prepare('COMMIT')
  let isOpen = false
  let sinceMs = 0
  const leave = (): void => {
    if (isOpen) end.run()
    isOpen = false
  }
  return {
    enter: () => {
      if (isOpen && performance.now() - sinceMs > viewMsMax) leave()
      if (isOpen) return
      begin.run()
      isOpen = true
      sinceMs = performance.now()
      // It runs once no promise is left that could go on.
      process.nextTick(leave)
    },
    leave,
  }
}
