import { slicesMax, type LooseItem, type Pairs, type Slice } from '../../model/pair.ts'

/** A slice has about this many pairs or more, so that a network does not meet the same pair at every turn. */
export const slicePairsMin = 24
/** The number of slices follows the number of pairs once it is wrong by this factor. */
const changeFactor = 1.5
/** A slice with less than this share of the mean is filled up from the others. */
const leastShare = 0.5
const movedPerRunMax = 5_000

/** Into how many slices a corpus with this many pairs is divided. */
export function sliceCountFor(pairs: number): number {
  return Math.max(1, Math.min(slicesMax, Math.floor(pairs / slicePairsMin)))
}

type SliceStore = Pick<Pairs, 'slices' | 'setSlices' | 'moveToSlice' | 'nextPairs'>

/** Divides a corpus into as many slices as suit a number of pairs, and lists the open ones. */
export async function fitSlices(
  pairs: SliceStore,
  corpus: string,
  expected: number,
): Promise<Slice[]> {
  const open = (await pairs.slices(corpus)).filter(({ isOpen }) => isOpen)
  const wanted = sliceCountFor(expected)
  const [more, fewer] = [wanted / Math.max(1, open.length), open.length / wanted]
  if (open.length > 0 && more < changeFactor && fewer < changeFactor) return open
  await pairs.setSlices(corpus, wanted)
  return (await pairs.slices(corpus)).filter(({ isOpen }) => isOpen)
}

/** A point that falls into a slice, for reading its pairs. */
export function pointIn({ number }: Pick<Slice, 'number'>, count: number): number {
  return (number + 0.5) / count
}

/**
 * The slice for a new pair: the one into which fewest were put, of those that neither item was ever shown in.
 * So nobody in it has seen either of them with another partner, and a slice that is worn out by one network
 * gets no more than its part. An item that was in all slices comes into one again. Undefined if the two items
 * should rather wait for other partners.
 */
export function chooseSlice(
  slices: readonly Slice[],
  control: Pick<LooseItem, 'slices'>,
  probe: Pick<LooseItem, 'slices'>,
): Slice | undefined {
  const numbers = new Set(slices.map(({ number }) => number))
  const seenBy = ({ slices: all }: Pick<LooseItem, 'slices'>): number[] => {
    const seen = all.filter((number) => numbers.has(number))
    return seen.length < numbers.size ? seen : []
  }
  const seen = new Set([...seenBy(control), ...seenBy(probe)])
  return slices
    .filter(({ number }) => !seen.has(number))
    .reduce<Slice | undefined>(
      (least, one) => (least === undefined || one.placed < least.placed ? one : least),
      undefined,
    )
}

/** How many pairs may leave a slice to free their items for others, so that enough stay to be shown in it. */
export function sparedBy({ pairs }: Slice, slices: readonly Slice[]): number {
  if (slices.length === 1) return pairs
  return Math.max(0, pairs - Math.ceil(leastShare * meanOf(slices)))
}

/** Moves pairs, as they are, out of closed slices and into those that have too few, up to a limit. */
export async function evenOut(pairs: SliceStore, corpus: string): Promise<void> {
  const all = await pairs.slices(corpus)
  const open = all.filter(({ isOpen }) => isOpen)
  const mean = all.reduce((sum, slice) => sum + slice.pairs, 0) / Math.max(1, open.length)
  const full = Math.ceil(mean)
  const isShort = ({ pairs: has }: Slice): boolean => has < Math.floor(leastShare * mean)
  const closed = all.filter(({ isOpen, pairs: has }) => !isOpen && has > 0)
  const wanting = closed.length > 0 ? open : open.filter(isShort)
  const giving = [...closed, ...open.filter(({ pairs: has }) => has > mean)]
  let left = movedPerRunMax
  for (const from of wanting.length > 0 ? giving : [])
    for (const to of wanting) {
      const spare = from.isOpen ? from.pairs - Math.floor(mean) : from.pairs
      const count = Math.min(left, spare, full - to.pairs)
      if (from === to || count < 1) continue
      const turn = await nextTurn(pairs, { corpus, slice: to, count: open.length })
      const of = { corpus, from: from.number, to: to.number, count, turn }
      const moved = await pairs.moveToSlice(of)
      from.pairs -= moved
      to.pairs += moved
      left -= moved
    }
}

/** The turn of the pair that is shown next in a slice; 0 if it has none. */
export async function nextTurn(
  pairs: Pick<Pairs, 'nextPairs'>,
  of: { corpus: string; slice: Slice; count: number; stage?: 'open' | 'retired' },
): Promise<number> {
  const { corpus, slice, count, stage = 'open' } = of
  const slicePoint = pointIn(slice, count)
  return (await pairs.nextPairs({ corpus, slicePoint, stage, limit: 1 }))[0]?.turn ?? 0
}

function meanOf(slices: readonly Slice[]): number {
  return slices.reduce((sum, { pairs }) => sum + pairs, 0) / slices.length
}
