import type { Organisation, Organisations } from '../../model/organisation.ts'
import type { Random } from '../../model/stores.ts'
import { organisationStatements } from './organisation-statements.ts'
import { auditValues } from './secrets.ts'
import { step, type Row, type Sql, type Step } from './sql.ts'

const organisationsMax = 1_000

/** Organisations kept in an SQL engine. */
export function openOrganisations(sql: Sql, random: Random): Organisations {
  const findOne = async (find: Step): Promise<Organisation | null> =>
    (await sql.read(find)).map(organisationOf)[0] ?? null
  // The audit line first: it is written under the same condition as the change.
  const commit = async (line: Step, change: Step): Promise<boolean> => {
    const [, changed = []] = await sql.write([line, change])
    return changed.length > 0
  }
  return {
    add: ({ id, name, createdAtMs }, line) =>
      commit(
        step(organisationStatements.addAuditOfNew, ...auditValues(line, random), id, name),
        step(organisationStatements.addOrganisation, id, name, createdAtMs, id, name),
      ),
    find: (id) => findOne(step(organisationStatements.findOrganisation, id)),
    findByName: (name) => findOne(step(organisationStatements.findOrganisationByName, name)),
    list: async () =>
      (await sql.read(step(organisationStatements.listOrganisations, organisationsMax))).map(
        organisationOf,
      ),
    rename: (id, name, line) =>
      commit(
        step(organisationStatements.addAuditOfRenamed, ...auditValues(line, random), id, name),
        step(organisationStatements.renameOrganisation, name, id, name),
      ),
    remove: (id, line) =>
      commit(
        step(organisationStatements.addAuditOfRemoved, ...auditValues(line, random), id),
        step(organisationStatements.removeOrganisation, id),
      ),
  }
}

function organisationOf(row: Row): Organisation {
  return {
    id: String(row['id']),
    name: String(row['name']),
    createdAtMs: Number(row['created_at_ms']),
  }
}
