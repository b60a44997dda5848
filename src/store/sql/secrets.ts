import type { AuditLine } from '../../model/audit.ts'
import type { Secret, SecretEnd, Secrets } from '../../model/secret.ts'
import type { SecretSites } from '../../model/site.ts'
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
    isKnown: async (sha256) =>
      (await sql.read(step(secretStatements.findSecret, sha256))).length > 0,
    findById: async (organisation, id) =>
      (await sql.read(step(secretStatements.findSecretById, id, organisation))).map(secretOf)[0] ??
      null,
    list: async (organisation) => {
      const order: Value[] = [clock(), secretsMax]
      const rows = await sql.read(step(secretStatements.listSecrets, organisation, ...order))
      return rows.map(secretOf)
    },
    change: async (organisation, { add, end, assign, line }) => {
      if (add && add.organisation !== organisation)
        throw new Error('store: a secret was added for another organisation')
      await sql.write([
        ...(add ? [step(secretStatements.addSecret, ...secretValues(add))] : []),
        ...(end ? endSecrets(organisation, end) : []),
        ...(assign ? [widenSecret({ ...assign, organisation })] : []),
        step(auditStatements.addAudit, ...auditValues(line, random)),
      ])
    },
    listAudit: async (organisation, limit) =>
      (await sql.read(step(auditStatements.listAudit, organisation, limit))).map(auditLineOf),
    listWholeAudit: async (limit) =>
      (await sql.read(step(auditStatements.listWholeAudit, limit))).map(auditLineOf),
  }
}

/** Ends secrets of an organisation at a time, unless they end before. */
export function endSecrets(organisation: string, { ids, atMs }: SecretEnd): Step[] {
  return ids.map((id) => step(secretStatements.endSecret, atMs, id, organisation, atMs))
}

/** Makes a secret of an organisation good for these sites. */
export function widenSecret({ id, organisation, sitekeys }: SecretSites): Step {
  return step(secretStatements.assignSecret, JSON.stringify(sitekeys), id, organisation)
}

/** Gives a secret of one organisation to another. */
export function moveSecret(id: string, from: string, to: string): Step {
  return step(secretStatements.moveSecret, to, id, from)
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
    line.actor,
  ]
}
