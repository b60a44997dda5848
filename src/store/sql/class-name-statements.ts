import { ownCorpus } from './corpus-statements.ts'

/** Every SQL statement on the names of classes; `?` marks a value. */
export const classNameStatements = {
  findClassNames: `SELECT class, language, name FROM class_names WHERE corpus = ? AND class = ?
    ORDER BY language LIMIT ?`,
  listClassNames: `SELECT class, language, name FROM class_names WHERE corpus = ${ownCorpus}
    ORDER BY class, language LIMIT ?`,
  setClassName: `INSERT INTO class_names (corpus, class, language, name)
    SELECT corpora.name, ?, ?, ? FROM corpora WHERE corpora.name = ? AND organisation = ?
    ON CONFLICT (corpus, class, language) DO UPDATE SET name = excluded.name`,
  removeClassName: `DELETE FROM class_names WHERE corpus = ${ownCorpus} AND class = ? AND language = ?`,
} as const
