import { createHash } from 'node:crypto'
import type { FolderFile } from '../../model/folder.ts'
import type { ImportCache } from '../../model/import-cache.ts'
import type { Item } from '../../model/item.ts'
import type { Detected } from './detect.ts'
import type { ImportSession } from '../import/session.ts'
import type { ImportedPicture } from '../import/picture.ts'
import { sourceIdOf } from '../import/item.ts'
import { rightsOf } from '../import/store-source.ts'
import type { PicturePlan } from './picture-plan.ts'
import type { Skip, SkipList } from '../import/skips.ts'
import type { TallyCounts } from '../import/tally.ts'

/** What is remembered of a picture: its source with its items as they were kept, and what was told of it. */
type Done = {
  sha256: string
  label: string | null
  items: string
  counts: TallyCounts
  skips: Skip[]
}

/** What an import works with that may find a picture unchanged. */
export type RememberingSession = ImportSession & { importCache: ImportCache }

const skipsMax = 100

/** Recalls what a file was found to be, where it is the same as then and was not large; null where not. */
export function recallLook(
  folder: string,
  file: FolderFile,
  importCache: ImportCache,
): Detected | null {
  const entry =
    file.stamp === undefined ? null : importCache.recall(`look\n${folder}\n${file.path}`)
  return entry && entry.stamp === file.stamp ? (JSON.parse(entry.body) as Detected) : null
}

/** Remembers what a file was found to be; tables and the like are read anew each time. */
export function rememberLook(
  folder: string,
  { path, stamp, detected }: FolderFile & { detected: Detected },
  importCache: ImportCache,
): void {
  if (stamp === undefined || !isSmall(detected)) return
  importCache.remember(`look\n${folder}\n${path}`, { stamp, body: JSON.stringify(detected) })
}

function isSmall({ is }: Detected): boolean {
  return is === 'truth' || is === 'text' || is === 'nothing'
}

/** Tells of a picture as an earlier import did, where nothing has changed since; says whether that was so. */
export async function tellUnchanged(
  plan: PicturePlan,
  session: RememberingSession,
): Promise<boolean> {
  const entry = session.importCache.recall(nameOf(plan, session))
  if (!entry || entry.stamp !== stampOf(plan, session)) return false
  const { sha256, label, items, counts, skips } = JSON.parse(entry.body) as Done
  const sourceId = sourceIdOf(session.corpus.name, sha256)
  if (session.seen.get(sourceId)) return false
  const stored = await session.context.items.ofSource(sourceId)
  if (items !== digestOf(stored)) return false
  session.seen.set(sourceId, { path: plan.path, truths: plan.truths, label })
  session.tally.again(counts)
  if (session.kind.importsFrom === 'class')
    for (const item of stored) session.tally.album.countClass(item)
  for (const skip of skips) session.skips.add(skip)
  return true
}

/** Imports a picture by `work`, and remembers how that ended, where it can be known to be unchanged later. */
export async function rememberDone(
  plan: PicturePlan,
  session: RememberingSession,
  work: (session: ImportSession) => Promise<ImportedPicture | null>,
): Promise<void> {
  const skips: Skip[] = []
  const before = session.tally.counts()
  const done = await work({ ...session, skips: recordSkips(session.skips, skips) })
  const stamp = stampOf(plan, session)
  if (!done || done.isTwin || stamp === null || session.order.dryRun || skips.length > skipsMax)
    return
  const sourceId = sourceIdOf(session.corpus.name, done.sha256)
  const items = digestOf(await session.context.items.ofSource(sourceId))
  const label = session.seen.get(sourceId)?.label ?? null
  const counts = countsSince(before, session.tally.counts())
  const body: Done = { sha256: done.sha256, label, items, counts, skips }
  session.importCache.remember(nameOf(plan, session), { stamp, body: JSON.stringify(body) })
}

function recordSkips(skips: SkipList, recorded: Skip[]): SkipList {
  return {
    ...skips,
    add: (skip) => {
      recorded.push(skip)
      skips.add(skip)
    },
  }
}

// What came in the first time does not come in again.
function countsSince(before: TallyCounts, after: TallyCounts): TallyCounts {
  const counts = { ...after }
  for (const name of Object.keys(counts) as (keyof TallyCounts)[]) counts[name] -= before[name]
  return { ...counts, added: 0, revised: 0, corrected: 0 }
}

function nameOf({ path }: PicturePlan, { order, corpus }: ImportSession): string {
  return `picture\n${corpus.name}\n${order.folder.name}\n${path}`
}

/** All that decides what an import makes of a picture; null where a file cannot be told from another. */
function stampOf(plan: PicturePlan, { order, corpus, hasClasses }: ImportSession): string | null {
  const isTold = [plan, ...plan.truths].every(({ stamp }) => stamp !== undefined)
  if (!isTold) return null
  const options = [rightsOf(order), order.as, order.allowRescale === true]
  const decides = [plan, options, corpus.kind, corpus.script, hasClasses]
  return createHash('sha256').update(JSON.stringify(decides)).digest('base64url')
}

function digestOf(items: readonly Item[]): string {
  const digest = createHash('sha256')
  for (const item of items.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const { id, status, label, mediaId, stage } = item
    digest.update(JSON.stringify([id, status, label, mediaId, stage === 'dropped']))
  }
  return digest.digest('base64url')
}
