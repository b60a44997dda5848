import type { Documents } from '../../model/document.ts'
import { documentOf } from './rows.ts'
import { step, type Sql, type Value } from './sql.ts'
import { documentStatements } from './document-statements.ts'

/** Documents kept in an SQL engine. */
export function openDocuments(sql: Sql): Documents {
  return {
    keep: async (organisation, { corpus, path, format, fileId, importedAtMs }, sourceId) => {
      const facts: Value[] = [path, format, fileId, importedAtMs]
      await sql.write([
        step(documentStatements.keepDocument, ...facts, corpus, organisation),
        ...(sourceId === undefined
          ? []
          : [step(documentStatements.keepMention, sourceId, corpus, organisation, path)]),
      ])
    },
    list: async (organisation, corpus, after, limit) =>
      (
        await sql.read(step(documentStatements.listDocuments, corpus, organisation, after, limit))
      ).map(documentOf),
  }
}
