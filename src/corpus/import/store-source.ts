import { cleanText } from '../../text/clean-text.ts'
import type { Item } from '../../model/item.ts'
import type { Source, Rights } from '../../model/source.ts'
import { shapeOf } from '../../model/region.ts'
import type { PageImage } from '../../model/picture.ts'
import type { ImportSession, ImportOrder, ReadPicture } from './session.ts'

/** A picture with its new items, and its stored items as the files have them now. */
export type ImportedSource = {
  picture: ReadPicture
  page: PageImage
  added: readonly Item[]
  revised: readonly Item[]
}

const cutsAtOnce = 4
const keptAtOnce = 1_000

/**
 * Cuts the items that can be asked and have no picture yet, and stores all or none, so that a killed
 * import leaves no half page behind; a dry run only counts.
 */
export async function storeSource(
  { picture, page, added, revised }: ImportedSource,
  session: ImportSession,
): Promise<void> {
  const { order, context, tally } = session
  if (order.dryRun) {
    tally.kept({ added: added.length, revised: revised.length })
    return
  }
  const items = [...added, ...revised]
  const cut: Item[] = []
  for (let at = 0; at < items.length; at += keptAtOnce)
    cut.push(...(await cutItems(items.slice(at, at + keptAtOnce), page, session)))
  const lost = items.length - cut.length
  if (lost > 0) session.skips.add({ what: picture.plan.path, code: 'cut_failed', count: lost })
  tally.kept(
    await context.sources.add(order.organisation, sourceOf({ picture, page }, session), cut),
  )
}

type Cut = { item: Item; bytes: Uint8Array | null }

// Stored together, so that a page is one file and not a thousand.
async function cutItems(
  items: readonly Item[],
  page: PageImage,
  { context }: ImportSession,
): Promise<Item[]> {
  const cuts: Cut[] = []
  for (let at = 0; at < items.length; at += cutsAtOnce) {
    const some = items.slice(at, at + cutsAtOnce)
    const done = await Promise.all(some.map((item) => cutItem(item, page)))
    cuts.push(...done.filter((one) => one !== null))
  }
  const ids = await context.pictures.putAll(cuts.flatMap(({ bytes }) => bytes ?? []))
  let next = 0
  return cuts.map(({ item, bytes }) => (bytes ? { ...item, mediaId: ids[next++] ?? null } : item))
}

async function cutItem(item: Item, page: PageImage): Promise<Cut | null> {
  if (item.stage !== 'open' || item.mediaId !== null) return { item, bytes: null }
  const shape = item.level === 'image' ? null : shapeOf(item.region)
  const bytes = await (shape ? page.cut(shape) : page.whole()).catch(() => null)
  return bytes && { item, bytes }
}

/** The terms on which an order lets its pictures be shown. */
export function rightsOf({ licence, credit, creditUrl }: ImportOrder): Rights {
  return {
    licence: licence.trim(),
    credit: cleanText(credit) ?? '',
    creditUrl: creditUrl && new URL(creditUrl).href,
  }
}

function sourceOf(
  { picture, page }: Pick<ImportedSource, 'picture' | 'page'>,
  { order, corpus, context }: ImportSession,
): Source {
  return {
    id: picture.sourceId,
    corpus: corpus.name,
    origin: picture.plan.path,
    imageSha256: picture.sha256,
    format: page.format,
    extent: { widthPixels: page.widthPixels, heightPixels: page.heightPixels },
    ...rightsOf(order),
    iiif: picture.plan.canvas ?? null,
    importedAtMs: context.clock(),
  }
}
