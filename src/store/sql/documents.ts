import type { Documents } from '../../model/document.ts'
import { documentOf } from './rows.ts'
import { step, type Sql } from './sql.ts'
import { documentStatements } from './document-statements.ts'

/** Documents kept in an SQL engine. */
export function openDocuments(sql: Sql): Documents {
  return {
    keep: async ({ corpus, path, format, fileId, importedAtMs }, sourceId) => {
      await sql.write([
        step(documentStatements.keepDocument, corpus, path, format, fileId, importedAtMs),
        ...(sourceId === undefined
          ? []
          : [step(documentStatements.keepMention, sourceId, corpus, path)]),
      ])
    },
    list: async (corpus, after, limit) =>
      (await sql.read(step(documentStatements.listDocuments, corpus, after, limit))).map(
        documentOf,
      ),
  }
}
