/** Every SQL statement on counters; `?` marks a value. */
export const counterStatements = {
  count: `INSERT INTO counters (name, n, ends_at_ms) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET
      n = CASE WHEN counters.ends_at_ms <= ? THEN excluded.n ELSE counters.n + excluded.n END,
      ends_at_ms = CASE WHEN counters.ends_at_ms <= ? THEN excluded.ends_at_ms ELSE counters.ends_at_ms END
    RETURNING n`,
  takeOff: `UPDATE counters SET n = n - 1 WHERE name = ? AND n > 0`,
  readCount: `SELECT n FROM counters WHERE name = ? AND ends_at_ms > ?`,
  sweepCounters: `DELETE FROM counters WHERE name IN
      (SELECT name FROM counters WHERE ends_at_ms <= ? LIMIT ?) RETURNING name`,
} as const
