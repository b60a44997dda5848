import type { Supply } from '../../model/item.ts'
import type { Clock, Random } from '../../model/stores.ts'
import type { ShownPicture, Unstocked, Variants } from '../../model/variants.ts'
import { step, type Row, type Sql, type Step, type Value } from './sql.ts'
import { picturesAtOnce, variantStatements } from './variant-statements.ts'
import { sweep } from './sweep.ts'

const idBytes = 12
const corporaMax = 1_000
const corporaAtOnce = 20

/**
 * Variants kept in an SQL engine, as text: deleting an item deletes its variants in the same commit, and a
 * killed process leaves nothing behind.
 */
export function openVariants(sql: Sql, clock: Clock, random: Random): Variants {
  return {
    listUnstocked: (readyMax, limit) => listUnstocked(sql, { readyMax, limit, random }),
    countReady: async () =>
      Number((await sql.read(step(variantStatements.countReady)))[0]?.['n'] ?? 0),
    add: async (variants, readyMax) => {
      const now = clock()
      await sql.write(
        variants.flatMap(({ itemId, bytes }) => {
          const picture = Buffer.from(bytes).toString('base64')
          const id = random(idBytes).toString('base64url')
          return [
            step(variantStatements.addVariant, id, now, itemId, readyMax),
            step(variantStatements.addVariantPicture, picture, id),
          ]
        }),
      )
    },
    give: async (pictures) => {
      const itemIds = filled(pictures.map(({ itemId }) => itemId))
      const [row] = await sql.read(step(variantStatements.countWithReady, ...itemIds))
      if (Number(row?.['n']) < new Set(itemIds).size) return
      await sql.write([give(pictures, clock()), takeBack(pictures)])
    },
    findAll: async (imageIds) => {
      const rows = await sql.read(step(variantStatements.findVariants, ...filled(imageIds)))
      const found = new Map(rows.map((row) => [String(row['image_id']), String(row['picture'])]))
      return imageIds.map((id) => {
        const picture = found.get(id)
        return picture === undefined ? null : Buffer.from(picture, 'base64')
      })
    },
    sweep: async (givenBeforeMs) =>
      (await sweep(sql, variantStatements.sweepVariants, givenBeforeMs)) +
      (await sweep(sql, variantStatements.sweepHidden)),
  }
}

function give(pictures: readonly ShownPicture[], now: number): Step {
  const rows = pictures.map(({ itemId, imageId }): Value[] => [itemId, imageId])
  const filling = Array.from({ length: picturesAtOnce - rows.length }, (): Value[] => ['', ''])
  return step(variantStatements.giveVariants, ...[...rows, ...filling].flat(), now)
}

// Another process may have handed out the last variant of an item meanwhile.
function takeBack(pictures: readonly ShownPicture[]): Step {
  const these = filled(pictures.map(({ imageId }) => imageId))
  return step(variantStatements.takeVariantsBack, ...these, ...these, pictures.length)
}

// As the statements take them: filled up with the last.
function filled(ids: readonly string[]): string[] {
  if (ids.length > picturesAtOnce) throw new Error('store: too many pictures in one challenge')
  return [...ids, ...Array<string>(picturesAtOnce - ids.length).fill(ids.at(-1) ?? '')]
}

/** How many pairs of a slice are drawn ahead. */
const aheadMax = 16

/** What the next challenges of a corpus are drawn from: statements with the values before the count of ready ones. */
const drawnFrom: Readonly<Record<Supply, (corpus: string) => Step[]>> = {
  paired: (corpus) =>
    ['open', 'retired'].map((stage) =>
      step(variantStatements.listUnstockedPairs, stage, corpus, stage, aheadMax),
    ),
  queued: (corpus) => {
    const pools = ['known open', 'known retired', 'unknown open'].map((pool) => pool.split(' '))
    return pools.map((pool) => step(variantStatements.listUnstocked, corpus, ...pool))
  },
}

// The corpora take turns, so that a large one does not take everything.
async function listUnstocked(
  sql: Sql,
  of: { readyMax: number; limit: number; random: Random },
): Promise<Unstocked[]> {
  const { readyMax, limit, random } = of
  const corpora = await sql.read(step(variantStatements.listOpenCorpora, corporaMax))
  const from = corpora.length && random(4).readUInt32BE() % corpora.length
  const turns = [...corpora.slice(from), ...corpora.slice(0, from)].slice(0, corporaAtOnce)
  const pools = turns.flatMap((row) => drawnFrom[row['supply'] as Supply](String(row['name'])))
  const share = Math.ceil(limit / Math.max(1, pools.length))
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
