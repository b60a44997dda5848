import { createHash } from 'node:crypto'
import type { FolderFile } from '../model/folder.ts'
import type { Ledger } from '../model/ledger.ts'
import type { Item } from '../model/item.ts'
import type { Detected } from './detect.ts'
import type { ImportDesk } from './desk.ts'
import type { Outcome } from './import-picture.ts'
import { sourceIdOf } from './item.ts'
import { rightsOf } from './keep-source.ts'
import type { PicturePlan } from './plan.ts'
import type { Skip, SkipList } from './skips.ts'
import type { TallyCounts } from './tally.ts'

/** What is remembered of a picture: its source with its items as they were kept, and what was told of it. */
type Done = {
  sha256: string
  label: string | null
  items: string
  counts: TallyCounts
  skips: Skip[]
}

/** What an import works with that may find a picture unchanged. */
export type RememberingDesk = ImportDesk & { ledger: Ledger }

const skipsMax = 100

/** Recalls what a file was found to be, where it is the same as then and was not large; null where not. */
export const recallLook = (folder: string, file: FolderFile, ledger: Ledger): Detected | null => {
  const entry = file.stamp === undefined ? null : ledger.recall(`look\n${folder}\n${file.path}`)
  return entry && entry.stamp === file.stamp ? (JSON.parse(entry.body) as Detected) : null
}

/** Remembers what a file was found to be; tables and the like are read anew each time. */
export const rememberLook = (
  folder: string,
  { path, stamp, detected }: FolderFile & { detected: Detected },
  ledger: Ledger,
): void => {
  if (stamp === undefined || !isSmall(detected)) return
  ledger.remember(`look\n${folder}\n${path}`, { stamp, body: JSON.stringify(detected) })
}

const isSmall = ({ is }: Detected): boolean => is === 'truth' || is === 'text' || is === 'nothing'

/** Tells of a picture as an earlier import did, where nothing has changed since; says whether that was so. */
export const tellUnchanged = async (plan: PicturePlan, desk: RememberingDesk): Promise<boolean> => {
  const entry = desk.ledger.recall(nameOf(plan, desk))
  if (!entry || entry.stamp !== stampOf(plan, desk)) return false
  const { sha256, label, items, counts, skips } = JSON.parse(entry.body) as Done
  const sourceId = sourceIdOf(desk.corpus.name, sha256)
  if (desk.seen.get(sourceId)) return false
  const stored = await desk.world.records.itemsOfSource(sourceId)
  if (items !== digestOf(stored)) return false
  desk.seen.set(sourceId, { plan, label })
  desk.tally.again(counts)
  if (desk.corpus.kind === 'classification')
    for (const item of stored) desk.tally.album.countClass(item)
  for (const skip of skips) desk.skips.add(skip)
  return true
}

/** Imports a picture by `work`, and remembers how that ended, where it can be known to be unchanged later. */
export const rememberDone = async (
  plan: PicturePlan,
  desk: RememberingDesk,
  work: (desk: ImportDesk) => Promise<Outcome | null>,
): Promise<void> => {
  const skips: Skip[] = []
  const before = desk.tally.counts()
  const done = await work({ ...desk, skips: recordSkips(desk.skips, skips) })
  const stamp = stampOf(plan, desk)
  if (!done || done.isTwin || stamp === null || desk.order.dryRun || skips.length > skipsMax) return
  const sourceId = sourceIdOf(desk.corpus.name, done.sha256)
  const items = digestOf(await desk.world.records.itemsOfSource(sourceId))
  const label = desk.seen.get(sourceId)?.label ?? null
  const counts = countsSince(before, desk.tally.counts())
  const body: Done = { sha256: done.sha256, label, items, counts, skips }
  desk.ledger.remember(nameOf(plan, desk), { stamp, body: JSON.stringify(body) })
}

const recordSkips = (skips: SkipList, recorded: Skip[]): SkipList => ({
  ...skips,
  add: (skip) => {
    recorded.push(skip)
    skips.add(skip)
  },
})

// What came in the first time does not come in again.
const countsSince = (before: TallyCounts, after: TallyCounts): TallyCounts => {
  const counts = { ...after }
  for (const name of Object.keys(counts) as (keyof TallyCounts)[]) counts[name] -= before[name]
  return { ...counts, added: 0, revised: 0, corrected: 0 }
}

const nameOf = ({ path }: PicturePlan, { order, corpus }: ImportDesk): string =>
  `picture\n${corpus.name}\n${order.folder.name}\n${path}`

/** All that decides what an import makes of a picture; null where a file cannot be told from another. */
const stampOf = (plan: PicturePlan, { order, corpus, hasClasses }: ImportDesk): string | null => {
  const isTold = [plan, ...plan.truths].every(({ stamp }) => stamp !== undefined)
  if (!isTold) return null
  const wishes = [rightsOf(order), order.as, order.allowRescale === true]
  const decides = [plan, wishes, corpus.kind, corpus.script, hasClasses]
  return createHash('sha256').update(JSON.stringify(decides)).digest('base64url')
}

const digestOf = (items: readonly Item[]): string => {
  const digest = createHash('sha256')
  for (const item of items.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const { id, status, label, pictureId, stage } = item
    digest.update(JSON.stringify([id, status, label, pictureId, stage === 'dropped']))
  }
  return digest.digest('base64url')
}
