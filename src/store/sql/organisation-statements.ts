import { newAudit } from './audit-statements.ts'

const ownsNothing = `NOT EXISTS (SELECT 1 FROM sites WHERE organisation = organisations.id)
    AND NOT EXISTS (SELECT 1 FROM secrets WHERE organisation = organisations.id)
    AND NOT EXISTS (SELECT 1 FROM corpora WHERE organisation = organisations.id)`

/** Every SQL statement on organisations, once; `?` marks a value. */
export const organisationStatements = {
  addOrganisation: `INSERT INTO organisations (id, name, created_at_ms)
    SELECT ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM organisations WHERE id = ? OR name = ?)
    RETURNING id`,
  addAuditOfNew: `${newAudit} SELECT ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM organisations WHERE id = ? OR name = ?)`,
  findOrganisation: `SELECT * FROM organisations WHERE id = ?`,
  findOrganisationByName: `SELECT * FROM organisations WHERE name = ?`,
  listOrganisations: `SELECT * FROM organisations ORDER BY name LIMIT ?`,
  renameOrganisation: `UPDATE organisations SET name = ? WHERE id = ?
      AND NOT EXISTS (SELECT 1 FROM organisations AS named WHERE named.name = ?)
    RETURNING id`,
  addAuditOfRenamed: `${newAudit} SELECT ?, ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM organisations WHERE id = ?)
      AND NOT EXISTS (SELECT 1 FROM organisations WHERE name = ?)`,
  removeOrganisation: `DELETE FROM organisations WHERE id = ? AND ${ownsNothing} RETURNING id`,
  addAuditOfRemoved: `${newAudit} SELECT ?, ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM organisations WHERE id = ? AND ${ownsNothing})`,
} as const
