import type { Site, Sites } from '../../model/site.ts'
import type { Random } from '../../model/stores.ts'
import { siteOf } from './rows.ts'
import { auditStatements } from './audit-statements.ts'
import { secretStatements } from './secret-statements.ts'
import { auditValues, endSecrets, moveSecret, secretValues, widenSecret } from './secrets.ts'
import { step, type Sql, type Step, type Value } from './sql.ts'
import { siteStatements } from './site-statements.ts'

const sitesMax = 10_000

/** Sites kept in an SQL engine. */
export function openSites(sql: Sql, random: Random): Sites {
  const commit = async (before: readonly Step[], change: Step, after: readonly Step[] = []) => {
    const rows = await sql.write([...before, change, ...after])
    return (rows[before.length]?.length ?? 0) > 0
  }
  return {
    add: (site, first) => {
      const { secret, line } = first ?? {}
      const ofNew = (statement: string, values: readonly Value[]): Step =>
        step(statement, ...values, site.sitekey)
      return commit(
        [
          ...(secret ? [ofNew(siteStatements.addSecretOfNewSite, secretValues(secret))] : []),
          ...(line ? [ofNew(siteStatements.addAuditOfNewSite, auditValues(line, random))] : []),
        ],
        step(siteStatements.addSite, ...siteValues(site)),
      )
    },
    addAll: async ({ sites, secrets, assigned, lines }) => {
      await sql.write([
        ...sites.map((site) => step(siteStatements.addNewSite, ...siteValues(site))),
        ...secrets.map((secret) => step(secretStatements.addSecret, ...secretValues(secret))),
        ...assigned.map(widenSecret),
        ...lines.map((line) => step(auditStatements.addAudit, ...auditValues(line, random))),
      ])
    },
    change: (organisation, site, line, secretIds = []) =>
      commit(
        [
          step(
            siteStatements.addAuditOfSite,
            ...auditValues(line, random),
            site.sitekey,
            organisation,
          ),
        ],
        step(siteStatements.changeSite, ...siteValues(site), organisation),
        secretIds.map((id) => moveSecret(id, organisation, site.organisation)),
      ),
    find: async (sitekey) =>
      (await sql.read(step(siteStatements.findSite, sitekey))).map(siteOf)[0] ?? null,
    isKnown: async (sitekey) => (await sql.read(step(siteStatements.findSite, sitekey))).length > 0,
    hasPrivateId: async (privateId) =>
      (await sql.read(step(siteStatements.findPrivateId, privateId))).length > 0,
    findOf: async (organisation, sitekey) =>
      (await sql.read(step(siteStatements.findSiteOf, sitekey, organisation))).map(siteOf)[0] ??
      null,
    list: async (organisation) =>
      (await sql.read(step(siteStatements.listSites, organisation, sitesMax))).map(siteOf),
    remove: (organisation, sitekey, last) =>
      commit(
        last
          ? [
              step(
                siteStatements.addAuditOfSite,
                ...auditValues(last.line, random),
                sitekey,
                organisation,
              ),
              ...endSecrets(organisation, last.end),
            ]
          : [],
        step(siteStatements.removeSite, sitekey, organisation),
      ),
  }
}

function siteValues(site: Site): Value[] {
  return [
    site.name,
    site.organisation,
    site.privateId,
    JSON.stringify(site.domains),
    Number(site.allowsLocalhost),
    Number(site.allowsNullOrigin),
    JSON.stringify(site.corpora),
    site.mode,
    site.difficulty,
    Number(site.needsRemoteIp),
    Number(site.tellsScore),
    site.defaultWay,
    Number(site.hasNeither),
    site.privacyText,
    site.privacyUrl,
    site.createdAtMs,
    site.sitekey,
  ]
}
