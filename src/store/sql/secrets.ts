import type { AuditLine } from '../../model/audit.ts'
import type { Secret, SecretEnd, Secrets } from '../../model/secret.ts'
import type { Clock, Random } from '../../model/stores.ts'
import { auditLineOf, secretOf } from './rows.ts'
import { step, type Sql, type Step, type Value } from './sql.ts'
import { auditStatements } from './audit-statements.ts'
import { secretStatements } from './secret-statements.ts'

const secretsMax = 10_000
const auditIdBytes = 12

/** Secrets and their audit kept in an SQL engine. */
export function openSecrets(sql: Sql, clock: Clock, random: Random): Secrets {
  return {
    find: async (sha256) =>
      (await sql.read(step(secretStatements.findSecret, sha256))).map(secretOf)[0] ?? null,
    findById: async (id) =>
      (await sql.read(step(secretStatements.findSecretById, id))).map(secretOf)[0] ?? null,
    list: async (organisation) => {
      const order: Value[] = [clock(), secretsMax]
      const rows = await sql.read(
        organisation === null
          ? step(secretStatements.listSecrets, ...order)
          : step(secretStatements.listSecretsOfOrganisation, organisation, ...order),
      )
      return rows.map(secretOf)
    },
    change: async ({ add, end, assign, line }) => {
      await sql.write([
        ...(add ? [step(secretStatements.addSecret, ...secretValues(add))] : []),
        ...(end ? endSecrets(end) : []),
        ...(assign
          ? [step(secretStatements.assignSecret, JSON.stringify(assign.sitekeys), assign.id)]
          : []),
        step(auditStatements.addAudit, ...auditValues(line, random)),
      ])
    },
    listAudit: async (limit) =>
      (await sql.read(step(auditStatements.listAudit, limit))).map(auditLineOf),
  }
}

/** Ends secrets at a time, unless they end before. */
export function endSecrets({ ids, atMs }: SecretEnd): Step[] {
  return ids.map((id) => step(secretStatements.endSecret, atMs, id, atMs))
}

/** Gives a secret to another organisation. */
export function moveSecret(id: string, organisation: string): Step {
  return step(secretStatements.moveSecret, organisation, id)
}

/** The values of a new row of `secrets`. */
export function secretValues(secret: Secret): Value[] {
  return [
    secret.id,
    secret.name,
    secret.organisation,
    secret.sha256,
    JSON.stringify(secret.sitekeys),
    secret.createdAtMs,
    secret.expiresAtMs,
  ]
}

/** The values of a new row of `audit`. */
export function auditValues(line: AuditLine, random: Random): Value[] {
  return [
    random(auditIdBytes).toString('hex'),
    line.atMs,
    line.organisation,
    line.action,
    line.subject,
    line.detail,
  ]
}
