import { createHash } from 'node:crypto'
import type { ImportDesk, ReadPicture } from './desk.ts'
import { beginsLikePicture } from './detect.ts'
import { importPage } from './import-page.ts'
import { importWhole } from './import-whole.ts'
import { sourceIdOf } from './item.ts'
import { rightsOf } from './keep-source.ts'
import type { PicturePlan } from './plan.ts'

/** How the import of a picture ended: the same bytes may have come under another name before. */
export type Outcome = { sha256: string; isTwin: boolean }

/** Imports one picture with everything that is said of it, in one commit; null where it cannot be read. */
export const importPicture = async (
  plan: PicturePlan,
  desk: ImportDesk,
): Promise<Outcome | null> => {
  const { order, corpus, skips, hasClasses } = desk
  const bytes = await order.folder.read(plan.path).catch(() => null)
  if (!bytes) {
    skips.add({ what: plan.path, code: 'file_unreadable' })
    return null
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const picture = { plan, bytes, sha256, sourceId: sourceIdOf(corpus.name, sha256) }
  const isTwin = desk.seen.get(picture.sourceId) !== undefined
  if (await isTakenDown(picture, desk)) {
    skips.add({ what: plan.path, code: 'taken_down' })
    return { sha256, isTwin }
  }
  if (!order.dryRun && (await correctRights(picture, desk))) desk.tally.corrected()
  tellOtherKind(plan, desk)
  const isOfKind = plan.readings.some((reading) => reading.kind === corpus.kind)
  const isUntold = plan.truths.length + plan.readings.length === 0
  const isUnclassed = corpus.kind === 'classification' && hasClasses && isUntold
  if (corpus.kind === 'transcription' && plan.truths.length > 0) await importPage(picture, desk)
  else if (isOfKind || isUnclassed) await importWhole(picture, desk)
  else tellUnread(picture, desk)
  return { sha256, isTwin }
}

// Nothing of it may come back to the disk by an import that is done every night.
const isTakenDown = async ({ sourceId }: ReadPicture, { world }: ImportDesk): Promise<boolean> => {
  const items = await world.records.itemsOfSource(sourceId)
  return items.length > 0 && items.every(({ stage }) => stage === 'dropped')
}

const correctRights = ({ sourceId }: ReadPicture, { order, world }: ImportDesk): Promise<boolean> =>
  world.records.correctRights(sourceId, rightsOf(order))

const tellOtherKind = ({ truths, readings }: PicturePlan, { corpus, skips }: ImportDesk): void => {
  for (const { kind, file } of readings)
    if (kind !== corpus.kind) skips.add({ what: file, code: 'other_kind' })
  if (corpus.kind === 'transcription') return
  for (const { path } of truths) skips.add({ what: path, code: 'other_kind' })
}

const tellUnread = ({ plan, bytes }: ReadPicture, { skips }: ImportDesk): void => {
  const what = plan.path
  if (!beginsLikePicture(bytes)) skips.add({ what, code: 'picture_unusable', detail: notAPicture })
  else if (plan.truths.length + plan.readings.length === 0)
    skips.add({ what, code: 'picture_without_truth' })
}

const notAPicture = 'its content is not that of a picture'
