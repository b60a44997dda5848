/** Adds a row of `secrets`; its values or a query follow. */
export const newSecret = `INSERT INTO secrets (id, name, organisation, sha256, sitekeys, created_at_ms, expires_at_ms)`
const activeFirst = `ORDER BY CASE WHEN expires_at_ms IS NULL OR expires_at_ms > ? THEN 0 ELSE 1 END,
    created_at_ms DESC, id LIMIT ?`

/** Every SQL statement on secrets; `?` marks a value. */
export const secretStatements = {
  addSecret: `${newSecret} VALUES (?, ?, ?, ?, ?, ?, ?)`,
  findSecret: `SELECT * FROM secrets WHERE sha256 = ?`,
  findSecretById: `SELECT * FROM secrets WHERE id = ? AND organisation = ?`,
  listSecrets: `SELECT * FROM secrets WHERE organisation = ? ${activeFirst}`,
  endSecret: `UPDATE secrets SET expires_at_ms = ?
    WHERE id = ? AND organisation = ? AND (expires_at_ms IS NULL OR expires_at_ms > ?)`,
  assignSecret: `UPDATE secrets SET sitekeys = ? WHERE id = ? AND organisation = ?`,
  moveSecret: `UPDATE secrets SET organisation = ? WHERE id = ? AND organisation = ?`,
} as const
