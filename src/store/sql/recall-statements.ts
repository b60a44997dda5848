import { newAudit } from './audit-statements.ts'
import { isOwned, ownCorpus } from './corpus-statements.ts'

const standing = `(id = ? OR (id > ? AND id < ?)) AND lifted_at_ms IS NULL AND ${isOwned('recalls')}`

/** Every SQL statement on recalls, once; `?` marks a value. */
export const recallStatements = {
  addRecall: `INSERT INTO recalls (id, corpus, network_hash, from_ms, to_ms, reason, recalled_at_ms, lifted_at_ms)
    SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE EXISTS ${ownCorpus}`,
  addAuditOfRecall: `${newAudit} SELECT ?, ?, ?, ?, ?, ?, ?
    WHERE EXISTS (SELECT 1 FROM recalls WHERE ${standing})`,
  liftRecalls: `UPDATE recalls SET lifted_at_ms = ? WHERE ${standing} RETURNING id`,
  listRecalls: `SELECT * FROM recalls WHERE corpus = ${ownCorpus} ORDER BY recalled_at_ms, id LIMIT ?`,
} as const
