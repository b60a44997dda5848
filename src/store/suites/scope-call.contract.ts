import assert from 'node:assert/strict'
import type { AuditLine } from '../../model/audit.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { Secret } from '../../model/secret.ts'
import type { Site } from '../../model/site.ts'
import type { Source } from '../../model/source.ts'
import type { Database } from '../../model/store.ts'
import type { Tables } from './tables.contract.ts'

/** One of everything that an organisation owns. */
export type Owned = {
  organisation: string
  site: Site
  secret: Secret
  corpus: Corpus
  page: Source
}

/** A call on behalf of an organisation on the things of one, and what it gives where these are not its own. */
export type Scoped = {
  call(database: Database, organisation: string, of: Owned): Promise<unknown>
  nothing: unknown
}

/** Two organisations that each own one of everything, and all that is kept. */
export type TwoOwners = {
  database: Database
  own: Owned
  foreign: Owned
  readTables(): Promise<Tables>
}

/** A line of the audit of an organisation. */
export function lineFor(organisation: string): AuditLine {
  return { atMs: 1, organisation, actor: 'test', action: 'a', subject: organisation, detail: '' }
}

/** The ids of the items that each organisation has in its corpus. */
export function itemsOf({ name }: Pick<Corpus, 'name'>) {
  return {
    known: `known item of ${name}`,
    read: `item of ${name}`,
    reported: `reported item of ${name}`,
    queued: `queued item of ${name}`,
    arriving: `arriving item of ${name}`,
  }
}

/**
 * Checks that a call on behalf of one organisation finds nothing of another and changes nothing that is kept, but
 * for the audit of its own organisation, which tells of attempts too.
 */
export async function assertScoped(
  { call, nothing }: Scoped,
  { database, own, foreign, readTables }: TwoOwners,
): Promise<void> {
  const { organisation } = own
  const readOthers = async (): Promise<Tables> => {
    const tables = await readTables()
    const audit = tables['audit']?.filter((line) => line['organisation'] !== organisation) ?? []
    return { ...tables, audit }
  }
  const before = await readOthers()
  assert.deepEqual(await call(database, organisation, foreign), nothing)
  assert.deepEqual(await readOthers(), before)
  // Otherwise a method that never does anything would pass.
  assert.notDeepEqual(await call(database, organisation, own), nothing)
}
