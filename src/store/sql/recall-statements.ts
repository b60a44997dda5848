import { newAudit } from './audit-statements.ts'
import { isOwned, ownCorpus } from './corpus-statements.ts'

const standing = `(id = ? OR (id > ? AND id < ?)) AND lifted_at_ms IS NULL AND ${isOwned('recalls')}`

/** Every SQL statement on recalls, once; `?` marks a value. */
export const recallStatements = {
  addRecall: `INSERT INTO recalls (id, corpus, network_hash, from_ms, to_ms, reason, recalled_at_ms, lifted_at_ms, alarm)
    SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE EXISTS ${ownCorpus}`,
  addAuditOfRecall: `${newAudit} SELECT ?, ?, ?, ?, ?, ?, ?
    WHERE EXISTS (SELECT 1 FROM recalls WHERE ${standing})`,
  addAuditOfEnd: `${newAudit} SELECT ?, ?, ?, ?, ?, ?, ?
    WHERE EXISTS (SELECT 1 FROM recalls WHERE ${standing} AND to_ms IS NULL)`,
  liftRecalls: `UPDATE recalls SET lifted_at_ms = ? WHERE ${standing} RETURNING id`,
  endRecalls: `UPDATE recalls SET to_ms = ? WHERE ${standing} AND to_ms IS NULL RETURNING id`,
  listRecalls: `SELECT * FROM recalls WHERE corpus = ${ownCorpus} ORDER BY recalled_at_ms, id LIMIT ?`,
} as const
