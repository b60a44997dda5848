import { createHash } from 'node:crypto'
import { pictureSizeOf } from '../../../model/source.ts'
import { csvOf } from './csv.ts'
import { dayOf, sourcesOf, writeOut, type ExportSession, type FileFacts } from './session.ts'
import { rulesFacts } from './rules-facts.ts'
import { licenceUrl } from './licence-url.ts'

const namedMax = 1_000

const sourceColumns = {
  source_id: 'string',
  origin: 'string',
  image_sha256: 'string',
  iiif_canvas: 'string',
  width: 'integer',
  height: 'integer',
  licence: 'string',
  credit: 'string',
  credit_url: 'string',
} as const

/** The credits and licences of an export's sources, each named once. */
type Rights = { licences: Set<string>; credits: Map<string, string | null>; sources: number }

/** Writes a table of sources with their rights, and the Frictionless data package that lists all files. */
export async function describeExport(
  session: ExportSession,
): Promise<Rights & { isStale: boolean; isStopped: boolean }> {
  const rights: Rights = { licences: new Set(), credits: new Map(), sources: 0 }
  const schema = { fields: Object.entries(sourceColumns).map(([name, type]) => ({ name, type })) }
  const facts = { path: 'sources.csv', mediaType: 'text/csv', schema }
  await writeOut(session, facts, csvOf(sourceColumns, sourceRows(session, rights)))
  const fit = await fitFacts(session)
  const holds = await holdFacts(session)
  const file = await session.order.out.add('datapackage.json')
  await file?.write(`${JSON.stringify(packageOf(session, rights, { fit, holds }), null, 2)}\n`)
  await file?.close()
  const isStopped = holds.some(({ until }) => until === null)
  return { ...rights, isStale: fit?.is_stale ?? false, isStopped }
}

const sourceRows = async function* (session: ExportSession, rights: Rights) {
  for await (const source of sourcesOf(session)) {
    const { licence, credit, creditUrl } = source
    const size = pictureSizeOf(source.extent)
    rights.sources += 1
    if (rights.licences.size < namedMax) rights.licences.add(licence)
    if (rights.credits.size < namedMax) rights.credits.set(credit, creditUrl)
    yield {
      source_id: source.id,
      origin: source.origin,
      image_sha256: source.imageSha256,
      iiif_canvas: source.iiif?.id ?? null,
      width: size?.widthPixels ?? null,
      height: size?.heightPixels ?? null,
      licence,
      credit,
      credit_url: creditUrl,
    }
  }
}

/** What readings are based on: the engine, how many labels it was fitted to, until when, and the outcome. */
async function fitFacts({ order, context }: ExportSession) {
  const fit = await context.fits.find(order.corpus.organisation, order.corpus.name)
  if (!fit) return null
  const { engine, labels, untilMs, fittedAtMs, isStale, parameters } = fit
  const digest = createHash('sha256').update(parameters).digest('hex')
  const days = { until: dayOf(untilMs), fitted: dayOf(fittedAtMs) }
  return { engine, labels, ...days, sha256: digest, is_stale: isStale }
}

/** The times at which the service distrusted labels by itself: their days, why, and whether that goes on. */
async function holdFacts({ order, context }: ExportSession) {
  const { organisation, name } = order.corpus
  const recalls = await context.recalls.list(organisation, name)
  return recalls.flatMap(({ alarm, fromMs, toMs, liftedAtMs, reason }) =>
    alarm === null || liftedAtMs !== null || fromMs === null
      ? []
      : [{ alarm, since: dayOf(fromMs), until: toMs === null ? null : dayOf(toMs), reason }],
  )
}

// An export of a corpus that was never attacked has the same bytes as before there were holds.
function acceptanceFacts(holds: Basis['holds']) {
  if (holds.length === 0) return {}
  return { acceptance: holds.some(({ until }) => until === null) ? 'stopped' : 'goes on', holds }
}

type Basis = {
  fit: Awaited<ReturnType<typeof fitFacts>>
  holds: Awaited<ReturnType<typeof holdFacts>>
}

function packageOf(
  session: ExportSession,
  { licences, credits, sources }: Rights,
  { fit, holds }: Basis,
) {
  const { order, counts, nowMs } = session
  const { corpus, which, version } = order
  const format = order.format.name
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: slugOf(`${corpus.name}-${format}`),
    title: `${corpus.name}: readings of volunteers`,
    created: new Date(nowMs).toISOString(),
    licenses: [...licences].map((name) => {
      const path = licenceUrl(name)
      return { name, ...(path === null ? {} : { path }) }
    }),
    sources: [...credits].map(([title, path]) => ({ title, ...(path === null ? {} : { path }) })),
    contributors: [{ title: 'Volunteers', roles: ['creator'] }],
    resources: session.files.map(resourceOf),
    incipit: {
      version,
      corpus: corpus.name,
      kind: corpus.kind,
      language: corpus.language,
      format,
      which,
      rules: rulesFacts(corpus),
      fit,
      ...acceptanceFacts(holds),
      counts: { sources, ...counts },
    },
  }
}

function resourceOf({ path, mediaType, schema }: FileFacts, number: number) {
  return {
    name: `${number + 1}-${slugOf(path)}`,
    path: path.split('/').map(encodeURIComponent).join('/'),
    mediatype: mediaType,
    encoding: 'utf-8',
    ...(schema ? { format: 'csv', schema } : {}),
  }
}

// A package name allows only these characters.
function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .slice(0, 100)
}
