import Database from 'better-sqlite3'
import { join } from 'node:path'

/** The item behind a picture of a challenge, which no visitor learns. */
export type Shown = { imageId: string; itemId: string; role: 'known' | 'unknown'; region: string }

/** An item that the service asks, as the archive gave it. */
export type Asked = { itemId: string; region: string; isKnown: boolean; label: string | null }

/** The number of readings in each state. */
export type States = Readonly<Record<string, number>>

/**
 * Reads the service's store: which item each picture shows, for the simulated visitors, and what was stored, for
 * the bench. Nothing is written.
 */
export type Inside = {
  /** The pictures of an open challenge. */
  shownIn: (challengeId: string) => Shown[]
  asked: () => Asked[]
  states: () => States
  /** The challenges whose answers were stored, and their verdicts. */
  verdicts: () => Map<string, string>
  /** The number of stored labels, and of stored answers to known items. */
  kept: () => { labels: number; known: number }
  close: () => void
}

/** Opens the store of a data folder for reading. */
export function openInside(dataDir: string): Inside {
  const store = new Database(join(dataDir, 'incipit.sqlite'), { readonly: true })
  const ticket = store.prepare("SELECT body FROM tickets WHERE kind = 'challenge' AND id = ?")
  const regionOf = store.prepare('SELECT region FROM items WHERE id = ?').pluck()
  const count = (table: 'labels' | 'known_answers'): number =>
    store.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
  return {
    shownIn(challengeId) {
      const { body } = ticket.get(challengeId) as { body: string }
      const { items } = JSON.parse(body) as { items: Omit<Shown, 'region'>[] }
      return items.map(({ imageId, itemId, role }) => {
        const region = regionOf.get(itemId) as string
        return { imageId, itemId, role, region }
      })
    },
    asked: () => (store.prepare(askedItems).all() as AskedRow[]).map(askedOf),
    states: () =>
      Object.fromEntries(store.prepare(statesOfReadings).raw().all() as [string, number][]),
    verdicts: () =>
      new Map(
        store.prepare('SELECT challenge_id, verdict FROM answers').raw().all() as [
          string,
          string,
        ][],
      ),
    kept: () => ({ labels: count('labels'), known: count('known_answers') }),
    close: () => store.close(),
  }
}

type AskedRow = { id: string; region: string; status: string; label: string | null }

const askedItems = `SELECT id, region, COALESCE(archive_status, status) AS status,
    CASE WHEN archive_status IS NULL THEN label ELSE archive_label END AS label
  FROM items WHERE stage IN ('open', 'retired', 'reported')`

const statesOfReadings = `SELECT state, count(*) FROM readings
  JOIN items ON items.id = item_id AND COALESCE(archive_status, status) <> 'known' GROUP BY state`

function askedOf({ id, region, status, label }: AskedRow): Asked {
  return {
    itemId: id,
    region,
    isKnown: status === 'known',
    label,
  }
}
