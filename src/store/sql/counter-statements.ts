/** Every SQL statement on counters; `?` marks a value. */
export const counterStatements = {
  count: `INSERT INTO counters (name, n, ends_at_ms) VALUES (?, 1, ?) ON CONFLICT (name) DO UPDATE SET
      n = CASE WHEN counters.ends_at_ms <= ? THEN 1 ELSE counters.n + 1 END,
      ends_at_ms = CASE WHEN counters.ends_at_ms <= ? THEN excluded.ends_at_ms ELSE counters.ends_at_ms END
    RETURNING n`,
  sweepCounters: `DELETE FROM counters WHERE name IN
      (SELECT name FROM counters WHERE ends_at_ms <= ? LIMIT ?) RETURNING name`,
} as const
