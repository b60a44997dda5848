import { isOwned } from './corpus-statements.ts'

const mayShow = `items.media_id IS NOT NULL AND items.stage IN ('open', 'retired')`
function readyOf(item: string): string {
  return `(SELECT COUNT(*) FROM variants WHERE item_id = ${item} AND image_id IS NULL)`
}
/** There are statements for so many pictures of a challenge; a shorter list is filled up with its last. */
export const fewPictures = 4
/** The most pictures of a challenge. */
export const manyPictures = 30

function these(count: number): string {
  return `(${Array<string>(count).fill('?').join(', ')})`
}

function haveReady(count: number): string {
  return `SELECT 1 AS n WHERE (SELECT COUNT(DISTINCT item_id) FROM variants
    WHERE item_id IN ${these(count)} AND image_id IS NULL) >= ?`
}

// The first row gives PostgreSQL the types. Rows without an item fill the statement up. Written as an update from a
// join, SQLite looks at all variants for each picture.
function give(count: number): string {
  const shown = Array.from({ length: count }, (_, n) =>
    n === 0 ? '(CAST(? AS TEXT), CAST(? AS TEXT))' : '(?, ?)',
  ).join(', ')
  return `WITH shown (item_id, image_id) AS (VALUES ${shown}),
      given (id, image_id) AS MATERIALIZED (SELECT (SELECT ready.id FROM variants AS ready
          WHERE ready.item_id = shown.item_id AND ready.image_id IS NULL ORDER BY ready.id LIMIT 1), shown.image_id
        FROM shown WHERE shown.item_id <> '')
    UPDATE variants SET image_id = (SELECT given.image_id FROM given WHERE given.id = variants.id LIMIT 1),
      given_at_ms = ? WHERE id IN (SELECT id FROM given)`
}

function find(count: number): string {
  return `SELECT variants.image_id, variant_pictures.picture
    FROM variants JOIN variant_pictures ON variant_pictures.variant_id = variants.id
    WHERE variants.image_id IN ${these(count)}`
}

/** Every SQL statement on variants; `?` marks a value. */
export const variantStatements = {
  countOpenSlices: `SELECT COUNT(*) AS n FROM slices WHERE corpus = ? AND number < of_all`,
  listUnstocked: `SELECT id, media_id, kind FROM items
    WHERE corpus = ? AND role = ? AND stage = ? AND media_id IS NOT NULL AND ${readyOf('items.id')} = ?
    ORDER BY rank LIMIT ?`,
  // Slices that are asked from have come further in their turns than others, and go first.
  listUnstockedPairs: `SELECT items.id, items.media_id, items.kind FROM
      (SELECT corpus, number, (SELECT MIN(turn) FROM pairs WHERE pairs.corpus = slices.corpus
          AND pairs.slice = slices.number AND pairs.stage = ?) AS reached
        FROM slices WHERE corpus = ? AND number < of_all) AS slice
      JOIN pairs ON pairs.id IN (SELECT id FROM pairs AS near WHERE near.corpus = slice.corpus
        AND near.slice = slice.number AND near.stage = ? ORDER BY near.turn LIMIT ?)
      JOIN items ON items.pair_id = pairs.id
    WHERE ${mayShow} AND ${readyOf('items.id')} = ? ORDER BY slice.reached DESC, pairs.turn LIMIT ?`,
  // A cross join is read in its order: the other way round, all items are looked at.
  countReady: `SELECT items.corpus, COUNT(*) AS n FROM variants CROSS JOIN items
    WHERE items.id = variants.item_id AND variants.image_id IS NULL GROUP BY items.corpus`,
  addVariant: `INSERT INTO variants (id, item_id, made_at_ms, image_id, given_at_ms)
    SELECT ?, id, ?, NULL, NULL FROM items WHERE id = ? AND ${mayShow} AND ${readyOf('items.id')} < ?`,
  addVariantPicture: `INSERT INTO variant_pictures (variant_id, picture)
    SELECT id, ? FROM variants WHERE id = ?`,
  haveReadyFew: haveReady(fewPictures),
  haveReadyMany: haveReady(manyPictures),
  giveFew: give(fewPictures),
  giveMany: give(manyPictures),
  findFew: find(fewPictures),
  findMany: find(manyPictures),
  sweepVariants: `DELETE FROM variants WHERE id IN
      (SELECT id FROM variants WHERE given_at_ms <= ? LIMIT ?) RETURNING id`,
  sweepHidden: `DELETE FROM variants WHERE id IN (SELECT variants.id FROM variants
      JOIN items ON items.id = variants.item_id WHERE NOT (${mayShow}) LIMIT ?) RETURNING id`,
  forgetVariants: `DELETE FROM variants WHERE item_id IN
      (SELECT id FROM items WHERE id = ? AND ${isOwned('items')})`,
} as const
