import type { Corpus } from '../../model/corpus.ts'
import type { Secret } from '../../model/secret.ts'
import type { Site } from '../../model/site.ts'
import type { Database } from '../../model/store.ts'
import { corpus as letters, item, openSite, source } from './examples.contract.ts'
import { itemsOf, lineFor, type Owned } from './scope-call.contract.ts'
import { plums } from './scope-classes.contract.ts'
import { emptyCorpusOf } from './scope-corpora.contract.ts'
import { fillReadings } from './scope-readings.contract.ts'
import type { TwoStores } from './stores.contract.ts'
import { documentOf } from './scope-sources.contract.ts'

/** Keeps an organisation with one of everything. */
export async function fill(
  { one: database, insertRow }: TwoStores<Database>,
  organisation: string,
): Promise<Owned> {
  const line = lineFor(organisation)
  const organised = { id: organisation, name: organisation, createdAtMs: 0 }
  await database.organisations.add(organised, line)
  const site: Site = { ...openSite, sitekey: `site of ${organisation}`, organisation }
  const own = { id: `secret of ${organisation}`, name: 'Key', organisation, sitekeys: [] }
  const secret: Secret = { ...own, sha256: organisation, createdAtMs: 0, expiresAtMs: null }
  const corpus: Corpus = { ...letters, name: `corpus of ${organisation}`, organisation }
  const page = { ...source, id: `source of ${organisation}`, corpus: corpus.name }
  const of = { organisation, site, secret, corpus, page }
  await database.sites.add(site, { secret, line })
  const passed = { way: 'eye', passes: 1, puzzles: 0, seconds: 9 } as const
  await database.wayCounts.add(1, [{ sitekey: site.sitekey, ...passed }])
  await database.corpora.add(corpus)
  await database.corpora.add({ ...corpus, name: emptyCorpusOf(of) })
  await fillSources(database, of)
  await fillReadings(database, of)
  await database.classNames.set(organisation, corpus.name, [plums], line)
  const job = { kind: 'settle', corpus: corpus.name }
  await database.jobs.request(job, { input: '{}', dueAtMs: 0 })
  await fillArrivals(insertRow, of)
  await fillReports(insertRow, of)
  return of
}

// Two networks of a wave reported an item that is still shown.
async function fillReports(
  insertRow: TwoStores<Database>['insertRow'],
  { corpus: { name } }: Owned,
): Promise<void> {
  const said = { item_id: itemsOf({ name }).queued, corpus: name, reason: 'unreadable', day: 0 }
  const weighed = { reported_at_ms: 1, weight: 0, in_wave: 1, reviewed_at_ms: null }
  for (const network of ['one', 'two']) {
    const by = { challenge_id: `${name} ${network}`, network_hash: network }
    await insertRow('reports', { ...said, ...weighed, ...by })
  }
}

async function fillSources(
  { sources, documents, pairs, variants }: Database,
  { organisation, corpus: { name }, page }: Owned,
): Promise<void> {
  const ids = itemsOf({ name })
  const at = { corpus: name, sourceId: page.id }
  await documents.keep(organisation, documentOf(name), page.id)
  await sources.add(organisation, page, [
    item(ids.known, at),
    item(ids.read, { ...at, status: 'unknown', label: null }),
    item(ids.reported, { ...at, stage: 'reported' }),
    item(ids.queued, { ...at, status: 'unknown', stage: 'queued', label: 'guessed' }),
  ])
  const pair = { id: `pair of ${name}`, corpus: name, controlId: ids.known, probeId: ids.read }
  await pairs.setSlices(name, 1)
  await pairs.keepUnlike(name, 1)
  await pairs.addPairs([
    { ...pair, probeRole: 'unknown', stage: 'open', slice: 0, text: 'word', turn: 0 },
  ])
  await variants.add([{ itemId: ids.known, bytes: new Uint8Array([1]) }], 1)
}

// What a process that was killed had decided to add.
async function fillArrivals(
  insertRow: TwoStores<Database>['insertRow'],
  { corpus: { name }, page }: Owned,
): Promise<void> {
  const arrival = `arrival of ${name}`
  await insertRow('arrivals', { id: arrival, source_id: page.id, began_at_ms: 0 })
  const id = itemsOf({ name }).arriving
  const of = { arrival, number: 0, put_at_ms: 0, id, corpus: name, source_id: page.id }
  const as = { kind: 'transcription', status: 'known', role: 'known', stage: 'open' }
  const at = { level: 'word', region: 'r', box: '{"x":0,"y":0,"width":9,"height":9}', rank: 0.5 }
  await insertRow('arriving_items', { ...of, ...as, ...at })
}
