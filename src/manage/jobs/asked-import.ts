import type { Actor } from '../context.ts'
import type { ImportTerms } from '../corpora/import-given.ts'
import type { ImportRequest } from '../corpora/import.ts'
import { hasShape, isKeptText, isOneOf, isTextList, isTextOrNull, isTruth } from './shape.ts'

/** An import as it is kept with its job: what to import, who asked, and the organisation that it is for. */
export type AskedImport = Omit<ImportRequest, 'organisationName'> & {
  by: string
  organisation: string
}

/** What is kept with the job of an import. */
export function askedImportOf(
  { given, terms, allowedHosts, engine }: ImportRequest,
  { by, organisation }: { by: Actor; organisation: string },
): AskedImport {
  const allowRescale = terms.allowRescale === true
  return {
    by: by.name,
    organisation,
    given: [...new Set(given)],
    terms: { ...terms, allowRescale },
    allowedHosts,
    engine,
  }
}

/** The import that a job was asked for; null if what is kept cannot be read. */
export function readAskedImport(kept: unknown): AskedImport | null {
  return hasShape<AskedImport>(kept, {
    by: isKeptText,
    organisation: isKeptText,
    given: (value) => isTextList(value) && (value as unknown[]).length > 0,
    terms: areTerms,
    allowedHosts: isTextList,
    engine: isTextOrNull,
  })
    ? kept
    : null
}

function areTerms(value: unknown): boolean {
  return hasShape<ImportTerms>(value, {
    corpus: isKeptText,
    licence: isKeptText,
    credit: isKeptText,
    creditUrl: isTextOrNull,
    language: isTextOrNull,
    as: isOneOf(['auto', 'known', 'unknown']),
    allowRestricted: isTruth,
    allowRescale: isTruth,
    fetches: isTruth,
    // What keeps nothing is no job.
    dryRun: (given) => given === false,
  })
}
