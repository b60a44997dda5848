import { drawsMax } from '../../model/allowance.ts'
import { rowCounts } from './allowance-rows.ts'

// The first row gives PostgreSQL the types. Rows without a name fill the statement up.
function rowsOf(count: number, columns: number): string {
  const values = (first: string, other: string, n: number): string =>
    `(${n}, ${[first, ...Array.from({ length: columns - 1 }, () => other)].join(', ')})`
  return Array.from({ length: count }, (_, n) =>
    n === 0 ? values('CAST(? AS TEXT)', 'CAST(? AS BIGINT)', n) : values('?', '?', n),
  ).join(', ')
}

// Now is a row, so that it is one value.
const now = '(SELECT CAST(? AS BIGINT) AS now_ms) AS clock'

// What was left of the time until it is full is still to come.
const addCost = `ON CONFLICT (name) DO UPDATE SET full_at_ms = excluded.full_at_ms
    + CASE WHEN allowances.full_at_ms > ? THEN allowances.full_at_ms - ? ELSE 0 END`

// The rise is what a draw costs more when all is used; beyond the half, so much of it as is used. Of what is
// kept, so much is out of reach as is used of the draws from one place to another (`longestWaitOf`). SQLite would
// work the steps out anew for each row if they were not kept.
function drawAll(count: number): string {
  return `WITH draws (place, name, cost_ms, rise_ms, room_ms, kept_ms, kept_from, kept_to, weight)
      AS (VALUES ${rowsOf(count, 8)}),
    held AS MATERIALIZED (SELECT draws.*, now_ms,
        CASE WHEN full_at_ms > now_ms THEN full_at_ms - now_ms ELSE 0 END AS fill_ms
      FROM draws CROSS JOIN ${now} LEFT JOIN allowances AS kept ON kept.name = draws.name),
    priced AS MATERIALIZED (SELECT name, now_ms, fill_ms,
        cost_ms + CASE WHEN rise_ms <> 0 AND 2 * fill_ms > room_ms
          THEN CAST(rise_ms * (2 * fill_ms - room_ms) / room_ms AS BIGINT) ELSE 0 END AS cost_ms,
        room_ms - CASE WHEN kept_ms > 0
          THEN CAST(kept_ms * (SELECT MAX(own.weight * own.fill_ms / (own.fill_ms + own.room_ms / 20 + 1))
            FROM held AS own WHERE own.place BETWEEN held.kept_from AND held.kept_to) / 1000000 AS BIGINT)
          ELSE 0 END AS reach_ms
      FROM held WHERE name <> '')
    INSERT INTO allowances (name, full_at_ms)
    SELECT name, now_ms + cost_ms FROM priced WHERE cost_ms > 0 AND NOT EXISTS
      (SELECT 1 FROM priced AS asked WHERE asked.fill_ms > asked.reach_ms - asked.cost_ms)
    ${addCost} RETURNING name, full_at_ms`
}

function chargeAll(count: number): string {
  return `WITH draws (place, name, cost_ms) AS (VALUES ${rowsOf(count, 2)})
    INSERT INTO allowances (name, full_at_ms)
    SELECT name, now_ms + cost_ms FROM draws CROSS JOIN ${now} WHERE name <> '' ${addCost}`
}

const [few, some, many, most] = rowCounts

/** Every SQL statement on allowances; `?` marks a value. */
export const allowanceStatements = {
  drawFew: drawAll(few),
  drawSome: drawAll(some),
  drawMany: drawAll(many),
  drawMost: drawAll(most),
  chargeFew: chargeAll(few),
  chargeSome: chargeAll(some),
  chargeMany: chargeAll(most),
  findAllowances: `SELECT name, full_at_ms FROM allowances
    WHERE name IN (${Array.from({ length: drawsMax }, () => '?').join(', ')})`,
  sweepAllowances: `DELETE FROM allowances WHERE name IN
      (SELECT name FROM allowances WHERE full_at_ms <= ? LIMIT ?) RETURNING name`,
} as const
