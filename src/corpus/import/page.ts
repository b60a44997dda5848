import type { Item } from '../../model/item.ts'
import type { PageImage } from '../../model/picture.ts'
import { regionOf } from '../../model/region.ts'
import type { PictureSize } from '../../model/source.ts'
import { formatsOf, type ImportSession, type ReadPicture } from './session.ts'
import { itemIdOf } from './item.ts'
import { storeSource } from './store-source.ts'
import { mergeRegions, type Merged, type MergedRegion } from './merge.ts'
import { stemOf } from '../survey/paths.ts'
import { cutItems, isLong, type UncutLine } from '../words/cut-items.ts'
import { placeTruth, statedSizeOf, type Placed } from '../survey/place.ts'
import { readTruthFile, type ReadFile } from '../formats/read/read-truth.ts'
import { isRevision, matchStored, reviseItem, type MatchedRegion } from './revise.ts'
import type { SkipCode } from './skips.ts'
import { skipOtherScript } from './other-script.ts'
import { weighReading } from './certainty.ts'
import type { TruthFile } from '../survey/picture-plan.ts'

type FileOfPage = ReadFile & { file: TruthFile }
type Laid = {
  merged: Merged
  /** The regions of the picture's own files. */
  matched: MatchedRegion[]
  placed: { path: string; skipped: Placed['skipped'] }[]
}

/** Imports the words and lines of a page picture from all of its truth files. */
export async function importPage(picture: ReadPicture, session: ImportSession): Promise<void> {
  const { plan, sourceId } = picture
  for (const { file, content } of plan.readings)
    if (content === session.kind.importsFrom)
      session.skips.add({ what: file, code: 'read_by_truth' })
  const files = await readFiles(picture, session)
  if (files.length === 0) return
  await keepDocuments(files, sourceId, session)

  // Decoding is expensive: if everything is in the store already, the picture stays closed.
  const stored = await session.context.items.ofSource(session.order.organisation, sourceId)
  const statedSize = stored.length > 0 && files[0] ? statedSizeOf(files[0].truth) : null
  const guess = statedSize && layOut(files, statedSize, { picture, stored, session })
  if (guess && guess.merged.regions.length > 0 && isAllStored(guess, stored)) {
    count(guess, { plan, session })
    countWords(wordsOf(guess, stored), session)
    return
  }
  const page = await session.context.openPage(picture.bytes)
  if ('fault' in page) {
    session.skips.add({ what: plan.path, code: 'picture_unusable', detail: page.fault })
    return
  }
  const laid = layOut(files, page, { picture, stored, session })
  count(laid, { plan, session })
  await keepRegions(laid, { picture, page, stored, session })
}

// Before their items, so that an item never lacks the file that it is exported in.
async function keepDocuments(
  files: readonly FileOfPage[],
  sourceId: string,
  { order, corpus, context }: ImportSession,
): Promise<void> {
  if (order.dryRun) return
  for (const { file, bytes } of files) {
    const { path, format } = file
    const fileId = await context.files.put(bytes)
    const importedAtMs = context.clock()
    const document = { corpus: corpus.name, path, format, fileId, importedAtMs }
    await context.documents.keep(order.organisation, document, sourceId)
  }
}

type Context = { plan: ReadPicture['plan']; session: ImportSession }

// A page that was imported before lines were cut has no words of them.
function isAllStored({ matched }: Laid, stored: readonly Item[]): boolean {
  return (
    matched.every(isStored) &&
    (hasWords(stored) || !matched.some(({ stored: item }) => item && isLong(item)))
  )
}

function hasWords(stored: readonly Item[]): boolean {
  return stored.some(({ lineId }) => lineId !== null)
}

/** The words that were cut out of these lines before. */
function wordsOf({ matched }: Pick<Laid, 'matched'>, stored: readonly Item[]): Item[] {
  const lines = new Set(matched.map(({ stored: line }) => line?.id))
  return stored.filter(({ lineId, place }) => lineId && place !== null && lines.has(lineId))
}

function countWords(words: readonly Item[], { tally }: ImportSession): void {
  for (const word of words) {
    tally.item(word)
    tally.cutWord()
  }
}

function isStored({ region, stored }: MatchedRegion): boolean {
  return stored !== null && !isRevision(stored, region)
}

// The same bytes under two names are one picture; what the first name's files say comes first.
async function readFiles(
  { plan, sourceId }: ReadPicture,
  { order, context, skips, seen }: ImportSession,
): Promise<FileOfPage[]> {
  const read: FileOfPage[] = []
  const twin = seen.get(sourceId)
  const truths = [...(twin?.truths ?? []), ...plan.truths]
  seen.set(sourceId, { path: (twin ?? plan).path, truths, label: null })
  if (twin) skips.add({ what: plan.path, code: 'picture_repeated', detail: twin.path })
  for (const file of [...ranked(twin?.truths ?? []), ...ranked(plan.truths)]) {
    const one = await readTruthFile(file, order.folder, formatsOf(context))
    if (!('fault' in one)) read.push({ file, ...one })
    else if (plan.truths.includes(file))
      skips.add({ what: file.path, code: 'xml_broken', detail: one.fault })
  }
  return read
}

// `x.xml` comes before `x.normalised.xml`, which was made from it.
function ranked(files: readonly TruthFile[]): TruthFile[] {
  return files.toSorted((a, b) => stemOf(a.path).length - stemOf(b.path).length)
}

function layOut(
  files: readonly FileOfPage[],
  size: PictureSize,
  {
    picture,
    stored,
    session,
  }: { picture: ReadPicture; stored: readonly Item[]; session: ImportSession },
): Laid {
  const { plan } = picture
  const { widthPixels, heightPixels } = size
  const laid = files.map(({ file, truth, traits }) => {
    const { path } = plan
    const allowsRescale = session.order.allowRescale === true
    const target = { path, widthPixels, heightPixels, allowsRescale }
    const { regions, skipped } = placeTruth(truth, target, traits)
    const weighed: MergedRegion[] = regions.map(
      ({ level, region, box, polygon, baseline, readingOrder, ...reading }) => ({
        level,
        region,
        box,
        polygon,
        baseline,
        readingOrder,
        file: file.path,
        ...weighReading(reading, session.order.as),
      }),
    )
    return { path: file.path, skipped, weighed }
  })
  const merged = mergeRegions(laid.map(({ weighed }) => weighed))
  return { merged, matched: matchStored(ownRegions(merged.regions, plan), stored), placed: laid }
}

function count({ merged, matched, placed }: Laid, { plan, session }: Context): void {
  const { skips, tally } = session
  for (const { path, skipped } of placed) {
    if (!isOwn(path, plan)) continue
    for (const [code, regions] of Object.entries(skipped))
      skips.add({ what: path, code: code as SkipCode, count: regions })
  }
  for (const { file } of ownRegions(merged.disagreeing, plan))
    skips.add({ what: file, code: 'other_text' })
  for (const { file } of ownRegions(merged.readByWords, plan))
    skips.add({ what: file, code: 'line_read_by_words' })
  if (matched.length > 0) tally.page()
  for (const { region, stored } of matched) {
    const { file, label } = region
    const item = itemAfter({ region, stored }, session)
    tally.item(item)
    skipOtherScript(item, file, session)
    if (item === stored && label !== null && label !== stored.label)
      skips.add({ what: file, code: 'other_text' })
  }
}

type Counted = Pick<Item, 'status' | 'stage' | 'label'>

function itemAfter({ region, stored }: MatchedRegion, { corpus, kind }: ImportSession): Counted {
  const { script } = corpus
  if (!stored)
    return { ...region, stage: kind.stageOf({ ...region, region: regionOf(region), script }) }
  return isRevision(stored, region) ? reviseItem(stored, region, { kind, script }) : stored
}

function ownRegions(regions: readonly MergedRegion[], plan: Context['plan']): MergedRegion[] {
  return regions.filter(({ file }) => isOwn(file, plan))
}

function isOwn(path: string, { truths }: Context['plan']): boolean {
  return truths.some((file) => file.path === path)
}

type Opened = {
  picture: ReadPicture
  page: PageImage
  stored: readonly Item[]
  session: ImportSession
}

async function keepRegions(
  { matched }: Laid,
  { picture, page, stored: all, session }: Opened,
): Promise<void> {
  const { corpus, kind } = session
  const { script } = corpus
  const added = new Map<string, Item>()
  const revised: Item[] = []
  const lines: UncutLine[] = []
  const kept: MatchedRegion[] = []
  for (const { region: merged, stored } of matched) {
    if (stored) {
      const isRevised = isRevision(stored, merged)
      const item = isRevised ? reviseItem(stored, merged, { kind, script }) : stored
      if (isRevised) revised.push(item)
      if (isRevised || !hasWords(all)) lines.push({ item, baseline: merged.baseline })
      else kept.push({ region: merged, stored })
      continue
    }
    const item = newItemOf(merged, picture, session)
    added.set(item.id, item)
    lines.push({ item, baseline: merged.baseline })
  }
  const cut = await cutItems(lines, { page, kind, script, stored: all })
  countWords([...cut.words, ...wordsOf({ matched: kept }, all)], session)
  for (const word of cut.added) added.set(word.id, word)
  revised.push(...cut.revised)
  if (added.size + revised.length === 0) return
  await storeSource({ picture, page, added: [...added.values()], revised }, session)
}

function newItemOf(
  merged: MergedRegion,
  { sha256, sourceId }: ReadPicture,
  { corpus, kind }: ImportSession,
): Item {
  const { file, level, box, readingOrder, status, label, confidence } = merged
  const region = regionOf(merged)
  return {
    id: itemIdOf({ corpus: corpus.name, imageSha256: sha256, level, box }),
    corpus: corpus.name,
    sourceId,
    kind: kind.name,
    status,
    stage: kind.stageOf({ status, label, script: corpus.script, region }),
    level,
    region,
    regionName: `${file}#${merged.region}`,
    label,
    confidence,
    mediaId: null,
    lineId: null,
    place: null,
    readingOrder,
    machineScore: null,
  }
}
