import { newAudit } from './audit-statements.ts'
import { newSecret } from './secret-statements.ts'

const ofSite = `EXISTS (SELECT 1 FROM sites WHERE sitekey = ?)`
const ofOwnSite = `EXISTS (SELECT 1 FROM sites WHERE sitekey = ? AND organisation = ?)`

const newSite = `INSERT INTO sites (name, organisation, private_id, domains, allows_localhost, allows_null_origin, corpora, mode,
      difficulty, needs_remoteip, tells_score, default_way, has_neither, privacy_text, privacy_url, created_at_ms, sitekey)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** Every SQL statement on sites; `?` marks a value. */
export const siteStatements = {
  addSite: `${newSite} ON CONFLICT (sitekey) DO NOTHING RETURNING sitekey`,
  addNewSite: newSite,
  changeSite: `UPDATE sites SET name = ?, organisation = ?, private_id = ?, domains = ?,
      allows_localhost = ?, allows_null_origin = ?, corpora = ?, mode = ?, difficulty = ?, needs_remoteip = ?, tells_score = ?,
      default_way = ?, has_neither = ?, privacy_text = ?, privacy_url = ?, created_at_ms = ?
    WHERE sitekey = ? AND organisation = ? RETURNING sitekey`,
  findSite: `SELECT * FROM sites WHERE sitekey = ?`,
  findPrivateId: `SELECT sitekey FROM sites WHERE private_id = ? LIMIT 1`,
  findSiteOf: `SELECT * FROM sites WHERE sitekey = ? AND organisation = ?`,
  listSites: `SELECT * FROM sites WHERE organisation = ? ORDER BY created_at_ms, sitekey LIMIT ?`,
  removeSite: `DELETE FROM sites WHERE sitekey = ? AND organisation = ? RETURNING sitekey`,
  addSecretOfNewSite: `${newSecret} SELECT ?, ?, ?, ?, ?, ?, ? WHERE NOT ${ofSite}`,
  addAuditOfSite: `${newAudit} SELECT ?, ?, ?, ?, ?, ?, ? WHERE ${ofOwnSite}`,
  addAuditOfNewSite: `${newAudit} SELECT ?, ?, ?, ?, ?, ?, ? WHERE NOT ${ofSite}`,
} as const
