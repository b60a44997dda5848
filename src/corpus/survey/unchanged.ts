import { createHash } from 'node:crypto'
import type { FolderFile } from '../../model/folder.ts'
import type { ImportCache } from '../../model/import-cache.ts'
import type { Item } from '../../model/item.ts'
import type { Detected } from './detect.ts'
import type { ImportedPicture, ImportSession } from '../import/session.ts'
import { sourceIdOf } from '../import/item.ts'
import { rightsOf } from '../import/store-source.ts'
import type { PicturePlan } from './picture-plan.ts'
import type { Skip, SkipList } from '../import/skips.ts'
import type { TallyCounts } from '../import/tally.ts'

/** What is remembered about a picture: its source and items as stored, and what was reported. */
type Done = {
  sha256: string
  label: string | null
  items: string
  counts: TallyCounts
  skips: Skip[]
}

/** What an import uses that can recognise unchanged pictures. */
export type RememberingSession = ImportSession & { importCache: ImportCache }

const skipsMax = 100

/** Recalls what a file was found to be, if it is unchanged and was not large; otherwise null. */
export function recallLook(
  folder: string,
  file: FolderFile,
  importCache: ImportCache,
): Detected | null {
  const entry =
    file.stamp === undefined ? null : importCache.recall(`look\n${folder}\n${file.path}`)
  return entry && entry.stamp === file.stamp ? (JSON.parse(entry.body) as Detected) : null
}

/** Remembers what a file was found to be; tables and the like are read again each time. */
export function rememberLook(
  folder: string,
  { path, stamp, detected }: FolderFile & { detected: Detected },
  importCache: ImportCache,
): void {
  if (stamp === undefined || !isSmall(detected)) return
  importCache.remember(`look\n${folder}\n${path}`, { stamp, body: JSON.stringify(detected) })
}

function isSmall({ is }: Detected): boolean {
  return is === 'truth' || is === 'speech' || is === 'text' || is === 'nothing'
}

/** Repeats an earlier import's report on a picture if nothing has changed since; says whether it did. */
export async function repeatReport(
  plan: PicturePlan,
  session: RememberingSession,
): Promise<boolean> {
  const entry = session.importCache.recall(nameOf(plan, session))
  if (!entry || entry.stamp !== stampOf(plan, session)) return false
  const { sha256, label, items, counts, skips } = JSON.parse(entry.body) as Done
  const sourceId = sourceIdOf(session.corpus.name, sha256)
  if (session.seen.get(sourceId)) return false
  const stored = await session.context.items.ofSource(session.order.organisation, sourceId)
  if (items !== digestOf(stored)) return false
  session.seen.set(sourceId, { path: plan.path, truths: plan.truths, label })
  session.tally.again(counts)
  if (session.kind.importsFrom === 'class')
    for (const item of stored) session.tally.album.countClass(item)
  for (const skip of skips) session.skips.add(skip)
  return true
}

/** Imports a picture by `work` and remembers the result, if a later change of the picture can be detected. */
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
  const items = digestOf(await session.context.items.ofSource(session.order.organisation, sourceId))
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

// What was added the first time is not added again.
function countsSince(before: TallyCounts, after: TallyCounts): TallyCounts {
  const counts = { ...after }
  for (const name of Object.keys(counts) as (keyof TallyCounts)[]) counts[name] -= before[name]
  return { ...counts, added: 0, revised: 0, corrected: 0 }
}

function nameOf({ path }: PicturePlan, { order, corpus }: ImportSession): string {
  return `picture\n${corpus.name}\n${order.folder.name}\n${path}`
}

/** Everything that decides what an import makes of a picture; null if a file has no stamp. */
function stampOf(plan: PicturePlan, { order, corpus, hasClasses }: ImportSession): string | null {
  const areStamped = [plan, ...plan.truths].every(({ stamp }) => stamp !== undefined)
  if (!areStamped) return null
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
