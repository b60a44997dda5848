import type { Item } from '../model/item.ts'
import type { PageImage } from '../model/picture.ts'
import type { ImportDesk, ReadPicture } from './desk.ts'
import { itemIdOf, stageOf } from './item.ts'
import { keepSource } from './keep-source.ts'
import { mergeRegions, type Merged, type MergedRegion } from './merge.ts'
import { stemOf } from './paths.ts'
import { cutItems, isLong, type ToldLine } from './words/cut-items.ts'
import { placeTruth, sizeToldBy, type PictureSize, type Placed } from './place.ts'
import { readTruthFile } from './read-truth.ts'
import { isRevision, matchStored, reviseItem, type MatchedRegion } from './revise.ts'
import type { SkipCode } from './skips.ts'
import { tellOtherScript } from './tell-script.ts'
import { weighReading } from './status.ts'
import type { TruthFile } from './survey.ts'
import type { Truth } from './truth.ts'

type ReadFile = { file: TruthFile; truth: Truth; bytes: Buffer }
type Laid = {
  merged: Merged
  /** The regions of the picture's own files. */
  matched: MatchedRegion[]
  placed: { path: string; skipped: Placed['skipped'] }[]
}

/** Imports the words and lines of a page picture, as all of its truth files tell them. */
export const importPage = async (picture: ReadPicture, desk: ImportDesk): Promise<void> => {
  const { plan, sourceId } = picture
  for (const { file, kind } of plan.readings)
    if (kind === 'transcription') desk.skips.add({ what: file, code: 'read_by_truth' })
  const files = await readFiles(picture, desk)
  if (files.length === 0) return
  await keepDocuments(files, sourceId, desk)

  // Decoding is dear: where everything is in the store already, the picture stays closed.
  const stored = await desk.world.records.itemsOfSource(sourceId)
  const told = stored.length > 0 && files[0] ? sizeToldBy(files[0].truth) : null
  const guess = told && layOut(files, told, { picture, stored, desk })
  if (guess && guess.merged.regions.length > 0 && isAllStored(guess, stored)) {
    count(guess, { plan, desk })
    countWords(wordsOf(guess, stored), desk)
    return
  }
  const page = await desk.world.openPage(picture.bytes)
  if ('fault' in page) {
    desk.skips.add({ what: plan.path, code: 'picture_unusable', detail: page.fault })
    return
  }
  const laid = layOut(files, page, { picture, stored, desk })
  count(laid, { plan, desk })
  await keepRegions(laid, { picture, page, stored, desk })
}

// Before their items, so that no item is ever without the file that it goes home in.
const keepDocuments = async (
  files: readonly ReadFile[],
  sourceId: string,
  { order, corpus, world }: ImportDesk,
): Promise<void> => {
  if (order.dryRun) return
  for (const { file, bytes } of files) {
    const { path, format } = file
    const fileId = await world.files.put(bytes)
    const importedAtMs = world.clock()
    const document = { corpus: corpus.name, path, format, fileId, importedAtMs }
    await world.records.keepDocument(document, sourceId)
  }
}

type Context = { plan: ReadPicture['plan']; desk: ImportDesk }

// A page that was imported before lines were cut has none of their words.
const isAllStored = ({ matched }: Laid, stored: readonly Item[]): boolean =>
  matched.every(isStored) &&
  (hasWords(stored) || !matched.some(({ stored: item }) => item && isLong(item)))

const hasWords = (stored: readonly Item[]): boolean => stored.some(({ lineId }) => lineId !== null)

/** The words that were cut out of these lines before. */
const wordsOf = ({ matched }: Pick<Laid, 'matched'>, stored: readonly Item[]): Item[] => {
  const lines = new Set(matched.map(({ stored: line }) => line?.id))
  return stored.filter(({ lineId, place }) => lineId && place !== null && lines.has(lineId))
}

const countWords = (words: readonly Item[], { tally }: ImportDesk): void => {
  for (const word of words) {
    tally.item(word)
    tally.cutWord()
  }
}

const isStored = ({ region, stored }: MatchedRegion): boolean =>
  stored !== null && !isRevision(stored, region)

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
    const one = await readTruthFile(file, order.folder)
    if (!('fault' in one)) read.push({ file, ...one })
    else if (plan.truths.includes(file))
      skips.add({ what: file.path, code: 'xml_broken', detail: one.fault })
  }
  return read
}

// `x.xml` comes before `x.normalised.xml`, which was made from it.
const ranked = (files: readonly TruthFile[]): TruthFile[] =>
  files.toSorted((a, b) => stemOf(a.path).length - stemOf(b.path).length)

const layOut = (
  files: readonly ReadFile[],
  size: PictureSize,
  { picture, stored, desk }: { picture: ReadPicture; stored: readonly Item[]; desk: ImportDesk },
): Laid => {
  const { plan } = picture
  const { widthPixels, heightPixels } = size
  const laid = files.map(({ file, truth }) => {
    const { path } = plan
    const allowsRescale = desk.order.allowRescale === true
    const target = { path, widthPixels, heightPixels, allowsRescale }
    const { regions, skipped } = placeTruth(truth, target)
    const weighed: MergedRegion[] = regions.map(
      ({ level, region, box, polygon, baseline, readingOrder, ...reading }) => ({
        level,
        region,
        box,
        polygon,
        baseline,
        readingOrder,
        file: file.path,
        ...weighReading(reading, desk.order.as),
      }),
    )
    return { path: file.path, skipped, weighed }
  })
  const merged = mergeRegions(laid.map(({ weighed }) => weighed))
  return { merged, matched: matchStored(ownRegions(merged.regions, plan), stored), placed: laid }
}

const count = ({ merged, matched, placed }: Laid, { plan, desk }: Context): void => {
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
  if (matched.length > 0) tally.page()
  for (const { region, stored } of matched) {
    const { file, label } = region
    const item = itemAfter({ region, stored }, corpus)
    tally.item(item)
    tellOtherScript(item, file, desk)
    if (item === stored && label !== null && label !== stored.label)
      skips.add({ what: file, code: 'other_text' })
  }
}

type Counted = Pick<Item, 'status' | 'stage' | 'label'>

const itemAfter = ({ region, stored }: MatchedRegion, corpus: ImportDesk['corpus']): Counted => {
  if (!stored) return { ...region, stage: stageOf(region, { ...corpus, ...region }) }
  return isRevision(stored, region) ? reviseItem(stored, region, corpus.script) : stored
}

const ownRegions = (regions: readonly MergedRegion[], plan: Context['plan']): MergedRegion[] =>
  regions.filter(({ file }) => isOwn(file, plan))

const isOwn = (path: string, { truths }: Context['plan']): boolean =>
  truths.some((file) => file.path === path)

type Opened = {
  picture: ReadPicture
  page: PageImage
  stored: readonly Item[]
  desk: ImportDesk
}

const keepRegions = async (
  { matched }: Laid,
  { picture, page, stored: all, desk }: Opened,
): Promise<void> => {
  const { name, kind, script } = desk.corpus
  const added = new Map<string, Item>()
  const revised: Item[] = []
  const lines: ToldLine[] = []
  const kept: MatchedRegion[] = []
  for (const { region: told, stored } of matched) {
    if (stored) {
      const isRevised = isRevision(stored, told)
      const item = isRevised ? reviseItem(stored, told, script) : stored
      if (isRevised) revised.push(item)
      if (isRevised || !hasWords(all)) lines.push({ item, baseline: told.baseline })
      else kept.push({ region: told, stored })
      continue
    }
    const { file, region, baseline, ...merged } = told
    const { level, box, polygon } = merged
    const id = itemIdOf({ corpus: name, imageSha256: picture.sha256, level, box })
    const stage = stageOf(merged, { kind, script, box, polygon })
    const item: Item = {
      ...merged,
      id,
      corpus: name,
      sourceId: picture.sourceId,
      kind,
      stage,
      region: `${file}#${region}`,
      pictureId: null,
      lineId: null,
      place: null,
      machineScore: null,
    }
    added.set(id, item)
    lines.push({ item, baseline })
  }
  const cut = await cutItems(lines, { page, script, stored: all })
  countWords([...cut.words, ...wordsOf({ matched: kept }, all)], desk)
  for (const word of cut.added) added.set(word.id, word)
  revised.push(...cut.revised)
  if (added.size + revised.length === 0) return
  await keepSource({ picture, page, added: [...added.values()], revised }, desk)
}
