import { createHash } from 'node:crypto'
import type { ImportedPicture, ImportSession, ReadPicture } from './session.ts'
import { beginsLikePicture } from '../survey/detect.ts'
import { importPage } from './page.ts'
import { importRecording } from '../speech/import-recording.ts'
import { importWhole } from './whole.ts'
import { sourceIdOf } from './item.ts'
import { rightsOf } from './store-source.ts'
import type { PicturePlan } from '../survey/picture-plan.ts'

/** Imports one picture or recording with everything its files say; null if it cannot be read. */
export async function importPicture(
  plan: PicturePlan,
  session: ImportSession,
): Promise<ImportedPicture | null> {
  if (plan.isRecording) return importRecording(plan, session)
  const { order, corpus, kind, skips, hasClasses } = session
  const bytes = await order.folder.read(plan.path).catch(() => null)
  if (!bytes) {
    skips.add({ what: plan.path, code: 'file_unreadable' })
    return null
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const picture = { plan, bytes, sha256, sourceId: sourceIdOf(corpus.name, sha256) }
  const isTwin = session.seen.get(picture.sourceId) !== undefined
  if (await isTakenDown(picture, session)) {
    skips.add({ what: plan.path, code: 'taken_down' })
    return { sha256, isTwin }
  }
  if (!order.dryRun && (await correctRights(picture, session))) session.tally.corrected()
  reportOtherKind(plan, session)
  const isOfKind = plan.readings.some(({ content }) => content === kind.importsFrom)
  const hasNothing = plan.truths.length + plan.readings.length === 0
  const isUnclassed = kind.importsFrom === 'class' && hasClasses && hasNothing
  if (kind.importsFrom === 'text' && plan.truths.length > 0) await importPage(picture, session)
  else if (isOfKind || isUnclassed) await importWhole(picture, session)
  else reportUnread(picture, session)
  return { sha256, isTwin }
}

// A nightly import must not bring anything of it back to the disk.
async function isTakenDown(
  { sourceId }: ReadPicture,
  { order, context }: ImportSession,
): Promise<boolean> {
  const items = await context.items.ofSource(order.organisation, sourceId)
  return items.length > 0 && items.every(({ stage }) => stage === 'dropped')
}

function correctRights(
  { sourceId }: ReadPicture,
  { order, context }: ImportSession,
): Promise<boolean> {
  return context.sources.correctRights(order.organisation, sourceId, rightsOf(order))
}

function reportOtherKind({ truths, readings }: PicturePlan, { kind, skips }: ImportSession): void {
  for (const { content, file } of readings)
    if (content !== kind.importsFrom) skips.add({ what: file, code: 'other_kind' })
  if (kind.importsFrom === 'text') return
  for (const { path } of truths) skips.add({ what: path, code: 'other_kind' })
}

function reportUnread({ plan, bytes }: ReadPicture, { skips }: ImportSession): void {
  const what = plan.path
  if (!beginsLikePicture(bytes)) skips.add({ what, code: 'picture_unusable', detail: notAPicture })
  else if (plan.truths.length + plan.readings.length === 0)
    skips.add({ what, code: 'picture_without_truth' })
}

const notAPicture = 'its content is not that of a picture'
