/** Every SQL statement on the keys and salts of the service, and the check of the store; `?` marks a value. */
export const keyStatements = {
  addSalt: `INSERT INTO salts (day, salt) VALUES (?, ?) ON CONFLICT (day) DO NOTHING`,
  findSalt: `SELECT salt FROM salts WHERE day = ?`,
  forgetSalts: `DELETE FROM salts WHERE day < ?`,
  addKey: `INSERT INTO keys (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING`,
  findKey: `SELECT value FROM keys WHERE name = ?`,
  check: `INSERT INTO checks (id, checked_at_ms) VALUES (1, ?)
    ON CONFLICT (id) DO UPDATE SET checked_at_ms = excluded.checked_at_ms`,
} as const
