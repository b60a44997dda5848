import type { Kind } from '../../kinds/kind.ts'
import type { Item, ItemLevel } from '../../model/item.ts'
import type { PageImage } from '../../model/picture.ts'
import { boxOf, type Region } from '../../model/region.ts'
import type { ImportSession, ReadPicture } from './session.ts'
import { itemIdOf } from './item.ts'
import { storeSource } from './store-source.ts'
import { isRevision, reviseItem } from './revise.ts'
import type { SkipCode } from './skips.ts'
import { compareCertainty, weighReading, type WeighedReading } from './certainty.ts'
import { skipOtherScript } from './other-script.ts'
import { cutItems, isLong } from '../words/cut-items.ts'

const sidePixelsMin = 8

/** Imports a picture that is one whole item: a crop with its text, or an image with its class. */
export async function importWhole(picture: ReadPicture, session: ImportSession): Promise<void> {
  const { plan, bytes, sourceId } = picture
  const { order, corpus, kind, skips, tally, seen, context } = session
  const reading = chooseReading(picture, session)
  const twin = seen.get(sourceId)
  if (twin) {
    const isSame = twin.label === reading.label
    const code = isSame ? 'picture_repeated' : codeOfOther(kind)
    skips.add({ what: plan.path, code, detail: twin.path })
    return
  }
  seen.set(sourceId, { path: plan.path, truths: plan.truths, label: reading.label })
  const before = await context.items.ofSource(order.organisation, sourceId)
  const stored = before.find(isAtCorner)
  if (before.length > 0 && !stored) {
    skips.add({ what: plan.path, code: 'read_by_truth' })
    return
  }
  const words = before.filter(({ lineId, place }) => lineId !== null && place !== null)
  const isCut = !stored || !isLong(stored) || words.length > 0
  if (stored && isCut && !isRevision(stored, reading)) {
    tally.page()
    for (const item of [stored, ...words]) count(item, session)
    skipOtherScript(stored, plan.path, session)
    if (reading.label !== null && reading.label !== stored.label)
      skips.add({ what: plan.path, code: codeOfOther(kind) })
    return
  }
  const page = await context.openPage(bytes)
  if ('fault' in page) {
    skips.add({ what: plan.path, code: 'picture_unusable', detail: page.fault })
    return
  }
  if (Math.min(page.widthPixels, page.heightPixels) < sidePixelsMin) {
    skips.add({ what: plan.path, code: 'too_small' })
    return
  }
  if (stored && !fills(stored, page)) {
    skips.add({ what: plan.path, code: 'read_by_truth' })
    return
  }
  tally.page()
  if (!stored) await reportAlike({ path: plan.path, label: reading.label, page }, session)
  if (!stored) return keepWhole(picture, { page, reading }, session)
  const isRevised = isRevision(stored, reading)
  const item = isRevised ? reviseItem(stored, reading, { kind, script: corpus.script }) : stored
  await keepWithWords({ item, isNew: false, isRevised, before }, { picture, page, session })
}

// Whether the region is the whole picture is known only once the picture is open.
function isAtCorner({ region, lineId }: Item): boolean {
  const box = boxOf(region)
  return lineId === null && box?.x === 0 && box.y === 0
}

type Whole = { item: Item; isNew: boolean; isRevised: boolean; before: readonly Item[] }
type Opened = { picture: ReadPicture; page: PageImage; session: ImportSession }

// A picture of a line that is too long to ask is cut into words, like a line of a page.
async function keepWithWords(
  { item, isNew, isRevised, before }: Whole,
  { picture, page, session }: Opened,
): Promise<void> {
  const { corpus, kind } = session
  const { script } = corpus
  const cut = await cutItems([{ item, baseline: null }], { page, kind, script, stored: before })
  for (const one of [item, ...cut.words]) count(one, session)
  skipOtherScript(item, picture.plan.path, session)
  const added = [...(isNew ? [item] : []), ...cut.added]
  const revised = [...(isRevised ? [item] : []), ...cut.revised]
  if (added.length + revised.length > 0)
    await storeSource({ picture, page, added, revised }, session)
}

function fills({ region }: Item, { widthPixels, heightPixels }: PageImage): boolean {
  const box = boxOf(region)
  return box?.width === widthPixels && box.height === heightPixels
}

// The surest reading counts; among equally sure ones, the first.
function chooseReading(
  { plan }: ReadPicture,
  { order, kind, skips }: ImportSession,
): WeighedReading {
  const found = plan.readings.filter((one) => one.content === kind.importsFrom)
  const weighed = found
    .map((one) => ({ file: one.file, reading: weighReading(one, order.as) }))
    .toSorted((a, b) => compareCertainty(a.reading.status, b.reading.status))
  const chosen = weighed[0]?.reading ?? { status: 'unknown', label: null, confidence: null }
  for (const { file, reading } of weighed)
    if (reading.label !== null && reading.label !== chosen.label)
      skips.add({ what: `${file}: ${plan.path}`, code: codeOfOther(kind) })
  return chosen
}

function count(item: Item, { tally, kind }: ImportSession): void {
  tally.item(item)
  if (item.lineId !== null) tally.cutWord()
  if (kind.importsFrom === 'class') tally.album.countClass(item)
}

// Two copies of one class make a challenge easy to learn; copies in two classes make it hard to answer.
async function reportAlike(
  { path, label, page }: { path: string; label: string | null; page: PageImage },
  { tally, kind, skips }: ImportSession,
): Promise<void> {
  if (kind.importsFrom !== 'class') return
  const alike = tally.album.addPicture({ path, label, perceptualHash: await page.perceptualHash() })
  if (!alike) return
  const isOther = alike.label !== null && label !== null && alike.label !== label
  const detail = isOther ? `${alike.path}, which is of the class “${alike.label}”` : alike.path
  skips.add({ what: path, code: 'picture_alike', detail })
}

function codeOfOther({ importsFrom }: Kind): SkipCode {
  return importsFrom === 'class' ? 'other_class' : 'other_text'
}

async function keepWhole(
  picture: ReadPicture,
  { page, reading }: { page: PageImage; reading: WeighedReading },
  session: ImportSession,
): Promise<void> {
  const { corpus, kind } = session
  const { script, name } = corpus
  const box = { x: 0, y: 0, width: page.widthPixels, height: page.heightPixels }
  const region: Region = { is: 'box', box }
  const level: ItemLevel = kind.importsFrom === 'class' ? 'image' : 'line'
  const stage = kind.stageOf({ ...reading, script, region })
  const { sha256, sourceId, plan } = picture
  const item: Item = {
    id: itemIdOf({ corpus: name, imageSha256: sha256, level, box }),
    corpus: name,
    sourceId,
    kind: kind.name,
    ...reading,
    stage,
    level,
    region,
    regionName: plan.path,
    mediaId: null,
    lineId: null,
    place: null,
    readingOrder: null,
    machineScore: null,
  }
  await keepWithWords(
    { item, isNew: true, isRevised: false, before: [] },
    { picture, page, session },
  )
}
