const standing = `(id = ? OR (id > ? AND id < ?)) AND lifted_at_ms IS NULL`

/** Every SQL statement on recalls, once; `?` marks a value. */
export const recallStatements = {
  addRecall: `INSERT INTO recalls (id, corpus, network_hash, from_ms, to_ms, reason, recalled_at_ms, lifted_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  addAuditOfRecall: `INSERT INTO audit (id, at_ms, organisation, action, subject, detail, actor)
    SELECT ?, ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM recalls WHERE ${standing})`,
  liftRecalls: `UPDATE recalls SET lifted_at_ms = ? WHERE ${standing} RETURNING id`,
  listRecalls: `SELECT * FROM recalls WHERE corpus = ? ORDER BY recalled_at_ms, id LIMIT ?`,
} as const
