import { canAsk, replenishCorpus } from '../../challenge/can-ask.ts'
import type { ImportReport } from '../../corpus/import/folder.ts'
import { isDemoCorpus } from '../../model/demonstration.ts'
import type { Organisation } from '../../model/organisation.ts'
import type { Web } from '../../model/web.ts'
import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'
import { chooseOwner } from './choose-owner.ts'
import { importGiven, type ImportTerms } from './import-given.ts'
import { measureExposure, type ExposureFigures } from './measure-exposure.ts'
import { openOcrEngine, scoreWith, type OcrEngine } from './score.ts'

/** What to import, into which corpus of which organisation, and on what terms. */
export type ImportRequest = {
  /** Absolute paths, and addresses of the web. */
  given: readonly string[]
  terms: ImportTerms
  /** The owner of a new corpus; null for the organisation that is acted for. */
  organisationName: string | null
  /** Hosts of the operator's own network that may be fetched from, as `HOST` or `HOST:PORT`. */
  allowedHosts: readonly string[]
  /** An OCR engine that reads the items before they decide; null for none. */
  engine: string | null
}

/** An import that may begin, with everything it needs. */
export type PreparedImport = {
  given: readonly string[]
  terms: ImportTerms
  /** It may be a draft, which is kept with the first corpus of it. */
  owner: Organisation
  web: Web
  machine: OcrEngine | null
}

/**
 * The reports, one for each path or address, whether the corpus has enough items for a challenge, and what it
 * shows.
 */
export type ImportDone = {
  reports: readonly ImportReport[]
  canAsk: boolean
  /** Null if there is no such corpus yet. */
  exposure: ExposureFigures | null
}

/**
 * Checks whether an import may begin: who owns the corpus, and whether its tools are there. Reads no files
 * yet.
 */
export async function prepareImport(
  context: Context,
  { given, terms, organisationName, allowedHosts, engine }: ImportRequest,
): Promise<PreparedImport | Refused> {
  const { corpus } = terms
  if (isDemoCorpus(corpus)) return { refused: 'demo_name', corpus }
  const web = context.openWeb(allowedHosts, context.stop)
  if ('refused' in web) return { refused: 'no_import', sentence: web.refused }
  const machine = engine === null ? null : await openOcrEngine(context, engine)
  if (machine && 'refused' in machine) return machine
  const owner = await chooseOwner(context, { corpus, organisationName })
  if ('refused' in owner) return owner
  const found = await context.store.corpora.findOf(owner.id, corpus)
  if (found?.state === 'taken down') return { refused: 'imports_taken_down', corpus }
  return { given: [...new Set(given)], terms, owner, web, machine }
}

/**
 * Reads everything into the corpus, then lets the engine read it and brings it into rotation. If it was
 * stopped, the next call continues. The job of an import wraps this.
 */
export async function runImport(
  context: Context,
  { given, terms, owner, web, machine }: PreparedImport,
): Promise<ImportDone | Refused> {
  const organisation = owner.id
  if (!terms.dryRun) await context.store.sources.finish(organisation, terms.corpus)
  const reports: ImportReport[] = []
  for (const one of given) {
    const report = await importGiven(context, one, { terms, owner, web })
    if ('refused' in report) return { refused: 'no_import', sentence: report.refused }
    reports.push(report)
  }
  const { store, clock, random, kinds } = context
  const corpus = await store.corpora.findOf(organisation, terms.corpus)
  if (!corpus) return { reports, canAsk: false, exposure: null }
  const asking = { ...store, clock, random, kinds }
  if (!terms.dryRun) {
    // Before items are paired, because those that machines misread should decide.
    if (machine && kinds.get(corpus.kind)?.isTyped === true)
      await scoreWith(context, corpus, machine)
    await replenishCorpus(asking, corpus)
  }
  const exposure = await measureExposure(context, corpus)
  return { reports, canAsk: await canAsk(asking, corpus), exposure }
}
