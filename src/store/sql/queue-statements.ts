import { ownCorpus } from './corpus-statements.ts'

const queued = `corpus = ? AND role = 'unknown' AND stage = 'queued' AND supply = 'queued'`
function nameAfter(column: string): string {
  return `FROM items WHERE corpus = ${ownCorpus} AND role = ? AND stage = ? AND ${column} > ? ORDER BY ${column} LIMIT 1`
}
const countFirst = `SELECT COUNT(*) AS n, MAX(rank) AS last FROM (SELECT rank FROM items
    WHERE corpus = ${ownCorpus} AND role = ? AND stage = ?`
const firstOfArc = `AND rank >= ? AND rank < ? ORDER BY rank LIMIT ?) AS counted`

/** Every SQL statement on the queue of pictures; `?` marks a value. */
export const queueStatements = {
  nextLabel: `SELECT label AS name ${nameAfter('label')}`,
  nextAssignedClass: `SELECT assigned_class AS name ${nameAfter('assigned_class')}`,
  countOfLabel: `${countFirst} AND label = ? ${firstOfArc}`,
  countOfAssignedClass: `${countFirst} AND assigned_class = ? ${firstOfArc}`,
  nextQueued: `SELECT id FROM items WHERE ${queued} AND label IS NULL ORDER BY rank LIMIT ?`,
  nextQueuedOfGuess: `SELECT id FROM items WHERE ${queued} AND label = ? ORDER BY rank LIMIT ?`,
  moveUp: `UPDATE items SET stage = 'open', assigned_class = ?, rank = ?
    WHERE id = ? AND stage = 'queued' RETURNING id`,
  holdBackNew: `UPDATE items SET stage = 'queued' WHERE id IN (SELECT id FROM items WHERE corpus = ?
      AND role = 'unknown' AND stage = 'open' AND supply = 'queued' AND assigned_class IS NULL
      ORDER BY rank LIMIT ?) RETURNING id`,
  holdBack: `UPDATE items SET stage = 'queued', assigned_class = NULL WHERE id IN (SELECT id FROM items
      WHERE corpus = ? AND role = 'unknown' AND stage = 'open' AND assigned_class = ? AND is_seen = 0
      ORDER BY rank LIMIT ?) RETURNING id`,
} as const
