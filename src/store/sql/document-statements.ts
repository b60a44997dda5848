import { ownCorpus } from './corpus-statements.ts'

/** Every SQL statement on documents; `?` marks a value. */
export const documentStatements = {
  keepDocument: `INSERT INTO documents (corpus, path, format, file_id, imported_at_ms)
    SELECT corpora.name, ?, ?, ?, ? FROM corpora WHERE corpora.name = ? AND corpora.organisation = ?
    ON CONFLICT (corpus, path) DO UPDATE SET format = excluded.format,
      file_id = excluded.file_id, imported_at_ms = excluded.imported_at_ms
    WHERE documents.file_id <> excluded.file_id`,
  listDocuments: `SELECT * FROM documents WHERE corpus = ${ownCorpus} AND path > ? ORDER BY path LIMIT ?`,
  keepMention: `INSERT INTO mentions (corpus, path, source_id) SELECT corpus, path, ? FROM documents
    WHERE corpus = ${ownCorpus} AND path = ? ON CONFLICT (corpus, path, source_id) DO NOTHING`,
  documentsOfSource: `SELECT documents.* FROM mentions AS own
      JOIN documents ON documents.corpus = own.corpus AND documents.path = own.path
    WHERE own.source_id = ? AND own.corpus = ${ownCorpus} AND own.path > ? AND NOT EXISTS (SELECT 1 FROM mentions AS other
      WHERE other.corpus = own.corpus AND other.path = own.path AND other.source_id <> ?)
    ORDER BY own.path LIMIT ?`,
  countOfFile: `SELECT COUNT(*) AS n FROM documents WHERE file_id = ?`,
  forgetDocument: `DELETE FROM documents WHERE corpus = ${ownCorpus} AND path = ?`,
  forgetDocuments: `DELETE FROM documents WHERE corpus = ${ownCorpus}`,
} as const
