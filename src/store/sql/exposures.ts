import type { Draw, DrawnItem, Exposures } from '../../model/exposure.ts'
import type { Role } from '../../model/item.ts'
import { drawnItemOf } from './rows.ts'
import { step, type Sql, type Step, type Value } from './sql.ts'
import { exposureStatements } from './exposure-statements.ts'

/** Draws from items kept in an SQL engine, and counts how often they were shown. */
export function openExposures(sql: Sql): Exposures {
  return {
    draw: (draw) => drawItems(sql, draw),
    count: async (exposures, caps) => {
      await sql.write(
        exposures.map(({ itemId, role, rank }) =>
          role === 'known'
            ? step(exposureStatements.countShownKnown, rank, caps.known, itemId)
            : step(exposureStatements.countShownUnknown, rank, caps.unknown, itemId),
        ),
      )
    },
  }
}

// The shuffled order is a circle: from a random point to its end, then on from its beginning.
async function drawItems(sql: Sql, draw: Draw): Promise<DrawnItem[]> {
  const { count, from } = draw
  const later = await sql.read(drawBetween(draw, from, 1, count))
  if (later.length >= count) return later.map(drawnItemOf)
  const earlier = await sql.read(drawBetween(draw, 0, from, count - later.length))
  return [...later, ...earlier].map(drawnItemOf)
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
