import { newAudit } from './audit-statements.ts'
import { newSecret } from './secret-statements.ts'

const ofSite = `EXISTS (SELECT 1 FROM sites WHERE sitekey = ?)`

/** Every SQL statement on sites; `?` marks a value. */
export const siteStatements = {
  addSite: `INSERT INTO sites (name, organisation, private_id, domains, allows_localhost, corpora, mode,
      difficulty, needs_remoteip, tells_score, created_at_ms, sitekey)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sitekey) DO NOTHING
    RETURNING sitekey`,
  changeSite: `UPDATE sites SET name = ?, organisation = ?, private_id = ?, domains = ?,
      allows_localhost = ?, corpora = ?, mode = ?, difficulty = ?, needs_remoteip = ?, tells_score = ?,
      created_at_ms = ?
    WHERE sitekey = ? RETURNING sitekey`,
  findSite: `SELECT * FROM sites WHERE sitekey = ?`,
  listSites: `SELECT * FROM sites ORDER BY created_at_ms, sitekey LIMIT ?`,
  removeSite: `DELETE FROM sites WHERE sitekey = ? RETURNING sitekey`,
  addSecretOfNewSite: `${newSecret} SELECT ?, ?, ?, ?, ?, ?, ? WHERE NOT ${ofSite}`,
  addAuditOfSite: `${newAudit} SELECT ?, ?, ?, ?, ?, ? WHERE ${ofSite}`,
  addAuditOfNewSite: `${newAudit} SELECT ?, ?, ?, ?, ?, ? WHERE NOT ${ofSite}`,
} as const
