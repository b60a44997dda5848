import type { AuditLine } from '../../model/audit.ts'
import type { ItemStage, Role } from '../../model/item.ts'
import type { Random } from '../../model/stores.ts'
import type { EventMark, Pool, PoolMove, Unsettled } from '../../model/pool.ts'
import type { ReadingState } from '../../model/reading.ts'
import { answeredFew, answeredMax, poolStatements } from './pool-statements.ts'
import { auditValues } from './secrets.ts'
import { step, type Row, type Sql, type Step } from './sql.ts'
import { auditStatements } from './audit-statements.ts'
import { writeInPieces } from './write-in-pieces.ts'

/** Which items decide, kept in an SQL engine. */
export function openPool(sql: Sql, random: Random): Pool {
  const change = async (items: readonly Step[][], line: AuditLine): Promise<number> => {
    const audited = step(auditStatements.addAudit, ...auditValues(line, random))
    return (await sql.write([...items.flat(), audited])).flat().length
  }
  const changeEach = async (items: readonly Step[][]): Promise<number> =>
    (await writeInPieces(sql, items)).flat().length
  return {
    move: (moves, line) => change(moves.map(moveItem), line),
    moveBack: (ids, line) =>
      change(
        ids.map((id) => [
          step(poolStatements.moveItemBack, line.atMs, id),
          step(poolStatements.partMoved, id, line.atMs),
        ]),
        line,
      ),
    retire: (ids, line) =>
      change(both(ids, poolStatements.retireKnown, poolStatements.partRetired), line),
    rest: (ids) => changeEach(both(ids, poolStatements.restItem, poolStatements.partRested)),
    wake: (ids) => changeEach(both(ids, poolStatements.wakeItem, poolStatements.partWoken)),
    markCanaries: async (ids) => {
      await changeEach(both(ids, poolStatements.markCanary, poolStatements.partControl))
    },
    nextCanaries: (corpus, limit) => nextCanaries(sql, corpus, limit),
    relieveCanaries: (ids) =>
      changeEach(both(ids, poolStatements.partCanary, poolStatements.relieveCanary)),
    releaseCanaries: (corpus) => changeEach([[step(poolStatements.releaseCanaries, corpus)]]),
    size: async (organisation, corpus, most) => ({
      known: await countOf(sql, step(poolStatements.countControls, corpus, organisation, most)),
      canaries: await countOf(sql, step(poolStatements.countCanaries, corpus, organisation, most)),
    }),
    countUnread: (corpus, most) => countOf(sql, step(poolStatements.countUnread, corpus, most)),
    hasAnswered: async (networkHash) =>
      (await sql.read(step(poolStatements.hasAnswered, networkHash, networkHash))).length > 0,
    answeredBy: (networkHash, ids) => answeredBy(sql, networkHash, ids),
    listUnsettled: async (corpus, { atMs, itemId, number }, limit) => {
      const after = [atMs, itemId, number]
      const rows = await sql.read(step(poolStatements.listUnsettled, corpus, ...after, limit))
      return rows.map(unsettledOf)
    },
    refreshed: async (corpus) => {
      const [row] = await sql.read(step(poolStatements.findRefreshed, corpus))
      if (!row) return null
      return {
        followed: markOf(row),
        answeredUntilMs: Number(row['answered_until_ms']),
        fittedAtMs: Number(row['fitted_at_ms']),
        lookedAtMs: Number(row['looked_at_ms']),
      }
    },
    keepRefreshed: async (corpus, { followed, answeredUntilMs, fittedAtMs, lookedAtMs }) => {
      const mark = [followed.atMs, followed.itemId, followed.number]
      const times = [answeredUntilMs, fittedAtMs, lookedAtMs]
      await sql.write([step(poolStatements.keepRefreshed, corpus, ...mark, ...times)])
    },
  }
}

function both(ids: readonly string[], one: string, then: string): Step[][] {
  return ids.map((id) => [step(one, id), step(then, id)])
}

function moveItem({ itemId, to, label, atMs }: PoolMove): Step[] {
  const role = to === 'known' ? 'known' : 'unknown'
  return [
    step(poolStatements.moveItem, to, role, label, atMs, to, to, itemId, to, label),
    step(poolStatements.partMoved, itemId, atMs),
  ]
}

async function countOf(sql: Sql, count: Step): Promise<number> {
  return Number((await sql.read(count))[0]?.['n'] ?? 0)
}

async function nextCanaries(sql: Sql, corpus: string, limit: number): Promise<string[]> {
  const read = async (statement: string, most: number): Promise<string[]> =>
    (await sql.read(step(statement, corpus, most))).map((row) => String(row['id']))
  const fresh = await read(poolStatements.nextFresh, limit)
  const missing = limit - fresh.length
  return missing > 0 ? [...fresh, ...(await read(poolStatements.nextShown, missing))] : fresh
}

async function answeredBy(
  sql: Sql,
  networkHash: string,
  itemIds: readonly string[],
): Promise<Set<string>> {
  if (itemIds.length === 0) return new Set()
  if (itemIds.length > answeredMax) throw new Error('store: too many items to look up at once')
  // The more values a statement takes, the more it costs.
  const isFew = itemIds.length <= answeredFew
  const count = isFew ? answeredFew : answeredMax
  const ids = [...itemIds, ...Array<string>(count - itemIds.length).fill('')]
  const statement = isFew ? poolStatements.answeredByFew : poolStatements.answeredBy
  const rows = await sql.read(step(statement, ...ids, networkHash, networkHash))
  return new Set(rows.map((row) => String(row['item_id'])))
}

function markOf(row: Row): EventMark {
  return {
    atMs: Number(row['at_ms']),
    itemId: String(row['item_id']),
    number: Number(row['number']),
  }
}

function unsettledOf(row: Row): Unsettled {
  return {
    mark: markOf(row),
    wasState: row['was_state'] as ReadingState | null,
    state: row['state'] as ReadingState | null,
    text: row['text'] as string | null,
    label: row['label'] as string | null,
    role: row['role'] as Role,
    stage: row['stage'] as ItemStage,
    isPromoted: row['status'] === 'known' && row['archive_status'] !== null,
    machineScore: row['machine_score'] == null ? null : Number(row['machine_score']),
  }
}
