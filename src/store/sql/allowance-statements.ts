import { drawsMax } from '../../model/allowance.ts'

// The first row gives PostgreSQL the types. Rows without a name fill the statement up.
const rows = Array.from({ length: drawsMax }, (_, n) =>
  n === 0
    ? '(CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT))'
    : '(?, ?, ?, ?, ?)',
).join(', ')

const draws = `WITH draws (name, cost_ms, rise_ms, room_ms, now_ms) AS (VALUES ${rows})`

// The rise is what a draw costs more when all is used; beyond the half, so much of it as is used.
const priced = `${draws}, priced AS (SELECT draws.name, room_ms, now_ms, cost_ms
      + CASE WHEN rise_ms > 0 AND 2 * (full_at_ms - now_ms) > room_ms
        THEN CAST(rise_ms * (2 * (full_at_ms - now_ms) - room_ms) / room_ms AS BIGINT) ELSE 0 END AS cost_ms
    FROM draws LEFT JOIN allowances AS held ON held.name = draws.name)`

// What was left of the time until it is full is still to come.
const addCost = `ON CONFLICT (name) DO UPDATE SET full_at_ms = excluded.full_at_ms
    + CASE WHEN allowances.full_at_ms > ? THEN allowances.full_at_ms - ? ELSE 0 END`

/** Every SQL statement on allowances; `?` marks a value. */
export const allowanceStatements = {
  drawAll: `${priced} INSERT INTO allowances (name, full_at_ms)
    SELECT name, now_ms + cost_ms FROM priced WHERE cost_ms > 0 AND NOT EXISTS
      (SELECT 1 FROM priced AS asked JOIN allowances AS kept ON kept.name = asked.name
        WHERE kept.full_at_ms > asked.now_ms + asked.room_ms - asked.cost_ms)
    ${addCost} RETURNING name, full_at_ms`,
  chargeAll: `${draws} INSERT INTO allowances (name, full_at_ms)
    SELECT name, now_ms + cost_ms FROM draws WHERE name <> '' ${addCost}`,
  findAllowances: `${draws} SELECT kept.name, kept.full_at_ms FROM draws JOIN allowances AS kept
    ON kept.name = draws.name`,
  sweepAllowances: `DELETE FROM allowances WHERE name IN
      (SELECT name FROM allowances WHERE full_at_ms <= ? LIMIT ?) RETURNING name`,
} as const
