import { type Corpora, type Corpus, isShown } from '../model/corpus.ts'
import { type Demand, type PicturesShown, stretchMs } from '../model/demand.ts'
import type { Clock } from '../model/stores.ts'
import type { Variants } from '../model/variants.ts'

/** The stock is for so long, and what was shown counts less the longer ago it is: by an e-th after as long. */
const hourMs = 3_600_000
const rememberedMs = 6 * hourMs
/** So much is kept of each corpus that is shown, however few ask for it: a rush begins somewhere. */
const leastPictures = 1_000
/** More than a picture has on average, with what the store adds: docs/operator/capacity.md has the figures. */
const pictureBytes = 6_000
/** Counting looks at all that is ready. */
const countedForMs = 10_000
const megabyte = 1e6

/** What is to be drawn of a corpus: how many pictures are wanted of it, and how many of them are lacking. */
export type Lacking = { corpus: Corpus; wanted: number; lacks: number }

/** How many pictures there are and should be. */
export type Stock = {
  /** What lacks pictures, the emptiest first. */
  lacking(): Promise<Lacking[]>
  /** Notes what was drawn since; if nothing could be, nothing is lacking until all is counted again. */
  note(corpus: string, pictures: number): void
}

/** What the stock is measured by. */
export type StockContext = {
  variants: Pick<Variants, 'countReady'>
  demand: Pick<Demand, 'listSince'>
  corpora: Pick<Corpora, 'listAll'>
  clock: Clock
  megabytesMax: number
}

/**
 * Opens the plan of the stock: for each corpus as many pictures as an hour shows, at the rate measured, and at least a
 * thousand; less of each if they do not fit into the space.
 */
export function openStock(context: StockContext): Stock {
  let counted: Lacking[] = []
  let untilMs = -Infinity

  return {
    lacking: async () => {
      const nowMs = context.clock()
      if (nowMs >= untilMs) {
        counted = await countLacking(context, nowMs)
        untilMs = nowMs + countedForMs
      }
      return counted.filter(({ lacks }) => lacks > 0)
    },
    note: (name, pictures) => {
      for (const one of counted)
        if (one.corpus.name === name) one.lacks = pictures === 0 ? 0 : one.lacks - pictures
    },
  }
}

/** How many pictures of each corpus an hour shows, by what was shown in the stretches before. */
export function hoursOf(
  shown: readonly (PicturesShown & { stretch: number })[],
  nowMs: number,
): ReadonlyMap<string, number> {
  const hours = new Map<string, number>()
  for (const { corpus, stretch, pictures } of shown) {
    const ageMs = Math.max(0, nowMs - (stretch + 0.5) * stretchMs)
    hours.set(corpus, (hours.get(corpus) ?? 0) + pictures * Math.exp(-ageMs / hourMs))
  }
  return hours
}

/** The first stretch that still counts. */
export function firstStretch(nowMs: number): number {
  return Math.floor((nowMs - rememberedMs) / stretchMs)
}

async function countLacking(context: StockContext, nowMs: number): Promise<Lacking[]> {
  const picturesMax = Math.floor((context.megabytesMax * megabyte) / pictureBytes)
  if (picturesMax === 0) return []
  const shown = (await context.corpora.listAll()).filter((corpus) => isShown(corpus, nowMs))
  const hours = hoursOf(await context.demand.listSince(firstStretch(nowMs)), nowMs)
  const ready = await context.variants.countReady()
  const wantedOf = ({ name }: Corpus): number => Math.max(leastPictures, hours.get(name) ?? 0)
  const all = shown.reduce((sum, corpus) => sum + wantedOf(corpus), 0)
  const share = Math.min(1, picturesMax / all)
  const lacking = shown.map((corpus) => {
    const wanted = Math.floor(wantedOf(corpus) * share)
    return { corpus, wanted, lacks: wanted - (ready.get(corpus.name) ?? 0) }
  })
  // Of which nothing is wanted, no share can lack.
  return lacking
    .filter(({ lacks }) => lacks > 0)
    .toSorted((one, other) => other.lacks / other.wanted - one.lacks / one.wanted)
}
