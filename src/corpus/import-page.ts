import type { Item } from '../model/item.ts'
import type { PageImage } from '../model/picture.ts'
import type { ImportDesk, ReadPicture } from './desk.ts'
import { itemIdOf, stageOf } from './item.ts'
import { keepSource } from './keep-source.ts'
import { indexPlaces, isSameRegion, mergeRegions, type Merged, type MergedRegion } from './merge.ts'
import { stemOf } from './paths.ts'
import { placeTruth, sizeToldBy, type PictureSize, type Placed } from './place.ts'
import { readTruthFile } from './read-truth.ts'
import type { SkipCode } from './skips.ts'
import { weighReading } from './status.ts'
import type { TruthFile } from './survey.ts'
import type { Truth } from './truth.ts'

type ReadFile = { file: TruthFile; truth: Truth }
type Laid = { merged: Merged; placed: { path: string; skipped: Placed['skipped'] }[] }

/** Imports the words and lines of a page picture, as all of its truth files tell them. */
export const importPage = async (picture: ReadPicture, desk: ImportDesk): Promise<void> => {
  const { plan, sourceId } = picture
  for (const { file, kind } of plan.readings)
    if (kind === 'transcription') desk.skips.add({ what: file, code: 'read_by_truth' })
  const files = await readFiles(picture, desk)
  if (files.length === 0) return

  const existing = indexPlaces<Awaited<ReturnType<typeof storedItems>>[number]>()
  const stored = await storedItems(sourceId, desk)
  for (const item of stored) existing.add(item)
  const isNew = (region: MergedRegion): boolean =>
    !existing.at(region.box).some((item) => isSameRegion(item, region))

  // Decoding is dear: where everything is in the store already, the picture stays closed.
  const told = stored.length > 0 && files[0] ? sizeToldBy(files[0].truth) : null
  const guess = told && layOut(files, told, { plan, desk })
  if (guess && guess.merged.regions.length > 0 && !guess.merged.regions.some(isNew)) {
    count(guess, { plan, desk })
    return
  }
  const page = await desk.world.openPage(picture.bytes)
  if ('fault' in page) {
    desk.skips.add({ what: plan.path, code: 'picture_unusable', detail: page.fault })
    return
  }
  const laid = layOut(files, page, { plan, desk })
  count(laid, { plan, desk })
  const fresh = ownRegions(laid.merged.regions, plan).filter(isNew)
  await keepRegions(fresh, { picture, page, desk })
}

type Context = { plan: ReadPicture['plan']; desk: ImportDesk }

const storedItems = (sourceId: string, { world }: ImportDesk) =>
  world.records.itemsOfSource(sourceId)

// The same bytes under two names are one picture: what the first name's files say comes first.
const readFiles = async (
  { plan, sourceId }: ReadPicture,
  { order, skips, seen }: ImportDesk,
): Promise<ReadFile[]> => {
  const read: ReadFile[] = []
  const twin = seen.get(sourceId)?.plan
  const truths = [...(twin?.truths ?? []), ...plan.truths]
  seen.set(sourceId, { plan: { ...(twin ?? plan), truths }, label: null })
  if (twin) skips.add({ what: plan.path, code: 'picture_repeated', detail: twin.path })
  for (const file of [...ranked(twin?.truths ?? []), ...ranked(plan.truths)]) {
    const truth = await readTruthFile(file, order.folder)
    if (!('fault' in truth)) read.push({ file, truth })
    else if (plan.truths.includes(file))
      skips.add({ what: file.path, code: 'xml_broken', detail: truth.fault })
  }
  return read
}

// `x.xml` comes before `x.normalised.xml`, which was made from it.
const ranked = (files: readonly TruthFile[]): TruthFile[] =>
  files.toSorted((a, b) => stemOf(a.path).length - stemOf(b.path).length)

const layOut = (files: readonly ReadFile[], size: PictureSize, { plan, desk }: Context): Laid => {
  const { widthPixels, heightPixels } = size
  const laid = files.map(({ file, truth }) => {
    const { regions, skipped } = placeTruth(truth, { path: plan.path, widthPixels, heightPixels })
    const weighed: MergedRegion[] = regions.map(({ level, region, box, polygon, ...reading }) => ({
      level,
      region,
      box,
      polygon,
      file: file.path,
      ...weighReading(reading, desk.order.as),
    }))
    return { path: file.path, skipped, weighed }
  })
  return { merged: mergeRegions(laid.map(({ weighed }) => weighed)), placed: laid }
}

const count = ({ merged, placed }: Laid, { plan, desk }: Context): void => {
  const { skips, tally, corpus } = desk
  for (const { path, skipped } of placed) {
    if (!isOwn(path, plan)) continue
    for (const [code, regions] of Object.entries(skipped))
      skips.add({ what: path, code: code as SkipCode, count: regions })
  }
  for (const { file } of ownRegions(merged.disagreeing, plan))
    skips.add({ what: file, code: 'other_text' })
  for (const { file } of ownRegions(merged.readByWords, plan))
    skips.add({ what: file, code: 'line_read_by_words' })
  const own = ownRegions(merged.regions, plan)
  if (own.length > 0) tally.page()
  for (const region of own)
    tally.item({ ...region, stage: stageOf(region, { ...corpus, ...region }) })
}

const ownRegions = (regions: readonly MergedRegion[], plan: Context['plan']): MergedRegion[] =>
  regions.filter(({ file }) => isOwn(file, plan))

const isOwn = (path: string, { truths }: Context['plan']): boolean =>
  truths.some((file) => file.path === path)

const keepRegions = async (
  regions: readonly MergedRegion[],
  { picture, page, desk }: { picture: ReadPicture; page: PageImage; desk: ImportDesk },
): Promise<void> => {
  const { name, kind, script } = desk.corpus
  const items = new Map<string, Item>()
  for (const { file, region, ...merged } of regions) {
    const { level, box, polygon } = merged
    const id = itemIdOf({ corpus: name, imageSha256: picture.sha256, level, box })
    const stage = stageOf(merged, { kind, script, box, polygon })
    items.set(id, {
      ...merged,
      id,
      corpus: name,
      sourceId: picture.sourceId,
      kind,
      stage,
      region: `${file}#${region}`,
      pictureId: null,
    })
  }
  if (items.size > 0) await keepSource({ picture, page, items: [...items.values()] }, desk)
}
