import { isOwned } from './corpus-statements.ts'

const mayShow = `items.media_id IS NOT NULL AND items.stage IN ('open', 'retired')`
function readyOf(item: string): string {
  return `(SELECT COUNT(*) FROM variants WHERE item_id = ${item} AND image_id IS NULL)`
}
/** How many pictures of a challenge a statement takes; a shorter list is filled up with its last. */
export const picturesAtOnce = 30
const thesePictures = `(${Array<string>(picturesAtOnce).fill('?').join(', ')})`

/** Every SQL statement on variants; `?` marks a value. */
export const variantStatements = {
  listOpenCorpora: `SELECT name, supply FROM corpora WHERE state = 'open' ORDER BY name LIMIT ?`,
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
  countReady: `SELECT COUNT(*) AS n FROM variants WHERE image_id IS NULL`,
  addVariant: `INSERT INTO variants (id, item_id, made_at_ms, image_id, given_at_ms)
    SELECT ?, id, ?, NULL, NULL FROM items WHERE id = ? AND ${mayShow} AND ${readyOf('items.id')} < ?`,
  addVariantPicture: `INSERT INTO variant_pictures (variant_id, picture)
    SELECT id, ? FROM variants WHERE id = ?`,
  hasReady: `SELECT 1 AS n FROM variants WHERE item_id = ? AND image_id IS NULL LIMIT 1`,
  giveVariant: `UPDATE variants SET image_id = ?, given_at_ms = ?
    WHERE image_id IS NULL AND id =
      (SELECT id FROM variants WHERE item_id = ? AND image_id IS NULL LIMIT 1)`,
  takeVariantsBack: `UPDATE variants SET image_id = NULL, given_at_ms = NULL WHERE image_id IN ${thesePictures}
      AND (SELECT COUNT(*) FROM variants WHERE image_id IN ${thesePictures}) < ?`,
  findVariant: `SELECT picture FROM variant_pictures
    WHERE variant_id = (SELECT id FROM variants WHERE image_id = ?)`,
  sweepVariants: `DELETE FROM variants WHERE id IN
      (SELECT id FROM variants WHERE given_at_ms <= ? LIMIT ?) RETURNING id`,
  sweepHidden: `DELETE FROM variants WHERE id IN (SELECT variants.id FROM variants
      JOIN items ON items.id = variants.item_id WHERE NOT (${mayShow}) LIMIT ?) RETURNING id`,
  forgetVariants: `DELETE FROM variants WHERE item_id IN
      (SELECT id FROM items WHERE id = ? AND ${isOwned('items')})`,
} as const
