import type { Clock, Random } from '../../model/stores.ts'
import type { ShownPicture, Unstocked, Variants, WantedStock } from '../../model/variants.ts'
import { bytes, text } from './columns.ts'
import { step, type Row, type Sql, type Step, type Value } from './sql.ts'
import { fewPictures, manyPictures, variantStatements } from './variant-statements.ts'
import { sweep } from './sweep.ts'

const idBytes = 12

/**
 * Variants kept in an SQL engine: deleting an item deletes its variants in the same commit, and a
 * killed process leaves nothing behind.
 */
export function openVariants(sql: Sql, clock: Clock, random: Random): Variants {
  return {
    listUnstocked: (wanted) => listUnstocked(sql, wanted),
    countReady: async () =>
      new Map(
        (await sql.read(step(variantStatements.countReady))).map((row) => [
          String(row['corpus']),
          Number(row['n']),
        ]),
      ),
    add: async (variants, readyMax) => {
      const now = clock()
      await sql.write(
        variants.flatMap(({ itemId, bytes: picture }) => {
          const id = random(idBytes).toString('base64url')
          return [
            step(variantStatements.addVariant, id, now, itemId, readyMax),
            step(variantStatements.addVariantPicture, picture, id),
          ]
        }),
      )
    },
    give: async (pictures) => {
      await sql.write(give(pictures, clock()))
    },
    findAll: async (imageIds) => {
      const { find, count } = statementsFor(imageIds.length)
      const rows = await sql.read(step(find, ...filled(imageIds, count)))
      const found = new Map(rows.map((row) => [text(row, 'image_id'), bytes(row, 'picture')]))
      return imageIds.map((id) => found.get(id) ?? null)
    },
    sweep: async (givenBeforeMs) =>
      (await sweep(sql, variantStatements.sweepVariants, givenBeforeMs)) +
      (await sweep(sql, variantStatements.sweepHidden)),
  }
}

const ofFew = {
  count: fewPictures,
  haveReady: variantStatements.haveReadyFew,
  give: variantStatements.giveFew,
  find: variantStatements.findFew,
}
const ofMany = {
  count: manyPictures,
  haveReady: variantStatements.haveReadyMany,
  give: variantStatements.giveMany,
  find: variantStatements.findMany,
}

// The more values a statement takes, the more it costs, so there is one for small challenges.
function statementsFor(pictures: number): typeof ofFew | typeof ofMany {
  if (pictures > manyPictures) throw new Error('store: too many pictures in one challenge')
  return pictures > fewPictures ? ofMany : ofFew
}

// Nothing is given unless each item has one: all in one write, so nobody takes one in between.
function give(pictures: readonly ShownPicture[], now: number): Step[] {
  const { count, ...statements } = statementsFor(pictures.length)
  const items = pictures.map(({ itemId }) => itemId)
  const rows = pictures.map(({ itemId, imageId }): Value[] => [itemId, imageId])
  const filling = Array.from({ length: count - rows.length }, (): Value[] => ['', ''])
  const haveReady = step(statements.haveReady, ...filled(items, count), pictures.length)
  return [
    { ...haveReady, isGate: true },
    step(statements.give, ...[...rows, ...filling].flat(), now),
  ]
}

function filled(ids: readonly string[], count: number): string[] {
  return [...ids, ...Array<string>(count - ids.length).fill(ids.at(-1) ?? '')]
}

/** A challenge looks at this many of the next pairs of a slice, whichever it takes. */
const lookedAtPairs = 16
const picturesOfPair = 2

/** What the next challenges of a corpus are drawn from: statements with the values before the count of ready ones. */
async function poolsOf(sql: Sql, wanted: WantedStock): Promise<Step[]> {
  const { corpus, supply, nextPictures } = wanted
  if (supply === 'queued')
    return ['known open', 'known retired', 'unknown open'].map((pool) =>
      step(variantStatements.listUnstocked, corpus, ...pool.split(' ')),
    )
  const [row] = await sql.read(step(variantStatements.countOpenSlices, corpus))
  const nextPairs = nextPictures / picturesOfPair / Math.max(1, Number(row?.['n']))
  const ahead = lookedAtPairs + Math.ceil(nextPairs)
  return ['open', 'retired'].map((stage) =>
    step(variantStatements.listUnstockedPairs, stage, corpus, stage, ahead),
  )
}

async function listUnstocked(sql: Sql, wanted: WantedStock): Promise<Unstocked[]> {
  const { readyMax, limit } = wanted
  const pools = await poolsOf(sql, wanted)
  const share = Math.ceil(limit / pools.length)
  const found: Unstocked[] = []
  for (let ready = 0; ready < readyMax; ready++) {
    for (const pool of pools) {
      if (found.length >= limit) return found
      const least = Math.min(share, limit - found.length)
      const rows = await sql.read(step(pool.sql, ...pool.values, ready, least))
      found.push(...rows.map(unstockedOf))
    }
  }
  return found
}

function unstockedOf(row: Row): Unstocked {
  return {
    itemId: String(row['id']),
    mediaId: String(row['media_id']),
    kind: String(row['kind']),
  }
}
