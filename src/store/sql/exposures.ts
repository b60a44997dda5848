import type { Draw, DrawnItem, Exposures, Shown } from '../../model/exposure.ts'
import type { Role } from '../../model/item.ts'
import { drawnItemOf } from './rows.ts'
import { step, type Row, type Sql, type Step, type Value } from './sql.ts'
import {
  countedAtOnce,
  exposureStatements,
  foundAtOnce,
  movedAtOnce,
} from './exposure-statements.ts'

/** Draws from items kept in an SQL engine. */
export function openExposures(sql: Sql): Exposures {
  return {
    draw: (draw) => drawItems(sql, draw),
    find: (itemIds) => findItems(sql, itemIds),
    moveOn: async (places) => {
      await sql.write(
        listsOf(places, movedAtOnce).map((some) => {
          const ids = some.map(({ itemId }) => itemId)
          const moves = some.flatMap(({ itemId, rank }): Value[] => [itemId, rank])
          return step(exposureStatements.moveOn, ...moves, ...ids)
        }),
      )
    },
  }
}

/** The steps that count what an answered challenge has shown, and retire what was shown as often as allowed. */
export function countShown({ known, unknown, pairs, caps }: Shown): Step[] {
  const most = Math.min(caps.known, caps.unknown)
  return [
    ...listsOf(known, countedAtOnce).map((ids) =>
      step(exposureStatements.countKnown, caps.known, ...ids),
    ),
    ...listsOf(unknown, countedAtOnce).map((ids) =>
      step(exposureStatements.countUnknown, caps.unknown, ...ids),
    ),
    ...pairs.map((id) => step(exposureStatements.countPair, most, id)),
  ]
}

// As the statements take them: the last list is filled up with its last.
function listsOf<T>(all: readonly T[], atOnce: number): T[][] {
  const lists: T[][] = []
  for (let at = 0; at < all.length; at += atOnce) {
    const some = all.slice(at, at + atOnce)
    lists.push([
      ...some,
      ...some.slice(-1).flatMap((last) => Array<T>(atOnce - some.length).fill(last)),
    ])
  }
  return lists
}

// The shuffled order is a circle, and so is an arc of it: from a random point to its end, then on from its
// beginning.
async function drawItems(sql: Sql, draw: Draw): Promise<string[]> {
  const { count, from, arc = { from: 0, to: 1 } } = draw
  const later = await sql.read(drawBetween(draw, from, arc.to, count))
  if (later.length >= count) return later.map(idOf)
  const earlier = await sql.read(drawBetween(draw, arc.from, from, count - later.length))
  return [...later, ...earlier].map(idOf)
}

function idOf(row: Row): string {
  return String(row['id'])
}

async function findItems(sql: Sql, itemIds: readonly string[]): Promise<DrawnItem[]> {
  const found = new Map<string, DrawnItem>()
  for (const ids of listsOf(itemIds, foundAtOnce))
    for (const row of await sql.read(step(exposureStatements.findItems, ...ids)))
      found.set(idOf(row), drawnItemOf(row))
  return itemIds.flatMap((id) => found.get(id) ?? [])
}

function drawBetween(draw: Draw, from: number, to: number, count: number): Step {
  const pool: Value[] = [draw.corpus, draw.role, draw.retired ? 'retired' : 'open']
  const order: Value[] = [from, to, count]
  if (!draw.label) return step(exposureStatements.drawItems, ...pool, ...order)
  const { is, isNot } = drawOfClass[draw.role]
  if ('is' in draw.label) return step(is, ...pool, draw.label.is, ...order)
  return step(isNot, ...pool, draw.label.isNot, ...order)
}

const drawOfClass: Record<Role, { is: string; isNot: string }> = {
  known: {
    is: exposureStatements.drawItemsOfLabel,
    isNot: exposureStatements.drawItemsOfOtherLabels,
  },
  unknown: {
    is: exposureStatements.drawItemsOfAssignedClass,
    isNot: exposureStatements.drawItemsOfOtherAssignedClass,
  },
}
