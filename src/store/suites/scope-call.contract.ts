import type { AuditLine } from '../../model/audit.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { Secret } from '../../model/secret.ts'
import type { Site } from '../../model/site.ts'
import type { Database } from '../../model/store.ts'

/** One of everything that an organisation owns. */
export type Owned = { organisation: string; site: Site; secret: Secret; corpus: Corpus }

/** A call on behalf of an organisation on the things of one, and what it gives where these are not its own. */
export type Scoped = {
  call(database: Database, organisation: string, of: Owned): Promise<unknown>
  nothing: unknown
}

/** A line of the audit of an organisation. */
export function lineFor(organisation: string): AuditLine {
  return { atMs: 1, organisation, actor: 'test', action: 'a', subject: organisation, detail: '' }
}
