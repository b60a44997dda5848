import { canAsk, replenishCorpus } from '../../challenge/can-ask.ts'
import type { ImportReport } from '../../corpus/import/folder.ts'
import { isDemoCorpus } from '../../model/demonstration.ts'
import type { Organisation } from '../../model/organisation.ts'
import type { Web } from '../../model/web.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { Context, ManagedStore } from '../context.ts'
import type { Refused } from '../refused.ts'
import { chooseOwner } from './choose-owner.ts'
import { importGiven, type ImportTerms } from './import-given.ts'
import {
  knownCountsOf,
  knownMissingForCanaries,
  knownMissingForPairs,
  type KnownNeeds,
} from './known-needs.ts'
import { measureExposure, type ExposureFigures } from './measure-exposure.ts'
import { openOcrEngine, scoreWith, type OcrEngine } from './score.ts'

/** The job that follows looks at more, a few thousand each minute. */
const looksMax = 20_000

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
  /** What it would need after an import that was only a dry run; null if it was not, or found nothing. */
  outlook: KnownNeeds | null
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
  const outlook = terms.dryRun ? await outlookOf(store, corpus, reports) : null
  if (!corpus) return { reports, canAsk: false, exposure: null, outlook }
  const asking = { ...store, clock, random, kinds }
  if (!terms.dryRun) {
    // Before items are paired, because those that machines misread should decide.
    if (machine && kinds.get(corpus.kind)?.isTyped === true)
      await scoreWith(context, corpus, machine)
    const { measureLook } = context
    const lookingTools = { pictures: store.pictures, measureLook, looksMax }
    await replenishCorpus({ ...asking, lookingTools }, corpus)
  }
  const exposure = await measureExposure(context, corpus)
  return { reports, canAsk: await canAsk(asking, corpus), exposure, outlook }
}

// Which of the items are new is not counted by their status, so this never asks for more than is missing.
async function outlookOf(
  { corpora }: Pick<ManagedStore, 'corpora'>,
  corpus: Corpus | null,
  reports: readonly ImportReport[],
): Promise<KnownNeeds | null> {
  const sum = (of: (report: ImportReport) => number): number =>
    reports.reduce((total, report) => total + of(report), 0)
  const added = sum((report) => report.added)
  if (added === 0) return null
  const stored = corpus && (await corpora.count(corpus.organisation, corpus.name))
  const before = knownCountsOf(stored)
  const known =
    before.known +
    Math.min(
      added,
      sum(({ items }) => items.known),
    )
  const unread = Math.max(
    before.unread,
    sum(({ items }) => items.doubtful + items.unknown),
  )
  const isPaired = reports.every(({ classes }) => classes.length === 0)
  return {
    forPairs: isPaired ? knownMissingForPairs({ known, unread }) : null,
    forCanaries: knownMissingForCanaries(known),
  }
}
