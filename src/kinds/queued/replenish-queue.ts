import type { OwnedCorpus } from '../../model/corpus.ts'
import type { ClassCount, Queue } from '../../model/queue.ts'
import type { Random } from '../../model/stores.ts'
import { shuffle } from '../../model/chance.ts'
import type { PoolSizes } from '../pool-sizes.ts'

/** With fewer known items for each open unknown one, three unknown ones would have to come at once. */
const knownForUnknown = 8
const movedPerCommit = 100
const batchesMax = 20_000
/** Counts are slightly uncertain, so a twentieth more than wanted, plus one, may stay open. */
const spareShare = 1 / 20

/** How many unknown items of each class can be shown as often, and in the same company, as its known ones. */
export function shareOpen(classes: readonly ClassCount[]): Map<string, number> {
  const known = classes.reduce((total, one) => total + one.known, 0)
  const open = known === 0 ? 0 : Math.max(1, Math.floor(known / knownForUnknown))
  const upTo = (before: number): number =>
    known === 0 ? 0 : Math.floor((open * before) / known + 0.5)
  let before = 0
  return new Map(
    classes.map((one) => {
      const first = upTo(before)
      before += one.known
      return [one.name, upTo(before) - first]
    }),
  )
}

/** What replenishing a queue needs from the outside world. */
export type QueueContext = { queue: Queue; random: Random; poolSizes: PoolSizes }

/**
 * Opens unknown items of a corpus up to the share of each class, first those that a machine took for the
 * class. Newly imported items go into the queue first, so that chance alone decides which come up.
 */
export async function replenishQueue(context: QueueContext, of: OwnedCorpus): Promise<void> {
  const { queue, poolSizes } = context
  const { name: corpus } = of
  await moveAll(Infinity, (count) => queue.holdBackNew(corpus, count))
  const classes = await poolSizes(of, { isAnew: true })
  const shares = shareOpen(classes)
  for (const { name, unknown } of classes) {
    const most = Math.ceil((shares.get(name) ?? 0) * (1 + spareShare)) + 1
    await moveAll(unknown - most, (count) => queue.holdBack(corpus, name, count))
  }
  const missing = classes.map(({ name, unknown }) => ({
    name,
    count: Math.max(0, (shares.get(name) ?? 0) - unknown),
  }))
  await fill(context, of, missing)
  await poolSizes(of, { isAnew: true })
}

type Missing = { name: string; count: number }

async function fill(
  { queue, random }: QueueContext,
  { name: corpus, organisation }: OwnedCorpus,
  missing: readonly Missing[],
): Promise<void> {
  if (missing.every(({ count }) => count === 0)) return
  const guesses = await queue.queuedGuesses(organisation, corpus)
  const open = (guess: string | null, classes: readonly string[]): Promise<string[]> =>
    openAs(classes, (some) => queue.moveUp(corpus, guess, some))
  const left: string[] = []
  for (const { name, count } of missing) {
    const classes = Array<string>(count).fill(name)
    left.push(...(guesses.includes(name) ? await open(name, classes) : classes))
  }
  let rest = shuffle(random, left)
  const names = new Set(missing.map(({ name }) => name))
  for (const guess of [null, ...guesses.filter((one) => !names.has(one))])
    rest = await open(guess, rest)
}

// Opens an item for each of these classes, as far as there are any, and returns the classes that are left.
async function openAs(
  classes: readonly string[],
  moveUp: (some: readonly string[]) => Promise<number>,
): Promise<string[]> {
  let done = 0
  await moveAll(classes.length, async (count) => {
    const moved = await moveUp(classes.slice(done, done + count))
    done += moved
    return moved
  })
  return classes.slice(done)
}

async function moveAll(count: number, move: (some: number) => Promise<number>): Promise<void> {
  let rest = count
  for (let batch = 0; rest > 0 && batch < batchesMax; batch += 1) {
    const moved = await move(Math.min(rest, movedPerCommit))
    if (moved === 0) break
    rest -= moved
  }
}
