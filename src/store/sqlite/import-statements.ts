/**
 * Every SQL statement on the staging and the cache of imports, once: files of SQLite in the data folder,
 * whatever engine the store has.
 */
export const importStatements = {
  notePicture: `INSERT INTO pictures (path, place, stem, number) VALUES (?, ?, ?, ?) ON CONFLICT (path) DO NOTHING`,
  findNoted: `SELECT path FROM pictures WHERE path = ?`,
  notedByPlace: `SELECT path FROM pictures WHERE place = ? ORDER BY path LIMIT ?`,
  notedByStem: `SELECT path FROM pictures WHERE stem = ? ORDER BY path LIMIT ?`,
  notedByNumber: `SELECT path FROM pictures WHERE number = ? AND number <> '' ORDER BY path LIMIT ?`,
  listNoted: `SELECT path FROM pictures WHERE path > ? ORDER BY path LIMIT ?`,
  countNoted: `SELECT COUNT(*) AS n FROM pictures`,
  addMention: `INSERT INTO mentions (path, kind, body) VALUES (?, ?, ?)`,
  listMentions: `SELECT body FROM mentions WHERE path = ? ORDER BY id`,
  countMentioned: `SELECT COUNT(DISTINCT path) AS n FROM mentions WHERE kind IN (SELECT value FROM json_each(?))`,
  addStaged: `INSERT INTO staged (kind, path, body) VALUES (?, ?, ?)`,
  findStaged: `SELECT path FROM staged WHERE path = ? AND kind = ? LIMIT 1`,
  listStaged: `SELECT id AS place, body FROM staged WHERE kind = ? AND id > ? ORDER BY id LIMIT ?`,
  recall: `SELECT stamp, body FROM cache WHERE name = ?`,
  remember: `INSERT INTO cache (name, stamp, body) VALUES (?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET stamp = excluded.stamp, body = excluded.body`,
  mark: `INSERT INTO marks (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body`,
  findMark: `SELECT body FROM marks WHERE name = ?`,
} as const
