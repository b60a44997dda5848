/** Adds a row of `audit`; its values or a query follow. */
export const newAudit = `INSERT INTO audit (id, at_ms, organisation, action, subject, detail, actor)`

/** Every SQL statement on the audit; `?` marks a value. */
export const auditStatements = {
  addAudit: `${newAudit} VALUES (?, ?, ?, ?, ?, ?, ?)`,
  listAudit: `SELECT * FROM audit WHERE organisation = ? ORDER BY at_ms DESC, id LIMIT ?`,
  listWholeAudit: `SELECT * FROM audit ORDER BY at_ms DESC, id LIMIT ?`,
} as const
