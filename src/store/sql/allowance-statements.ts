import { rowCounts } from './allowance-rows.ts'

function find(count: number): string {
  return `SELECT name, full_at_ms FROM allowances
    WHERE name IN (${Array<string>(count).fill('?').join(', ')})`
}

// The first row gives PostgreSQL the types. Rows without a name fill the statement up.
function rowsOf(count: number): string {
  return Array.from({ length: count }, (_, n) =>
    n === 0 ? '(CAST(? AS TEXT), CAST(? AS BIGINT))' : '(?, ?)',
  ).join(', ')
}

function keep(count: number): string {
  return `WITH drawn (name, full_at_ms) AS (VALUES ${rowsOf(count)})
    INSERT INTO allowances (name, full_at_ms) SELECT name, full_at_ms FROM drawn WHERE name <> ''
    ON CONFLICT (name) DO UPDATE SET full_at_ms = excluded.full_at_ms`
}

// What was left of the time until it is full is still to come. Now is a row, so that it is one value.
function charge(count: number): string {
  return `WITH draws (name, cost_ms) AS (VALUES ${rowsOf(count)})
    INSERT INTO allowances (name, full_at_ms)
    SELECT name, now_ms + cost_ms FROM draws CROSS JOIN (SELECT CAST(? AS BIGINT) AS now_ms) AS clock
    WHERE name <> '' ON CONFLICT (name) DO UPDATE SET full_at_ms = excluded.full_at_ms
      + CASE WHEN allowances.full_at_ms > ? THEN allowances.full_at_ms - ? ELSE 0 END`
}

const [few, some, many, most] = rowCounts

/** Every SQL statement on allowances; `?` marks a value. */
export const allowanceStatements = {
  findFew: find(few),
  findSome: find(some),
  findMany: find(many),
  findMost: find(most),
  keepFew: keep(few),
  keepSome: keep(some),
  keepMany: keep(many),
  keepMost: keep(most),
  chargeFew: charge(few),
  chargeSome: charge(some),
  chargeMost: charge(most),
  // There is no index on the time: it would be written with each row that is drawn on, some twenty for a challenge.
  nextAllowances: `SELECT MAX(name) AS last, SUM(CASE WHEN full_at_ms <= ? THEN 1 ELSE 0 END) AS n
    FROM (SELECT name, full_at_ms FROM allowances WHERE name > ? ORDER BY name LIMIT ?) AS next`,
  sweepAllowances: `DELETE FROM allowances WHERE name > ? AND name <= ? AND full_at_ms <= ? RETURNING name`,
} as const
